import type { CaseDisplay } from '../src/data/caseView.js';
import type { ListEntry } from '../src/data/listEntry.js';
import type { PersonRef } from '../src/domain/access/actor.js';
import { findCounty } from '../src/domain/reference/counties.js';
import type { ActivityDependencies } from './dependencies.js';
import { requireEntry } from './requireCase.js';

/** What later imports may have changed on the list entry of a case since it was opened. */
export interface EntryNow {
  /** Everybody who has imported the entry or a change of it by now. */
  importers: readonly PersonRef[];
  display: CaseDisplay;
}

export const createEntryNow =
  ({ data }: ActivityDependencies) =>
  async ({ entryId, county }: { caseId: string; entryId: string; county: string }): Promise<EntryNow> => {
    const entry = await requireEntry(data, entryId);
    const { importers, importedBy } = entry;
    return { importers: importers ?? [{ accountId: importedBy }], display: displayOf(entry, county) };
  };

/** What pages show of a case in this county and its list entry says. */
export const displayOf = (
  { enterpriseName, decisionNumber, authorityName }: ListEntry,
  county: string,
): CaseDisplay => ({
  ...{ enterpriseName, decisionNumber, authorityName },
  countyName: findCounty(county)?.zh ?? county,
});
