import type { DataAccess } from '../data/index.js';
import type { Actor } from '../domain/access/actor.js';
import { may } from '../domain/access/permissions.js';
import { dayOf } from '../domain/calendarDay.js';
import { isOnList } from '../domain/entries/entryEnd.js';
import { mayInvite } from '../domain/entries/mayInvite.js';
import { type Refusal, refuse } from '../domain/refusal.js';
import { contactRulesToday } from '../facts/law.js';

export interface NotInvited {
  entryId: string;
  /** Null where the entry is not there, or not in the reader's scope. */
  enterpriseName: string | null;
  refusal: Refusal;
}

/** Why these entries' firms cannot be invited, as it stands now; those that can be are left out. */
export async function notInvited(
  {
    data,
    demo,
    clock,
  }: {
    data: Pick<DataAccess, 'entries' | 'enterprises' | 'policies' | 'calendars'>;
    demo: boolean;
    clock: () => number;
  },
  { actor, entryIds }: { actor: Actor; entryIds: readonly string[] },
): Promise<NotInvited[]> {
  if (entryIds.length === 0) return [];
  const told: NotInvited[] = [];
  const now = clock();
  const day = dayOf(now);
  const rules = await contactRulesToday({ data, demo, clock });
  for (const entryId of new Set(entryIds)) {
    const entry = await data.entries.findById(entryId);
    const known = entry !== null && may(actor, 'entries.invite', { uscc: entry.uscc, county: entry.county });
    const verdict = known
      ? mayInvite({
          onList: isOnList(entry, day),
          firm: await data.enterprises.findByUscc(entry.uscc),
          ...{ inviter: actor, rules, now },
        })
      : refuse('entryNotFound', null);
    if (!verdict.ok) {
      told.push({ entryId, enterpriseName: known ? entry.enterpriseName : null, refusal: verdict.refusal });
    }
  }
  return told;
}
