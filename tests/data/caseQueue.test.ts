import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CountedQueue } from '../../src/data/index.js';
import { FILED_STAGES } from '../../src/domain/repair/stages.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { commandsDuring, namesOf, planOf } from '../support/databaseCommands.js';
import { deadline, DISPLAY, repairCase } from './support/values.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ tells: true });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.connection.collection('cases').deleteMany({});
});

const DAY = 86_400_000;

describe('CaseStore.queue and counts', () => {
  const queued = (name: string, change: Parameters<typeof repairCase>[0]) =>
    database.data.cases.project(
      repairCase({
        caseId: name,
        reference: `XF-${name.toUpperCase()}`,
        entryId: `entry-${name}`,
        stage: 'SUBMITTED',
        ...change,
      }),
      { ...DISPLAY, enterpriseName: `甲${name}公司` },
    );
  const names = async (query: Omit<Parameters<typeof database.data.cases.queue>[0], 'page'>) =>
    (await database.data.cases.queue({ ...query, page: { page: 1, size: 10 } })).items.map(item => item.case.caseId);

  beforeEach(async () => {
    await queued('late', { deadlines: [deadline(3 * DAY)] });
    await queued('soon', { deadlines: [deadline(9 * DAY), deadline(1 * DAY, [50, 80])] });
    await queued('none', { stage: 'CITY_REVIEW', assignee: { accountId: 'r9', role: 'CITY_REVIEWER' } });
    await queued('other', {
      county: '411723',
      authorityId: 'HBJ',
      listType: 'KEY_ATTENTION',
      deadlines: [deadline(2 * DAY)],
    });
    await queued('done', { stage: 'REPAIRED' });
  });

  it('shows the oldest deadline first, cases without a clock last, closed ones never', async () => {
    expect(await names({ scope: {} })).toEqual(['soon', 'other', 'late', 'none']);
  });

  it('keeps to the scope and to the filters', async () => {
    expect(await names({ scope: { county: '411722' } })).toEqual(['soon', 'late', 'none']);
    expect(await names({ scope: { authorityId: 'HBJ' } })).toEqual(['other']);
    expect(await names({ scope: {}, stages: ['CITY_REVIEW'] })).toEqual(['none']);
    expect(await names({ scope: {}, listType: 'KEY_ATTENTION' })).toEqual(['other']);
    expect(await names({ scope: {}, overdueAt: 2 * DAY })).toEqual(['soon']);
    expect(await names({ scope: {}, holder: 'r9' })).toEqual(['none']);
  });

  it('finds by reference and by the beginning of the name, and takes operators for plain words', async () => {
    expect(await names({ scope: {}, q: 'xf-late' })).toEqual(['late']);
    expect(await names({ scope: {}, q: '甲s' })).toEqual(['soon']);
    expect(await names({ scope: {}, q: '.*' })).toEqual([]);
  });

  it('leaves one case out and tells how many there are', async () => {
    expect(await names({ scope: {}, except: 'other' })).toEqual(['soon', 'late', 'none']);
    expect(await database.data.cases.queueLength({ scope: {}, except: 'other' })).toBe(3);
    expect(await database.data.cases.queueLength({ scope: { county: '411722' }, q: '甲l' })).toBe(1);
  });

  it('never takes what ended unsubmitted for finished, and tallies it so', async () => {
    const filed = {
      version: 1,
      at: 5,
      by: { accountId: 'a', role: 'LEGAL_REP' as const },
      evidenceIds: [],
      toConfirm: [],
    };
    const submissions = [{ ...filed, letterId: 'L1', answers: repairCase().answers }];
    await queued('draft', { stage: 'EXPIRED' });
    await queued('given-up', { stage: 'WITHDRAWN' });
    await queued('withdrawn', { stage: 'WITHDRAWN', submissions });
    const ended = { stages: ['REPAIRED', 'WITHDRAWN', 'EXPIRED'] } as const;

    expect((await names({ scope: {}, ...ended })).sort()).toEqual(['done', 'withdrawn']);
    expect(await database.data.cases.tally({}, { ended }, 1)).toEqual({ ended: 2 });
    expect((await database.data.cases.counts({}, 1)).byStage).toMatchObject({ EXPIRED: 1, WITHDRAWN: 2 });
  });

  it('adds extended cases by the stage they go back to, and tells claimed from unclaimed', async () => {
    await queued('longer', { stage: 'EXTENDED', resumesTo: 'COUNTY_REVIEW', deadlines: [deadline(DAY)] });
    await queued('elsewhere', { stage: 'EXTENDED', resumesTo: 'CITY_REVIEW', deadlines: [deadline(DAY)] });

    expect(await names({ scope: {}, stages: ['SUBMITTED', 'COUNTY_REVIEW'] })).toEqual([
      'longer',
      'soon',
      'other',
      'late',
    ]);
    expect(await names({ scope: {}, stages: ['COUNTY_REVIEW'], extended: true })).toEqual(['longer']);
    expect(await names({ scope: {}, stages: ['CITY_REVIEW'] })).toEqual(['elsewhere', 'none']);
    expect(await names({ scope: {}, stages: ['CITY_REVIEW'], extended: false })).toEqual(['none']);
    expect(await names({ scope: {}, stages: ['CITY_REVIEW'], extended: false, holder: null })).toEqual([]);
    expect(await names({ scope: {}, stages: ['SUBMITTED'], holder: null })).toEqual(['soon', 'other', 'late']);
  });

  it('tallies each queue as its pages count it, asking once', async () => {
    const mine = { accountId: 'r1', role: 'COUNTY_REVIEWER' };
    await queued('longer', { stage: 'EXTENDED', resumesTo: 'COUNTY_REVIEW', deadlines: [deadline(DAY)] });
    await queued('elsewhere', { stage: 'EXTENDED', resumesTo: 'CITY_REVIEW', deadlines: [deadline(DAY)] });
    await queued('mine', { stage: 'COUNTY_REVIEW', assignee: mine, deadlines: [deadline(DAY)] });
    await queued('dollar', { assignee: { accountId: '$case.county', role: 'COUNTY_REVIEWER' } });
    const now = 2 * DAY;
    const desk = { stages: ['SUBMITTED', 'COUNTY_REVIEW'] } as const;
    const queues = {
      desk,
      mine: { ...desk, holder: 'r1' },
      dollar: { ...desk, holder: '$case.county' },
      free: { ...desk, holder: null },
      late: { ...desk, overdue: true },
      extended: { extended: true },
      city: { stages: ['CITY_REVIEW'], extended: false },
      closed: { stages: ['REPAIRED', 'REJECTED'] },
      usual: {},
    } as const;

    for (const scope of [{ county: '411722' }, { authorityId: 'HBJ' }, { county: 'none' }, {}]) {
      const totals: Record<string, number> = {};
      for (const [name, { overdue, ...terms }] of Object.entries<CountedQueue>(queues)) {
        const query = { ...terms, scope, ...(overdue === true && { overdueAt: now }) };
        totals[name] = (await names(query)).length;
      }
      let tally = {};
      const asked = await commandsDuring(database.connection, async () => {
        tally = await database.data.cases.tally(scope, queues, now);
      });

      expect(tally).toEqual(totals);
      expect(namesOf(asked)).toEqual(['cases.aggregate']);
    }
    expect(await database.data.cases.tally({ county: '411722' }, queues, now)).toEqual({
      ...{ desk: 5, mine: 1, dollar: 1, free: 3, late: 3, extended: 2, city: 1, closed: 1, usual: 7 },
    });
  });

  it('leaves out of a list what was filed with a case, however long it is', async () => {
    const answers = { ...repairCase().answers, performance: '已整改。'.repeat(400) };
    const submission = {
      version: 1,
      at: 5,
      by: { accountId: 'a', role: 'LEGAL_REP' as const },
      evidenceIds: ['e1'],
      toConfirm: [],
    };
    await queued('wordy', {
      answers,
      submissions: [{ ...submission, letterId: 'L1', answers }],
      deadlines: [deadline(1)],
    });

    const [line] = await database.data.cases.queueItems({ scope: {}, page: { page: 1, size: 1 } });

    const whole = (await database.data.cases.find('wordy'))?.case;
    expect(whole).toMatchObject({ answers, submissions: [{ answers }] });
    expect(line?.case).toEqual({ ...whole, answers: undefined, submissions: [{ ...submission, letterId: 'L1' }] });
    expect(JSON.stringify(line)).not.toContain('已整改');
  });

  it('counts only where the page does not tell the total', async () => {
    const read = async (page: { page: number; size: number }) => {
      let total = 0;
      const asked = await commandsDuring(database.connection, async () => {
        total = (await database.data.cases.queue({ scope: {}, page })).total;
      });
      return [total, namesOf(asked)];
    };

    expect(await read({ page: 1, size: 10 })).toEqual([4, ['cases.find']]);
    expect(await read({ page: 2, size: 3 })).toEqual([4, ['cases.find']]);
    expect(await read({ page: 1, size: 4 })).toEqual([4, ['cases.aggregate', 'cases.find']]);
    expect(await read({ page: 3, size: 3 })).toEqual([4, ['cases.aggregate', 'cases.find']]);
  });

  it('reads every queue and its numbers by an index', async () => {
    const many = Array.from({ length: 300 }, (_, place) => ({
      ...{ _id: `many-${String(place)}`, version: 1, open: true, waitsAt: 'SUBMITTED', dueKey: place, nameKey: 'x' },
      ...DISPLAY,
      case: repairCase({
        ...{ caseId: `many-${String(place)}`, reference: `XF-${String(place)}`, stage: 'SUBMITTED' },
        ...{ county: String(411_700 + (place % 12)), authorityId: place % 12 === 0 ? 'HBJ' : 'SJJ' },
      }),
    }));
    await database.connection.collection('cases').insertMany(many as never);
    const page = { page: 1, size: 30 };

    const asked = await commandsDuring(database.connection, async () => {
      for (const scope of [{ county: '411705' }, { authorityId: 'HBJ' }]) {
        await database.data.cases.queueItems({ scope, stages: ['SUBMITTED', 'COUNTY_REVIEW'], page });
        await database.data.cases.queueItems({ scope, stages: ['REPAIRED', 'REJECTED'], latestFirst: true, page });
        await database.data.cases.tally(scope, { waiting: {}, closed: { stages: ['REPAIRED'] } }, 1);
        for (const q of ['XF-7', '91411702PDY00001XL', 'x7']) {
          await database.data.cases.queueItems({ scope, stages: FILED_STAGES, q, page });
        }
      }
    });

    expect(asked).toHaveLength(14);
    for (const command of asked) {
      const plan = await planOf(database.connection, command);
      expect(plan).toContain('IXSCAN');
      expect(plan).not.toContain('COLLSCAN');
    }
  });

  it('pages with a total, and marks what is nearly due', async () => {
    const page = await database.data.cases.queue({ scope: {}, page: { page: 2, size: 3 } });

    expect(page).toMatchObject({ total: 4, page: 2, size: 3 });
    expect(page.items).toHaveLength(1);
  });

  it('counts stages and overdue cases of the scope', async () => {
    expect(await database.data.cases.counts({ county: '411722' }, 2 * DAY)).toEqual({
      byStage: { SUBMITTED: 2, CITY_REVIEW: 1, REPAIRED: 1 },
      overdue: 1,
      total: 4,
    });
  });

  it('refuses an operator smuggled in as a value', async () => {
    const smuggled = { $ne: null } as unknown as string;

    await expect(database.data.cases.find(smuggled)).rejects.toThrow(/Cast/);
    await expect(database.data.cases.findByReference(smuggled)).rejects.toThrow(/Cast/);
  });

  it('streams every open case', async () => {
    const open: string[] = [];
    for await (const { caseId } of database.data.cases.openCases()) open.push(caseId);

    expect(open.sort()).toEqual(['late', 'none', 'other', 'soon']);
  });
});
