import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ListEntryFacts, ListEntryStore } from '../../src/data/listEntry.js';
import { asDay } from '../../src/domain/calendarDay.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { changeRows, seedPolicies, takeBack } from '../support/law.js';
import { entryFacts } from './support/values.js';

let database: TestDatabase;
let entries: ListEntryStore;
beforeAll(async () => {
  database = await openTestDatabase();
  entries = database.data.entries;
  await seedPolicies(database.data);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.connection.collection('listEntries').deleteMany({});
});

const IMPORTED_AT = Date.parse('2026-06-01T10:00:00+08:00');
const DAY = asDay('2026-06-01');
const FIRST = { page: 1, size: 20 };
const load = (rows: readonly ListEntryFacts[]) =>
  entries.upsertImported({ rows, importId: 'i', importedBy: 'admin-1', at: IMPORTED_AT });
const idOf = async (decisionNumber: string) => {
  const found = (await entries.page({ q: decisionNumber }, { page: 1, size: 1 })).items[0];
  if (found === undefined) throw new Error(`no entry ${decisionNumber}`);
  return found.entryId;
};

describe('the last day of an entry', () => {
  const lastDays = async () =>
    Object.fromEntries((await entries.page({}, FIRST)).items.map(entry => [entry.decisionNumber, entry.publicUntil]));
  const key = { listType: 'KEY_ATTENTION', tier: 'GENERAL' } as const;

  it('is counted at the import, and anew when a feed changes the dates', async () => {
    await load([entryFacts(1), entryFacts(2, key)]);
    expect(Object.values(await lastDays()).sort()).toEqual(['2027-03-02', '2029-03-02']);

    await load([entryFacts(2, { ...key, decisionDate: '2026-02-01' })]);
    expect(Object.values(await lastDays()).sort()).toEqual(['2027-02-01', '2029-03-02']);
  });

  it('follows a change of policy, page by page, for active entries only', async () => {
    await load(Array.from({ length: 510 }, (_, place) => entryFacts(place, key)));
    const [exited, ...active] = (await entries.page({}, { page: 1, size: 2 })).items;
    await entries.exit(exited?.entryId ?? '', { caseId: 'c', at: IMPORTED_AT, reason: 'REPAIRED' });
    expect(await entries.renewPeriods(DAY)).toBe(false);

    const shorter = { value: 6, effectiveFrom: '2026-07-01', regime: 'LOCAL' as const, source: 'PLATFORM' as const };
    await changeRows(database.data, [
      { ...{ key: 'publication.maxMonths', unit: 'mo', listType: 'KEY_ATTENTION' }, ...shorter },
    ]);
    const later = asDay('2026-07-02');
    expect([await entries.renewPeriods(DAY), await entries.renewPeriods(later)]).toEqual([false, true]);
    expect([await entries.renewPeriods(later), await entries.renewPeriods(later)]).toEqual([true, false]);

    expect(await entries.findById(active[0]?.entryId ?? '')).toMatchObject({ publicUntil: '2026-09-02' });
    expect(await entries.findById(exited?.entryId ?? '')).toMatchObject({ publicUntil: '2027-03-02' });
    await takeBack(database.data);
  });

  it('ends the public sight of the entry with the right totals on every page', async () => {
    const past = Array.from({ length: 25 }, (_, place) =>
      entryFacts(place, { ...key, decisionDate: '2025-05-31', enterpriseName: `甲${String(place)}` }),
    );
    const lastDay = entryFacts(30, { ...key, decisionDate: '2025-06-01', enterpriseName: '甲末日' });
    await load([...past, lastDay, entryFacts(31, { enterpriseName: '甲乙' })]);

    const page = await entries.publicSearch({ namePrefix: '甲', day: DAY }, { page: 1, size: 1 });

    expect(page.items.map(entry => entry.enterpriseName)).toEqual(['甲乙']);
    expect(page.total).toBe(2);
    expect(await entries.publicFind(await idOf(entryFacts(30).decisionNumber), asDay('2026-06-02'))).toBeNull();
  });
});

