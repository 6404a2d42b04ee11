import { dayOf } from '../src/domain/calendarDay.js';
import { stateAfterPublication } from '../src/domain/entries/entryEnd.js';
import { periodsOn } from '../src/facts/law.js';
import type { ActivityDependencies } from './dependencies.js';

/**
 * One page of the list calendar: last days that the policy of today changes are counted anew first, then entries whose
 * last day is past end. True while there may be more. A second run finds what the first one left.
 */
export const createEndPublications =
  ({ data, clock }: ActivityDependencies) =>
  async ({ run }: { run: string }): Promise<boolean> => {
    const at = clock();
    const today = dayOf(at);
    if (await data.entries.renewPeriods(today)) return true;
    const over = await data.entries.over(today);
    if (over.length === 0) return false;
    const [periodOf, performed] = await Promise.all([
      periodsOn({ data }, today),
      data.cases.confirmedPerformed(over.map(({ entryId }) => entryId)),
    ]);
    const ends = over.map(entry => ({
      entry,
      becomes: stateAfterPublication(entry, {
        performed: performed.has(entry.entryId),
        unperformedStays: periodOf(entry).unperformedStays,
      }),
    }));
    await data.entries.end(ends, { run, at });
    return true;
  };
