import { addDays, type CalendarDay, startOfDay } from '../calendarDay.js';
import type { EntryState } from '../repair/stages.js';

export const ENDED_STATES = ['EXPIRED', 'EXPIRED_UNPERFORMED'] as const satisfies readonly EntryState[];
export type EndedState = (typeof ENDED_STATES)[number];

/** An entry in time: its state and the last day of its publication, `YYYY-MM-DD`. */
export interface EntryTime {
  state: EntryState;
  publicUntil: string;
}

const NO_DUTY = /^(无|没有|none)?[。.]?$/i;

const owesNothing = ({ duties, amount = '0' }: { duties: string; amount?: string | undefined }): boolean =>
  NO_DUTY.test(duties.trim()) && !(Number(amount) > 0);

/**
 * What an entry becomes when its publication is over (part 3.2): it stops by itself, but where the rules say so an entry
 * whose duties nobody has confirmed as performed stays on the list (F2).
 */
export function stateAfterPublication(
  entry: { duties: string; amount?: string | undefined },
  { performed, unperformedStays }: { performed: boolean; unperformedStays: boolean },
): EndedState {
  return !unperformedStays || performed || owesNothing(entry) ? 'EXPIRED' : 'EXPIRED_UNPERFORMED';
}

/** The instant at which an entry leaves the list by itself: the last one of its last day. */
export const endOfPublication = (publicUntil: CalendarDay): number => startOfDay(addDays(publicUntil, 1)) - 1;

/** Whether the entry is published on this day, also where the daily run has not ended it yet. */
export const isPublished = ({ state, publicUntil }: EntryTime, today: CalendarDay): boolean =>
  state === 'ACTIVE' && publicUntil >= today;

/** Whether the firm is on the list through this entry: then training and invitations concern it (part 8.1). */
export const isOnList = (entry: EntryTime, today: CalendarDay): boolean =>
  entry.state === 'EXPIRED_UNPERFORMED' || isPublished(entry, today);