describe('ending entries', () => {
  const key = { listType: 'KEY_ATTENTION', tier: 'GENERAL' } as const;
  const by = { run: 'run-1', at: IMPORTED_AT };

  it('finds the oldest that are over, and takes performed ones off the list on their last day', async () => {
    await load([
      entryFacts(1, { ...key, decisionDate: '2025-05-31' }),
      entryFacts(2, { ...key, decisionDate: '2025-03-01' }),
      entryFacts(3, { ...key, decisionDate: '2025-06-01' }),
    ]);
    const over = await entries.over(DAY);
    expect(over.map(({ publicUntil }) => publicUntil)).toEqual(['2026-03-01', '2026-05-31']);
    await entries.mark(over[0]?.entryId ?? '', { reason: 'REPAIR_APPLIED' });

    await entries.end(
      over.map(entry => ({ entry, becomes: 'EXPIRED' })),
      by,
    );

    expect(await entries.over(DAY)).toEqual([]);
    expect(await entries.endedIn('run-1')).toEqual({ EXPIRED: 2, EXPIRED_UNPERFORMED: 0 });
    expect(await entries.endedIn('run-2')).toEqual({ EXPIRED: 0, EXPIRED_UNPERFORMED: 0 });
    const ended = await entries.findById(over[1]?.entryId ?? '');
    expect(ended).toMatchObject({ state: 'EXPIRED', sharing: false, sanctions: false, masked: { reason: 'EXPIRED' } });
    expect(ended?.leftListAt).toBe(Date.parse('2026-06-01T00:00:00+08:00') - 1);
    expect(await entries.findById(over[0]?.entryId ?? '')).not.toHaveProperty('marked');
  });

  it('keeps an unperformed one on the list and under sanctions, out of sight', async () => {
    await load([entryFacts(1, { ...key, decisionDate: '2025-01-05' })]);
    const [entry] = await entries.over(DAY);
    if (entry === undefined) throw new Error('nothing is over');

    await entries.end([{ entry, becomes: 'EXPIRED_UNPERFORMED' }], by);

    const ended = await entries.findById(entry.entryId);
    expect(ended).toMatchObject({ state: 'EXPIRED_UNPERFORMED', sharing: false, sanctions: true });
    expect(ended).not.toHaveProperty('leftListAt');
    expect(await entries.publicFind(entry.entryId, asDay('2026-01-01'))).toBeNull();
  });

  it('leaves alone what a feed or a case changed since it was read', async () => {
    await load([
      entryFacts(1, { ...key, decisionDate: '2025-01-05' }),
      entryFacts(2, { ...key, decisionDate: '2025-01-06' }),
    ]);
    const over = await entries.over(DAY);
    await load([entryFacts(1, { ...key, decisionDate: '2026-01-05' })]);
    await entries.exit(over[1]?.entryId ?? '', { caseId: 'c', at: IMPORTED_AT, reason: 'REPAIRED' });

    await entries.end(
      over.map(entry => ({ entry, becomes: 'EXPIRED' })),
      by,
    );

    expect((await entries.page({ state: 'EXPIRED' }, FIRST)).total).toBe(0);
    expect((await entries.page({ state: 'EXITED' }, FIRST)).total).toBe(1);
  });

  it('lets a case that was still running take the entry off every register, on the earlier day', async () => {
    await load([
      entryFacts(1, { ...key, decisionDate: '2025-01-05' }),
      entryFacts(2, { ...key, decisionDate: '2025-01-06' }),
    ]);
    const [left, stays] = await entries.over(DAY);
    if (left === undefined || stays === undefined) throw new Error('nothing is over');
    await entries.end(
      [
        { entry: left, becomes: 'EXPIRED' },
        { entry: stays, becomes: 'EXPIRED_UNPERFORMED' },
      ],
      by,
    );

    for (const { entryId } of [left, stays])
      expect(await entries.exit(entryId, { caseId: entryId, at: IMPORTED_AT, reason: 'REPAIRED' })).toBe('exited');

    expect(await entries.findById(left.entryId)).toMatchObject({
      state: 'EXITED',
      leftListAt: Date.parse('2026-01-06T00:00:00+08:00') - 1,
    });
    expect(await entries.findById(stays.entryId)).toMatchObject({ leftListAt: IMPORTED_AT, sanctions: false });
  });
});
