import type { Connection } from 'mongoose';
import { readBasis } from '../domain/law/sources.js';
import type { PolicyRow } from '../domain/policy/policyRow.js';
import type { WorkCalendar, WorkCalendarYear } from '../domain/workCalendar.js';
import { canonicalJson } from './canonicalJson.js';
import { sha256 } from './fieldCrypto.js';
import { calendarYearSchema, policyRowSchema } from './models/listModels.js';
import { remembered } from './remembered.js';
import { done, insertOnce, modelOf, op, ROWS_AT_ONCE, without } from './storeKit.js';

export interface CalendarStore {
  /** The whole calendar; its version changes with its content and only with it. */
  load(): Promise<WorkCalendar>;
  saveYear(year: WorkCalendarYear): Promise<void>;
  /** Adds years that are not there yet; a year edited by hand stays. */
  seed(years: readonly WorkCalendarYear[]): Promise<void>;
}

export interface PolicyStore {
  rows(): Promise<readonly PolicyRow[]>;
  /** Version of the rows as a whole; pinned by a case at acceptance. */
  version(): Promise<string>;
  saveRow(row: PolicyRow): Promise<void>;
  /**
   * Adds rows that are not there yet; a row changed by the city stays, one without a known source goes. Answers with the
   * rows that went, so that whoever upgrades is told of each.
   */
  seed(rows: readonly PolicyRow[]): Promise<readonly PolicyRow[]>;
}

const VERSION_LENGTH = 12;
const versionOf = (content: unknown): string => sha256(canonicalJson(content)).slice(0, VERSION_LENGTH);

/** The working-day calendar. `memoryMs`: how long a reading may be answered again without asking the database. */
export function calendarStore(connection: Connection, memoryMs = 0): CalendarStore {
  const stored = modelOf<WorkCalendarYear & { _id: string }>(connection, 'CalendarYear', calendarYearSchema);
  const fieldsOf = ({ year, offDays, workDays, confirmed, source }: WorkCalendarYear) => ({
    year,
    offDays: [...offDays].sort(),
    workDays: [...workDays].sort(),
    confirmed,
    source,
  });
  const calendar = remembered(async () => {
    const years = (await stored.find().sort({ _id: 1 }).lean()).map(year => without(year, '_id') as WorkCalendarYear);
    return { version: versionOf(years), years };
  }, memoryMs);
  const insert = (years: readonly WorkCalendarYear[]) =>
    insertOnce(() => stored.insertMany(years.map(year => ({ _id: String(year.year), ...fieldsOf(year) }))));
  const replace = (year: WorkCalendarYear) =>
    done(stored.updateOne({ _id: String(year.year) }, { $set: fieldsOf(year) }, { upsert: true }));
  return {
    load: () => calendar.read(),
    saveYear: year => calendar.changing(() => replace(year)),
    seed: years => calendar.changing(() => insertMissing(years, insert)),
  };
}

/** All at once where none is there yet, else one by one, passing by those that are. `insert`: false where one was there. */
async function insertMissing<T>(items: readonly T[], insert: (items: readonly T[]) => Promise<boolean>): Promise<void> {
  if (await insert(items)) return;
  for (const item of items) await insert([item]);
}

/** Identity of a row: the same key may have one row per list type, tier, regime and start of effect. */
const rowId = (row: PolicyRow): string =>
  [row.key, row.listType ?? 'ANY', row.tier ?? 'ANY', row.regime, row.effectiveFrom].join('|');

/** The figures of law and city. `memoryMs` as for the calendar. */
export function policyStore(connection: Connection, memoryMs = 0): PolicyStore {
  const stored = modelOf<PolicyRow & { _id: string }>(connection, 'PolicyRow', policyRowSchema);
  const rows = remembered(
    async () =>
      (await stored.find().sort({ _id: 1 }).batchSize(ROWS_AT_ONCE).lean()).map(
        row => without(row, '_id') as unknown as PolicyRow,
      ),
    memoryMs,
  );
  const insert = (rows: readonly PolicyRow[]) =>
    insertOnce(() => stored.insertMany(rows.map(row => ({ _id: rowId(row), ...row }))));
  const replace = (row: PolicyRow) =>
    done(stored.updateOne({ _id: rowId(row) }, { $set: { ...row } }, { upsert: true }));
  /** Rows of an older version name no document of the table of sources: they give way to the seeded ones. */
  const removeUnsourced = async (): Promise<PolicyRow[]> => {
    const all = await stored.find().lean();
    const unsourced = all.filter(({ source }) => readBasis(source) === null);
    if (unsourced.length > 0) await stored.deleteMany({ _id: op({ $in: unsourced.map(({ _id }) => _id) }) });
    return unsourced.map(row => without(row, '_id') as unknown as PolicyRow);
  };
  return {
    rows: () => rows.read(),
    version: async () => versionOf(await rows.read()),
    saveRow: row => rows.changing(() => replace(row)),
    seed: seeds =>
      rows.changing(async () => {
        const removed = await removeUnsourced();
        await insertMissing(seeds, insert);
        return removed;
      }),
  };
}
