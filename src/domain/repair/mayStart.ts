import type { Policy } from '../policy/policy.js';
import { ALLOWED, refuse, type Verdict } from '../refusal.js';
import type { EntryState } from './stages.js';

/** What decides whether a case may be opened for a list entry; the period only binds the later submission (F20). */
export interface StartFacts {
  state: EntryState;
  authorityId: string;
  hasOpenCase: boolean;
}

/** Market regulators repair their own entries in their own system (F7, F12). */
const REPAIRED_ELSEWHERE = ['SCJG'];

/** Whether a case may be opened for the entry now. */
export function mayStart({ state, authorityId, hasOpenCase }: StartFacts, policy: Pick<Policy, 'repairable'>): Verdict {
  if (state !== 'ACTIVE') return refuse('entryNotActive', 'domain part 4');
  if (hasOpenCase) return refuse('caseAlreadyOpen', 'domain part 4');
  if (REPAIRED_ELSEWHERE.includes(authorityId)) return refuse('otherChannel', 'F7, F12');
  return policy.repairable ? ALLOWED : refuse('notRepairable', 'F2');
}
