import { type Model } from 'mongoose';
import { canonicalJson } from './canonicalJson.js';
import { sha256 } from './fieldCrypto.js';
import {
  type ImportBatch,
  type ImportCounts,
  type ListEntryFacts,
  type ListEntryStore,
  type RowComparison,
  type StoredEntry,
} from './listEntry.js';
import { inBatches, nameKeyOf, op } from './storeKit.js';

type Mark = (key: string, purpose: string) => string;

/** Key of a list entry in any feed (part 4): source, decision number, USCC, list type. */
export const entryKey = ({ source, decisionNumber, uscc, listType }: ListEntryFacts): string =>
  [source, decisionNumber, uscc, listType].join('|');

const ID_LENGTH = 24;

function statedFacts(row: ListEntryFacts): ListEntryFacts {
  return {
    source: row.source,
    uscc: row.uscc,
    enterpriseName: row.enterpriseName,
    representativeName: row.representativeName,
    county: row.county,
    listType: row.listType,
    tier: row.tier,
    authorityId: row.authorityId,
    authorityName: row.authorityName,
    decisionNumber: row.decisionNumber,
    decisionDate: row.decisionDate,
    facts: row.facts,
    penalty: row.penalty,
    ...(row.amount !== undefined && { amount: row.amount }),
    duties: row.duties,
    finedOnly: row.finedOnly,
    publicationStart: row.publicationStart,
  };
}

const hashOf = (row: ListEntryFacts): string => sha256(canonicalJson(statedFacts(row)));

/** Import side of the list: compares rows with what is stored, and writes them in batches, each row once. */
export function importWriter(
  entries: Model<StoredEntry>,
  mark: Mark,
): Pick<ListEntryStore, 'compare' | 'upsertImported'> {
  const storedHashes = async (rows: readonly ListEntryFacts[]): Promise<Map<string, string>> => {
    const found = await entries.find({ key: op({ $in: rows.map(entryKey) }) }, { key: 1, hash: 1 }).lean();
    return new Map(found.map(entry => [entry.key, entry.hash]));
  };
  const compareBatch = async (rows: readonly ListEntryFacts[]): Promise<RowComparison[]> => {
    const stored = await storedHashes(rows);
    return rows.map(row => {
      const hash = stored.get(entryKey(row));
      if (hash === undefined) return 'NEW';
      return hash === hashOf(row) ? 'SAME' : 'CHANGED';
    });
  };
  const writeBatch = async (batch: ImportBatch): Promise<ImportCounts> => {
    const verdicts = await compareBatch(batch.rows);
    const work = batch.rows.flatMap((row, place) =>
      verdicts[place] === 'SAME' ? [] : [upsertOperation(row, batch, mark)],
    );
    // `upsertedCount` counts what this very call added, even when two imports run at once.
    const added = work.length === 0 ? 0 : (await entries.bulkWrite(work as never, { ordered: false })).upsertedCount;
    return { added, changed: work.length - added, same: batch.rows.length - work.length };
  };

  return {
    async compare(rows) {
      const verdicts: RowComparison[] = [];
      for (const batch of inBatches(rows)) verdicts.push(...(await compareBatch(batch)));
      return verdicts;
    },
    async upsertImported(batch, onBatch) {
      const total: ImportCounts = { added: 0, changed: 0, same: 0 };
      let done = 0;
      for (const rows of inBatches(lastOfEachKey(batch.rows))) {
        const counts = await writeBatch({ ...batch, rows });
        total.added += counts.added;
        total.changed += counts.changed;
        total.same += counts.same;
        done += rows.length;
        await onBatch?.(done);
      }
      return total;
    },
  };
}

/** A file that states an entry twice means the later line; two lines of one key in one batch would race. */
function lastOfEachKey(rows: readonly ListEntryFacts[]): ListEntryFacts[] {
  return [...new Map(rows.map(row => [entryKey(row), row])).values()];
}

function upsertOperation(row: ListEntryFacts, { importId, importedBy, at }: ImportBatch, mark: Mark) {
  const key = entryKey(row);
  const stated = statedFacts(row);
  return {
    updateOne: {
      filter: { key },
      update: {
        $set: {
          ...stated,
          nameKey: nameKeyOf(row.enterpriseName),
          hash: hashOf(row),
          importId,
          importedBy,
          importedAt: at,
        },
        // State, flags and exit belong to the case, not to the feed: set once, with the first import.
        $setOnInsert: {
          _id: mark(key, 'entryId').slice(0, ID_LENGTH),
          state: 'ACTIVE',
          sharing: true,
          sanctions: true,
        },
        $inc: { version: 1 },
      },
      upsert: true,
    },
  };
}
