import type { Connection } from 'mongoose';
import type { PolicyRow } from '../domain/policy/policyRow.js';
import type { WorkCalendar, WorkCalendarYear } from '../domain/workCalendar.js';
import { canonicalJson } from './canonicalJson.js';
import { sha256 } from './fieldCrypto.js';
import { calendarYearSchema, policyRowSchema } from './models/listModels.js';
import { done, insertOnce, modelOf, without } from './storeKit.js';

export interface CalendarStore {
  /** The whole calendar; its version changes with its content and only with it. */
  load(): Promise<WorkCalendar>;
  saveYear(year: WorkCalendarYear): Promise<void>;
  /** Adds years that are not there yet; a year edited by hand stays. */
  seed(years: readonly WorkCalendarYear[]): Promise<void>;
}

export interface PolicyStore {
  rows(): Promise<PolicyRow[]>;
  /** Version of the rows as a whole; pinned by a case at acceptance. */
  version(): Promise<string>;
  saveRow(row: PolicyRow): Promise<void>;
  /** Adds rows that are not there yet; a row changed by the city stays. */
  seed(rows: readonly PolicyRow[]): Promise<void>;
}

const VERSION_LENGTH = 12;
const versionOf = (content: unknown): string => sha256(canonicalJson(content)).slice(0, VERSION_LENGTH);

export function calendarStore(connection: Connection): CalendarStore {
  const stored = modelOf<WorkCalendarYear & { _id: string }>(connection, 'CalendarYear', calendarYearSchema);
  const fieldsOf = ({ year, offDays, workDays, confirmed, source }: WorkCalendarYear) => ({
    year,
    offDays: [...offDays].sort(),
    workDays: [...workDays].sort(),
    confirmed,
    source,
  });
  return {
    async load() {
      const years = (await stored.find().sort({ _id: 1 }).lean()).map(year => without(year, '_id') as WorkCalendarYear);
      return { version: versionOf(years), years };
    },
    saveYear: year => done(stored.updateOne({ _id: String(year.year) }, { $set: fieldsOf(year) }, { upsert: true })),
    async seed(years) {
      for (const year of years) {
        await insertOnce(() => stored.create([{ _id: String(year.year), ...fieldsOf(year) }]));
      }
    },
  };
}

/** Identity of a row: the same key may have one row per list type, tier, regime and start of effect. */
const rowId = (row: PolicyRow): string =>
  [row.key, row.listType ?? 'ANY', row.tier ?? 'ANY', row.regime, row.effectiveFrom].join('|');

export function policyStore(connection: Connection): PolicyStore {
  const stored = modelOf<PolicyRow & { _id: string }>(connection, 'PolicyRow', policyRowSchema);
  const rows = async () =>
    (await stored.find().sort({ _id: 1 }).lean()).map(row => without(row, '_id') as unknown as PolicyRow);
  return {
    rows,
    version: async () => versionOf(await rows()),
    saveRow: row => done(stored.updateOne({ _id: rowId(row) }, { $set: { ...row } }, { upsert: true })),
    async seed(seeds) {
      for (const row of seeds) await insertOnce(() => stored.create([{ _id: rowId(row), ...row }]));
    },
  };
}
