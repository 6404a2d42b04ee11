import { ApplicationFailure } from '@temporalio/common';
import type { CaseView } from '../src/data/caseView.js';
import type { DataAccess } from '../src/data/index.js';
import type { ListEntry } from '../src/data/listEntry.js';

/** The stored case; its absence is a fault of ours that no retry mends. */
export async function requireCase(data: DataAccess, caseId: string): Promise<CaseView> {
  const view = await data.cases.find(caseId);
  if (view === null) throw ApplicationFailure.nonRetryable('case is not stored', 'MissingCase');
  return view;
}

export async function requireEntry(data: DataAccess, entryId: string): Promise<ListEntry> {
  const entry = await data.entries.findById(entryId);
  if (entry === null) throw missingEntry();
  return entry;
}

export const missingEntry = (): ApplicationFailure =>
  ApplicationFailure.nonRetryable('list entry is not stored', 'MissingEntry');
