import type { ImportedEntry } from './importRow.js';

/** What makes two rows the same entry: source, decision number, code and list (part 4, idempotence). */
export const entryKey = (entry: Pick<ImportedEntry, 'source' | 'decisionNumber' | 'uscc' | 'listType'>): string =>
  [entry.source, entry.decisionNumber, entry.uscc, entry.listType].join('|');
