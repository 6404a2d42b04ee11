import type { Account } from '../data/accountStore.js';
import { type ContactRecord, type ContactWait, contactWait } from '../domain/access/contact.js';
import { contactRulesToday } from '../facts/law.js';
import type { AccountsDependencies } from './accountsDependencies.js';

/** The wait of a telephone; null where it opens what it should. Nothing is read for a number that never changed. */
export async function waitOf(
  dependencies: AccountsDependencies,
  contact: ContactRecord | undefined,
): Promise<ContactWait | null> {
  if (contact === undefined || contact.confirmedAt !== undefined) return null;
  return contactWait(contact, await contactRulesToday(dependencies), dependencies.clock());
}

/** Whether a code that was right at this instant had been sent before the telephone changed. */
export const isOlderThanPhone = ({ contact }: Account, at: number): boolean =>
  contact !== undefined && contact.since > at;
