import type { PersonRef } from '../src/domain/access/actor.js';
import type { ActivityDependencies } from './dependencies.js';
import { requireEntry } from './requireCase.js';

/** Everybody who has imported the list entry or a change of it by now. */
export const createEntryImporters =
  ({ data }: ActivityDependencies) =>
  async ({ entryId }: { entryId: string }): Promise<readonly PersonRef[]> => {
    const { importers, importedBy } = await requireEntry(data, entryId);
    return importers ?? [{ accountId: importedBy }];
  };
