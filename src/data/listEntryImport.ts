import type { Model } from 'mongoose';
import type { PersonRef } from '../domain/access/actor.js';
import { dayOf } from '../domain/calendarDay.js';
import { entryKey } from '../domain/entries/entryKey.js';
import type { PeriodOf } from '../domain/policy/publicationPeriods.js';
import { canonicalJson } from './canonicalJson.js';
import type { FieldCrypto } from './fieldCrypto.js';
import type { PolicyStore } from './lawStore.js';
import type {
  ImportBatch,
  ImportCounts,
  FeedRow,
  ListEntryFacts,
  ListEntryStore,
  RowComparison,
  StoredEntry,
} from './listEntry.js';
import { inBatches, isDuplicateKey, nameKeyOf, op } from './storeKit.js';

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

type Marker = Pick<FieldCrypto, 'mark'>;

/** A batch with the publication periods of its day. */
type DatedBatch = ImportBatch & { periodOf: PeriodOf };

/** Keyed, because it covers the ID number and phone: a plain hash of those could be guessed. */
const hashOf = ({ representativeId, phone, address, ...row }: FeedRow, crypto: Marker): string =>
  crypto.mark(canonicalJson({ ...statedFacts(row), representativeId, phone, address }), 'entryHash');

/** Import side of the list: compares rows with what is stored, and writes them in batches, each row once. */
export function importWriter(
  entries: Model<StoredEntry>,
  { crypto, periodsOn, onAdded }: { crypto: Marker; onAdded: (rows: number) => void } & Pick<PolicyStore, 'periodsOn'>,
): Pick<ListEntryStore, 'compare' | 'upsertImported'> {
  const writeBatch = async (batch: DatedBatch): Promise<ImportCounts> => {
    const stored = await storedOf(entries, batch.rows);
    const verdicts = batch.rows.map(row => verdictOf(row, stored, crypto));
    const rowsThatAre = (verdict: RowComparison) => batch.rows.filter((_row, place) => verdicts[place] === verdict);
    const [fresh, changed] = [rowsThatAre('NEW'), rowsThatAre('CHANGED')];
    if (changed.length > 0) {
      await entries.bulkWrite(
        changed.map(row => changeOperation(row, { batch, before: stored.get(entryKey(row)) }, crypto)),
        { ordered: false },
      );
    }
    const added = await insertFresh(
      entries,
      fresh.map(row => newEntry(row, batch, crypto)),
    );
    const counts = { added, changed: changed.length, same: batch.rows.length - fresh.length - changed.length };
    if (added === fresh.length) return counts;
    // Another import of the same rows ran at this moment: what it added is compared like anything stored.
    const rest = await writeBatch({ ...batch, rows: fresh });
    return { added: added + rest.added, changed: changed.length + rest.changed, same: counts.same + rest.same - added };
  };

  return {
    async compare(rows) {
      const verdicts: RowComparison[] = [];
      for (const batch of inBatches(rows)) {
        const stored = await storedOf(entries, batch);
        verdicts.push(...batch.map(row => verdictOf(row, stored, crypto)));
      }
      return verdicts;
    },
    async upsertImported(batch, onBatch) {
      const total: ImportCounts = { added: 0, changed: 0, same: 0 };
      let done = 0;
      const periodOf = await periodsOn(dayOf(batch.at));
      for (const rows of inBatches(lastOfEachKey(batch.rows))) {
        const counts = await writeBatch({ ...batch, rows, periodOf });
        total.added += counts.added;
        total.changed += counts.changed;
        total.same += counts.same;
        done += rows.length;
        await onBatch?.(done);
      }
      onAdded(total.added);
      return total;
    },
  };
}

type Stored = Pick<StoredEntry, 'key' | 'hash' | 'importedBy' | 'importers'>;

async function storedOf(entries: Model<StoredEntry>, rows: readonly FeedRow[]): Promise<ReadonlyMap<string, Stored>> {
  const fields = { key: 1, hash: 1, importedBy: 1, importers: 1 };
  const found = await entries.find({ key: op({ $in: rows.map(entryKey) }) }, fields).lean();
  return new Map(found.map(entry => [entry.key, entry as Stored]));
}

function verdictOf(row: FeedRow, stored: ReadonlyMap<string, Stored>, crypto: Marker): RowComparison {
  const hash = stored.get(entryKey(row))?.hash;
  if (hash === undefined) return 'NEW';
  return hash === hashOf(row, crypto) ? 'SAME' : 'CHANGED';
}

/** A file that states an entry twice means the later line; two lines of one key in one batch would race. */
function lastOfEachKey(rows: readonly FeedRow[]): FeedRow[] {
  return [...new Map(rows.map(row => [entryKey(row), row])).values()];
}

/** What the feed states, and who brought it. State, flags and exit belong to the case: a feed never sets them again. */
function fedFields(row: FeedRow, { importId, importedBy, at, periodOf }: DatedBatch, crypto: Marker) {
  const period = periodOf(row);
  return {
    ...statedFacts(row),
    nameKey: nameKeyOf(row.enterpriseName),
    publicUntil: period.lastDay(row),
    periodRule: period.rule,
    hash: hashOf(row, crypto),
    importId,
    importedBy,
    importedAt: at,
  };
}

const importersIn = ({ importedBy, importers }: Pick<ImportBatch, 'importedBy' | 'importers'>): readonly PersonRef[] =>
  importers !== undefined && importers.length > 0 ? importers : [{ accountId: importedBy }];

interface Change {
  batch: DatedBatch;
  before: Stored | undefined;
}

/** The importers before are stated again, because an entry stored without that list names only its last one. */
const changeOperation = (row: FeedRow, { batch, before }: Change, crypto: Marker) => ({
  updateOne: {
    filter: { key: entryKey(row) },
    update: {
      $set: fedFields(row, batch, crypto),
      $addToSet: {
        importers: { $each: [...(before === undefined ? [] : importersIn(before)), ...importersIn(batch)] },
      },
      ...(row.amount === undefined && { $unset: { amount: 1 } }),
      $inc: { version: 1 },
    },
  },
});

const newEntry = (row: FeedRow, batch: DatedBatch, crypto: Marker) => ({
  ...fedFields(row, batch, crypto),
  importers: importersIn(batch),
  _id: crypto.mark(entryKey(row), 'entryId').slice(0, ID_LENGTH),
  key: entryKey(row),
  state: 'ACTIVE',
  listed: true,
  sharing: true,
  sanctions: true,
  version: 1,
});

/** Inserts what is not there yet; returns how many were added by this very call. */
async function insertFresh(entries: Model<StoredEntry>, documents: readonly object[]): Promise<number> {
  if (documents.length === 0) return 0;
  try {
    return (await entries.insertMany([...documents] as never, { ordered: false, lean: true })).length;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return (error as { insertedCount?: number }).insertedCount ?? 0;
  }
}
