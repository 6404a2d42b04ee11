import type { ImportedEntry } from './importRow.js';

export const ROW_VERDICTS = ['NEW', 'SAME', 'CHANGED'] as const;
export type RowVerdict = (typeof ROW_VERDICTS)[number];

/** What makes two rows the same entry: source, decision number, code and list (part 4, idempotence). */
export const entryKey = (entry: Pick<ImportedEntry, 'source' | 'decisionNumber' | 'uscc' | 'listType'>): string =>
  [entry.source, entry.decisionNumber, entry.uscc, entry.listType].join('|');

/**
 * The content of an entry as one text that is equal exactly where the content is, whatever the order of its fields. It
 * holds personal data: hash it with a key, never store it.
 */
export const entryContent = (entry: ImportedEntry): string =>
  JSON.stringify(Object.entries(entry).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Whether a row is new, brings what is known, or changes a known entry; both hashes come from `entryContent`. */
export function rowVerdict(existing: { hash: string } | null | undefined, incoming: { hash: string }): RowVerdict {
  if (existing === null || existing === undefined) return 'NEW';
  return existing.hash === incoming.hash ? 'SAME' : 'CHANGED';
}
