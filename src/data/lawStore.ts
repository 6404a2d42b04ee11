import type { Connection } from 'mongoose';
import { type CalendarDay, dayOf } from '../domain/calendarDay.js';
import type { PolicyRow } from '../domain/policy/policyRow.js';
import {
  inOrder,
  type NewPolicyVersion,
  type PolicyVersion,
  type PolicyVersionHead,
  seededVersions,
  unsourced,
  versionOn,
} from '../domain/policy/policyVersion.js';
import { type PeriodOf, publicationPeriods } from '../domain/policy/publicationPeriods.js';
import type { WorkCalendar, WorkCalendarYear } from '../domain/workCalendar.js';
import { canonicalJson } from './canonicalJson.js';
import { sha256 } from './fieldCrypto.js';
import { calendarYearSchema, policyVersionSchema } from './models/listModels.js';
import { policyVersionId } from './policyVersionId.js';
import { remembered } from './remembered.js';
import { bare, done, insertOnce, modelOf, without } from './storeKit.js';

export interface CalendarStore {
  /** The whole calendar; its version changes with its content and only with it. */
  load(): Promise<WorkCalendar>;
  saveYear(year: WorkCalendarYear): Promise<void>;
  /** Adds years that are not there yet; a year edited by hand stays. */
  seed(years: readonly WorkCalendarYear[]): Promise<void>;
}

/** The law: versions that are only ever added to. */
export interface PolicyStore {
  /** The version that holds on this day (`YYYY-MM-DD`). Throws where the law was never seeded. */
  on(day: string): Promise<PolicyVersion>;
  /** The version of this id, in force or not. Throws where there is none: a case then pins a law that was lost. */
  version(versionId: string): Promise<PolicyVersion>;
  /** How long entries are published, by the law of this day. */
  periodsOn(day: CalendarDay): Promise<PeriodOf>;
  /** Every version without its rows, the last made first. */
  versions(): Promise<PolicyVersionHead[]>;
  /** Adds a version; the same rows from the same day are the same version, whoever brings them. */
  add(version: NewPolicyVersion): Promise<PolicyVersion>;
  /**
   * Adds a version where these rows differ from what holds at `at`, and for each that is to come; what the city changed
   * stays. Answers with the versions made and with the rows that went for want of a known source, so that whoever
   * upgrades is told of each.
   */
  seed(rows: readonly PolicyRow[], at: number): Promise<{ made: PolicyVersion[]; removed: PolicyRow[] }>;
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

type StoredVersion = Omit<PolicyVersion, 'versionId'> & { _id: string };

/**
 * The figures of law and city. `memoryMs` as for the calendar: how long it may go unnoticed that another process added a
 * version. A version itself never changes, so each is read once.
 */
export function policyStore(connection: Connection, memoryMs = 0): PolicyStore {
  const stored = modelOf<StoredVersion>(connection, 'PolicyVersion', policyVersionSchema);
  const heads = remembered(async () => {
    const found = await stored.find({}, { rows: 0 }).sort({ createdAt: -1, _id: 1 }).lean();
    return found.map(head => bare<PolicyVersionHead>(head, 'versionId'));
  }, memoryMs);
  const known = new Map<string, Promise<PolicyVersion>>();
  const load = async (versionId: string): Promise<PolicyVersion> => {
    const found = await stored.findById(versionId).lean();
    if (found === null) throw new Error(`the policy version ${versionId} is not stored`);
    return bare<PolicyVersion>(found, 'versionId');
  };
  const version = (versionId: string): Promise<PolicyVersion> => {
    const reading = known.get(versionId) ?? load(versionId);
    known.set(versionId, reading);
    reading.catch(() => known.delete(versionId));
    return reading;
  };
  const add = (made: NewPolicyVersion): Promise<PolicyVersion> =>
    heads.changing(async () => {
      const { rows, ...head } = made;
      const _id = policyVersionId(made);
      await insertOnce(() => stored.create([{ _id, rows: inOrder(rows), ...head }]));
      return version(_id);
    });
  const all = async (): Promise<PolicyVersion[]> =>
    Promise.all((await heads.read()).map(({ versionId }) => version(versionId)));
  const on = async (day: string): Promise<PolicyVersion> => {
    const head = versionOn(await heads.read(), day);
    if (head === undefined) throw new Error('there is no law yet: seed it first');
    return version(head.versionId);
  };
  return {
    on,
    version,
    periodsOn: async day => publicationPeriods((await on(day)).rows, day),
    versions: () => heads.read(),
    add,
    async seed(rows, at) {
      const versions = await all();
      const day = dayOf(at);
      const made: PolicyVersion[] = [];
      for (const draft of seededVersions(versions, { seed: rows, day, at })) made.push(await add(draft));
      return { made, removed: made.length === 0 ? [] : unsourced(versionOn(versions, day)?.rows ?? []) };
    },
  };
}
