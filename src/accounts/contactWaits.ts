import type { Account } from '../data/accountStore.js';
import { type ContactRecord, type ContactRules, type ContactWait, contactWait } from '../domain/access/contact.js';
import { dayOf } from '../domain/calendarDay.js';
import { contactRules } from '../domain/policy/contactRules.js';
import type { AccountsDependencies } from './accountsDependencies.js';

/** How long a changed telephone waits, as policy and calendar say today. */
export async function rulesOfToday({ data, demo, clock }: AccountsDependencies): Promise<ContactRules> {
  const [rows, calendar] = await Promise.all([data.policies.rows(), data.calendars.load()]);
  return contactRules(rows, { day: dayOf(clock()), demo, calendar });
}

/** The wait of a telephone; null where it opens what it should. Nothing is read for a number that never changed. */
export async function waitOf(
  dependencies: AccountsDependencies,
  contact: ContactRecord | undefined,
): Promise<ContactWait | null> {
  if (contact === undefined || contact.confirmedAt !== undefined) return null;
  return contactWait(contact, await rulesOfToday(dependencies), dependencies.clock());
}

/** Whether a code that was right at this instant had been sent before the telephone changed. */
export const isOlderThanPhone = ({ contact }: Account, at: number): boolean =>
  contact !== undefined && contact.since > at;
