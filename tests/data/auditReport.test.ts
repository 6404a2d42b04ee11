import { describe, expect, it } from '@jest/globals';
import { reportChains } from '../../src/data/auditReport.js';
import type { ChainVerdict } from '../../src/data/auditVerifier.js';

async function report(verdicts: readonly ChainVerdict[]) {
  const lines: string[] = [];
  const audit = {
    async *verify() {
      yield* await Promise.resolve(verdicts);
    },
  };
  const whole = await reportChains(audit, line => lines.push(line));
  return { whole, lines };
}

describe('reportChains', () => {
  it('says in one line that all is whole', async () => {
    expect(
      await report([
        { chain: 'admin', ok: true, length: 3 },
        { chain: 'case:c1', ok: true, length: 4 },
      ]),
    ).toEqual({ whole: true, lines: ['audit chains: 2, records: 7, all whole'] });
  });

  it('names chain, place and kind of each fault', async () => {
    const { whole, lines } = await report([
      { chain: 'admin', ok: true, length: 3 },
      { chain: 'case:c1', ok: false, length: 4, brokenAt: 2, reason: 'ALTERED' },
    ]);

    expect(whole).toBe(false);
    expect(lines).toEqual([
      'BROKEN case:c1 at record 2: the record was altered (ALTERED)',
      'audit chains: 2, records: 7, 1 broken',
    ]);
  });
});
