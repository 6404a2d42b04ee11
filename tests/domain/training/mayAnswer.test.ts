import { describe, expect, it } from '@jest/globals';
import { ROLES } from '../../../src/domain/access/actor.js';
import { mayAnswer } from '../../../src/domain/training/mayAnswer.js';

const verdict = (accountId: string, role: (typeof ROLES)[number]) =>
  mayAnswer({ accountId, role, usccs: [], interests: [] }, { accountId: 'rep-1' });

describe('who may act on a sitting of the quiz (part 2)', () => {
  it.each(ROLES)('%s', role => {
    const refused = { ok: false, refusal: { code: 'notPermitted', clause: null } };

    expect(verdict('rep-1', role)).toEqual(role === 'LEGAL_REP' ? { ok: true } : refused);
    expect(verdict('rep-2', role)).toEqual(refused);
  });
});
