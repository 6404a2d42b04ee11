import { type ContactRecord, mustWait } from '../domain/access/contact.js';
import type { PhoneChange } from './account.js';

/** What is kept of a change of telephone: since when, by whom, and whether it has to wait. */
export function contactOf(change: Omit<PhoneChange, 'phone'>, replaced: boolean): ContactRecord {
  const { way, sourceId, by, at } = change;
  return { way, sourceId, by: by.map(person => ({ ...person })), since: at, replaced };
}

/** The fields of a change; those of an earlier one that do not hold any more are taken away. */
export function contactUpdate(contact: ContactRecord, formerPhone: string | undefined, prefix = '') {
  const waits = mustWait(contact);
  return {
    $set: {
      [`${prefix}contact`]: contact,
      ...(formerPhone !== undefined && { [`${prefix}formerPhone`]: formerPhone }),
      ...(waits && { [`${prefix}waitsSince`]: contact.since }),
    },
    $unset: {
      ...(formerPhone === undefined && { [`${prefix}formerPhone`]: 1 as const }),
      ...(!waits && { [`${prefix}waitsSince`]: 1 as const }),
    },
  };
}

/** The filter and the update by which somebody confirms a number, once. */
export function confirmation({ since, at, by }: { since: number; at: number; by: string }, prefix = '') {
  return {
    filter: { [`${prefix}contact.since`]: since, [`${prefix}waitsSince`]: since },
    update: {
      $set: { [`${prefix}contact.confirmedAt`]: at, [`${prefix}contact.confirmedBy`]: by },
      $unset: { [`${prefix}waitsSince`]: 1 as const },
    },
  };
}
