import { type CalendarDay, compareDays, dayOf } from '../calendarDay.js';
import type { Basis } from '../law/sources.js';
import { addWorkingDays, type WorkCalendar, workingDaysBetween } from '../workCalendar.js';
import { type PersonRef, samePerson } from './actor.js';

/** How a telephone came onto record: by a list file, a decision on a difference, a correction, or at the window. */
export const CONTACT_WAYS = ['IMPORT', 'DECISION', 'CORRECTION', 'WINDOW'] as const;
export type ContactWay = (typeof CONTACT_WAYS)[number];

/** Where a telephone came from. */
export interface ContactSource {
  way: ContactWay;
  /** The import, or the key of the form. */
  sourceId: string;
  /** Everybody who brought it. */
  by: readonly PersonRef[];
}

/** Since when and by whom the telephone of a person stands on record. Numbers recorded before this was kept have none. */
export interface ContactRecord extends ContactSource {
  /** Epoch milliseconds. */
  since: number;
  /** Another number stood there before. */
  replaced: boolean;
  /** When somebody else confirmed that the number is this person's, epoch milliseconds. */
  confirmedAt?: number;
  /** The account of that person. */
  confirmedBy?: string;
}

export interface ContactRules {
  /** Working days for which a changed number opens nothing. */
  waitingDays: number;
  /** What the number of days rests on. */
  source: Basis;
  calendar: WorkCalendar;
}

export interface ContactWait {
  /** The last day of the wait. */
  until: CalendarDay;
  /** Working days left after today; 0 on the last day. */
  left: number;
  /** The holiday notice of a day on the way is not known yet. */
  provisional: boolean;
  /** What its length rests on. */
  source: Basis;
}

/** Whether the number has to wait at all: it replaced another one, or came otherwise than by a list. */
export const mustWait = ({ way, replaced }: Pick<ContactRecord, 'way' | 'replaced'>): boolean =>
  way !== 'IMPORT' || replaced;

/**
 * For how long no code goes to a changed telephone, so that whoever holds the former one can object (our own rule, policy
 * row `contact.waitingDays`); the day of the change is not counted. Null where nothing has to wait, where somebody else
 * has confirmed the number, and from the day after the last one.
 */
export function contactWait(contact: ContactRecord | undefined, rules: ContactRules, now: number): ContactWait | null {
  if (contact === undefined || contact.confirmedAt !== undefined || !mustWait(contact)) return null;
  const { day: until, provisional } = addWorkingDays(rules.calendar, dayOf(contact.since), rules.waitingDays);
  const today = dayOf(now);
  if (compareDays(today, until) > 0) return null;
  return { until, left: workingDaysBetween(rules.calendar, today, until), provisional, source: rules.source };
}

/** Whether this person brought the number and nobody else has confirmed it: then another one has to act on it. */
export const isOwnContact = (contact: ContactRecord | undefined, person: PersonRef): boolean =>
  contact !== undefined && contact.confirmedAt === undefined && contact.by.some(bringer => samePerson(bringer, person));
