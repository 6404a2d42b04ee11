import type { AuditStore } from './auditStore.js';
import type { BrokenLink, ChainVerdict } from './auditVerifier.js';

const WORDS: Readonly<Record<BrokenLink, string>> = {
  ALTERED: 'the record was altered',
  MISSING: 'a record is missing',
  REORDERED: 'the record does not follow the one before it',
  TRUNCATED: 'the end of the chain was cut off',
  UNSEALED_END: 'the mark of the end is absent or forged',
};

/** Checks every chain, writes a line for each broken one and a last line with the sums. True when all are whole. */
export async function reportChains(audit: Pick<AuditStore, 'verify'>, write: (line: string) => void): Promise<boolean> {
  const sums = { chains: 0, records: 0, broken: 0 };
  for await (const verdict of audit.verify()) {
    sums.chains += 1;
    sums.records += verdict.length;
    if (verdict.ok) continue;
    sums.broken += 1;
    write(describe(verdict));
  }
  const whole = sums.broken === 0 ? 'all whole' : `${String(sums.broken)} broken`;
  write(`audit chains: ${String(sums.chains)}, records: ${String(sums.records)}, ${whole}`);
  return sums.broken === 0;
}

function describe({ chain, brokenAt, reason }: ChainVerdict): string {
  const place = brokenAt === undefined ? '' : ` at record ${String(brokenAt)}`;
  return `BROKEN ${chain}${place}: ${reason === undefined ? 'unknown fault' : WORDS[reason]} (${reason ?? '-'})`;
}
