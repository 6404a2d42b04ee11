import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { dataAccess, type DataAccess } from '../../src/data/index.js';
import { remembered } from '../../src/data/remembered.js';
import { CALENDAR_SEED } from '../../src/domain/policy/calendarSeed.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { commandsDuring, namesOf } from '../support/databaseCommands.js';
import { changeRows, seedPolicies } from '../support/law.js';

describe('remembered', () => {
  it('shares one reading until its time is over', async () => {
    jest.useFakeTimers();
    const load = jest.fn(() => Promise.resolve(load.mock.calls.length));
    const kept = remembered(load, 5_000);

    expect(await Promise.all([kept.read(), kept.read()])).toEqual([1, 1]);
    jest.advanceTimersByTime(4_999);
    expect(await kept.read()).toBe(1);
    jest.advanceTimersByTime(1);
    expect(await kept.read()).toBe(2);
    jest.useRealTimers();
  });

  it('keeps nothing where no time is given', async () => {
    const load = jest.fn(() => Promise.resolve(load.mock.calls.length));
    const fresh = remembered(load, 0);

    expect([await fresh.read(), await fresh.read()]).toEqual([1, 2]);
  });

  it('never keeps a failed reading', async () => {
    const load = jest.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('away')).mockResolvedValue('here');
    const kept = remembered(load, 60_000);

    await expect(kept.read()).rejects.toThrow('away');
    expect(await kept.read()).toBe('here');
  });

  it('reads anew after a change, also after one that failed and one that a reading overlapped', async () => {
    let stored = 'old';
    let goOn: () => void = () => undefined;
    const load = jest.fn(() => {
      const seen = stored;
      return new Promise<string>(resolve => {
        goOn = () => {
          resolve(seen);
        };
      });
    });
    const kept = remembered(load, 60_000);
    const overlapping = kept.read();
    await kept.changing(() => {
      stored = 'new';
      return Promise.resolve();
    });
    goOn();
    expect(await overlapping).toBe('old');

    const after = kept.read();
    goOn();
    expect(await after).toBe('new');

    stored = 'newer';
    await expect(kept.changing(() => Promise.reject(new Error('unknown outcome')))).rejects.toThrow('unknown');
    const again = kept.read();
    goOn();
    expect(await again).toBe('newer');
  });
});

describe('the law in the memory of a process', () => {
  const DAY = '2026-11-23';
  let database: TestDatabase;
  let pages: DataAccess;
  beforeAll(async () => {
    database = await openTestDatabase({ tells: true });
    pages = dataAccess(database.connection, database.keys, { lawMemoryMs: 600_000 });
    await seedPolicies(pages);
    await pages.calendars.seed(CALENDAR_SEED.years);
  });
  afterAll(() => database.close());

  const askedBy = async (data: DataAccess) =>
    namesOf(
      await commandsDuring(database.connection, async () => {
        await Promise.all([data.policies.on(DAY), data.policies.versions(), data.calendars.load()]);
        await Promise.all([data.policies.on(DAY), data.calendars.load()]);
      }),
    );

  it('is read once for all pages, and every time by who decides', async () => {
    expect(await askedBy(pages)).toEqual(['calendarYears.find', 'policyVersions.find']);
    expect(await askedBy(pages)).toEqual([]);
    const deciding = dataAccess(database.connection, database.keys);
    // The heads each time and the rows of a version, which never change, once.
    expect(await askedBy(deciding)).toHaveLength(6);
    expect(await askedBy(deciding)).toHaveLength(5);
  });

  it('shows a change of this process at once', async () => {
    const [row] = (await pages.policies.on(DAY)).rows;
    const [year] = (await pages.calendars.load()).years;
    const before = [(await pages.policies.on(DAY)).versionId, (await pages.calendars.load()).version];
    if (row === undefined || year === undefined) throw new Error('no law');

    await changeRows(pages, [{ ...row, source: 'FROM_MEMORY' }]);
    await pages.calendars.saveYear({ ...year, source: '另一通知' });

    expect((await pages.policies.on(DAY)).rows[0]?.source).toBe('FROM_MEMORY');
    expect((await pages.calendars.load()).years[0]?.source).toBe('另一通知');
    const after = [(await pages.policies.on(DAY)).versionId, (await pages.calendars.load()).version];
    expect(after.filter(version => before.includes(version))).toEqual([]);
  });
});
