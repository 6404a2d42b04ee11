import type { Model } from 'mongoose';
import { asDay } from '../domain/calendarDay.js';
import { ENDED_STATES, endOfPublication } from '../domain/entries/entryEnd.js';
import { LIST_TYPES, TIERS } from '../domain/repair/stages.js';
import type { PolicyStore } from './lawStore.js';
import type { EntryEnd, ListEntry, ListEntryStore, StoredEntry } from './listEntry.js';
import { op } from './storeKit.js';

const PAGE = 500;
const ACTIVE = { state: 'ACTIVE' } as const;
const KINDS = LIST_TYPES.flatMap(listType => TIERS.map(tier => ({ listType, tier })));

/** What the calendar does to entries: last days follow the rules, and what is over ends. */
export function entryEnder(
  entries: Model<StoredEntry>,
  { periodsOn, toEntry }: Pick<PolicyStore, 'periodsOn'> & { toEntry: (document: object) => ListEntry },
): Pick<ListEntryStore, 'renewPeriods' | 'over' | 'end' | 'endedIn'> {
  return {
    async renewPeriods(day) {
      const periodOf = await periodsOn(day);
      for (const kind of KINDS) {
        const period = periodOf(kind);
        const otherRule = { ...ACTIVE, ...kind, periodRule: op({ $ne: period.rule }) };
        const stale = await entries.find(otherRule).limit(PAGE).lean();
        if (stale.length === 0) continue;
        await entries.bulkWrite(
          // A feed that changes the entry meanwhile counts its days itself.
          stale.map(entry => ({
            updateOne: {
              filter: { _id: entry._id, version: entry.version },
              update: { $set: { publicUntil: period.lastDay(entry), periodRule: period.rule } },
            },
          })),
          { ordered: false },
        );
        return true;
      }
      return false;
    },
    async over(day) {
      const past = { ...ACTIVE, publicUntil: op({ $lt: day }) };
      return (await entries.find(past).sort({ publicUntil: 1 }).limit(PAGE).lean()).map(toEntry);
    },
    async end(ends, by) {
      if (ends.length > 0)
        await entries.bulkWrite(
          ends.map(end => endOperation(end, by)),
          { ordered: false },
        );
    },
    async endedIn(run) {
      const count = (state: string) => entries.countDocuments({ endedIn: run, state } as never);
      const [EXPIRED, EXPIRED_UNPERFORMED] = await Promise.all(ENDED_STATES.map(count));
      return { EXPIRED: EXPIRED ?? 0, EXPIRED_UNPERFORMED: EXPIRED_UNPERFORMED ?? 0 };
    },
  };
}

/**
 * Publication and sharing end either way (part 5, MASK). Sanctions and the membership end with it, unless duties are
 * unperformed: no automatic exit from a list (part 3.2).
 */
function endOperation(
  { entry: { entryId, publicUntil }, becomes }: EntryEnd,
  { run, at }: { run: string; at: number },
) {
  const left = becomes === 'EXPIRED' && { leftListAt: endOfPublication(asDay(publicUntil)), sanctions: false };
  return {
    updateOne: {
      filter: { _id: entryId, publicUntil, ...ACTIVE },
      update: {
        $set: { state: becomes, listed: false, masked: { reason: becomes, at }, sharing: false, endedIn: run, ...left },
        $unset: { marked: 1 },
        $inc: { version: 1 },
      },
    },
  };
}
