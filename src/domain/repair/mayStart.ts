import type { CalendarDay } from '../calendarDay.js';
import { type EntryTime, isPublished } from '../entries/entryEnd.js';
import type { Policy } from '../policy/policy.js';
import { ALLOWED, refuse, type Verdict } from '../refusal.js';

/** What decides whether a case may be opened for a list entry; the minimum period only binds the later submission (F20). */
export interface StartFacts extends EntryTime {
  authorityId: string;
  hasOpenCase: boolean;
  today: CalendarDay;
}

/**
 * Whether a case may be opened for the entry now. The authorities named by `repairedElsewhere`, today the market
 * regulators, repair their own entries in their own system (F7, F12).
 */
export function mayStart(facts: StartFacts, policy: Pick<Policy, 'repairable' | 'repairedElsewhere'>): Verdict {
  const ended = endedVerdict(facts);
  if (!ended.ok) return ended;
  if (facts.hasOpenCase) return refuse('caseAlreadyOpen', 'PLATFORM');
  if (policy.repairedElsewhere.includes(facts.authorityId)) return refuse('otherChannel', 'GUOBAN_22');
  return policy.repairable ? ALLOWED : refuse('notRepairable', 'ORDER_36');
}

/** Nothing is left to repair where the entry is over; an unperformed one leaves the list through its authority only (3.2). */
function endedVerdict({ today, ...entry }: StartFacts): Verdict {
  const { state, publicUntil } = entry;
  if (isPublished(entry, today)) return ALLOWED;
  if (state === 'EXPIRED_UNPERFORMED') return refuse('entryEndedUnperformed', 'PLATFORM', { day: publicUntil });
  if (state === 'EXPIRED' || state === 'ACTIVE') return refuse('entryEnded', 'ORDER_36', { day: publicUntil });
  return refuse('entryNotActive', null);
}
