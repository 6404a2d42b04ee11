import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { DISPLAY, repairCase } from './support/values.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.connection.collection('cases').deleteMany({});
});

const DAY = 86_400_000;
const deadline = (dueAt: number, marks: number[] = []) => ({
  id: 'T2' as const,
  startedAt: 1,
  due: '2026-11-24',
  dueAt,
  length: 3,
  unit: 'wd' as const,
  source: 'F8',
  provisional: false,
  marks,
});

describe('CaseStore.heldBy', () => {
  it('finds the open cases that a person holds, and no others', async () => {
    const { cases } = database.data;
    const store = (caseId: string, change: Parameters<typeof repairCase>[0]) =>
      cases.project(repairCase({ caseId, reference: caseId, entryId: `entry-${caseId}`, ...change }), DISPLAY);
    const [own, others] = ['r1', 'r2'].map(accountId => ({ assignee: { accountId, role: 'CITY_REVIEWER' } }));
    await store('own', { stage: 'CITY_REVIEW', ...own });
    await store('extended', { stage: 'EXTENDED', ...own });
    await store('closed', { stage: 'REJECTED', ...own });
    await store('others', { stage: 'CITY_REVIEW', ...others });
    await store('free', { stage: 'CITY_REVIEW' });

    expect((await cases.heldBy('r1')).sort()).toEqual(['entry-extended', 'entry-own']);
  });
});

describe('CaseStore.project', () => {
  it('gives back exactly the case that was stored, optional parts included', async () => {
    const stored = repairCase({
      signature: { signatureId: 's1', contentHash: 'h', by: { accountId: 'a', role: 'LEGAL_REP' }, at: 5 },
      deadlines: [deadline(50)],
      assignee: { accountId: 'r1', role: 'COUNTY_REVIEWER', personMark: 'mark' },
      importers: [{ accountId: 'admin-1', personMark: 'mark' }, { accountId: 'admin-2' }],
      awaitsFirstDay: true,
      publishedLetterId: 'letter:s1',
      marksRemovedAt: 9,
      returns: [
        {
          round: 1,
          at: 6,
          by: { accountId: 'r1', role: 'COUNTY_REVIEWER' },
          reasons: [{ code: 'R04', text: '缴款凭证不清晰' }],
          fromStage: 'SUBMITTED',
        },
      ],
    });

    expect(await database.data.cases.project(stored, DISPLAY)).toBe('written');

    const view = await database.data.cases.find(stored.caseId);
    expect(view?.case).toEqual(stored);
    expect(view).toMatchObject({ ...DISPLAY, nextDueAt: 50 });
  });

  it('never lets an older version overwrite a newer one', async () => {
    const { cases } = database.data;
    await cases.project(repairCase({ version: 3, stage: 'TRAINING' }), DISPLAY);

    expect(await cases.project(repairCase({ version: 2, stage: 'REGISTERED' }), DISPLAY)).toBe('stale');
    expect(await cases.project(repairCase({ version: 3, stage: 'TRAINING' }), DISPLAY)).toBe('already');
    expect((await cases.find('case-1'))?.case).toMatchObject({ version: 3, stage: 'TRAINING' });
    expect(await cases.project(repairCase({ version: 4, stage: 'QUIZ_READY' }), DISPLAY)).toBe('written');
    expect((await cases.find('case-1'))?.case.stage).toBe('QUIZ_READY');
  });

  it('ends with the newest of twenty versions written at once', async () => {
    const versions = Array.from({ length: 20 }, (_, index) => index + 1);

    await Promise.all(versions.map(version => database.data.cases.project(repairCase({ version }), DISPLAY)));

    expect((await database.data.cases.find('case-1'))?.case.version).toBe(20);
    expect(await database.connection.collection('cases').countDocuments()).toBe(1);
  });

  it('takes away what a newer version no longer has', async () => {
    const { cases } = database.data;
    await cases.project(repairCase({ version: 1, letterId: 'L1' }), DISPLAY);
    await cases.project(repairCase({ version: 2 }), DISPLAY);

    expect((await cases.find('case-1'))?.case).not.toHaveProperty('letterId');
  });

  it('refuses a field the schema does not know', async () => {
    const odd = { ...repairCase(), idNumber: '1' };

    await expect(database.data.cases.project(odd, DISPLAY)).rejects.toThrow(/idNumber/);
  });
});

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
    expect(await names({ scope: {}, mine: 'r9' })).toEqual(['none']);
  });

  it('finds by reference and by the beginning of the name, and takes operators for plain words', async () => {
    expect(await names({ scope: {}, q: 'xf-late' })).toEqual(['late']);
    expect(await names({ scope: {}, q: '甲s' })).toEqual(['soon']);
    expect(await names({ scope: {}, q: '.*' })).toEqual([]);
  });

  it('adds extended cases by the stage they go back to, and tells claimed from unclaimed', async () => {
    await queued('longer', { stage: 'EXTENDED', resumesTo: 'COUNTY_REVIEW', deadlines: [deadline(DAY)] });
    await queued('elsewhere', { stage: 'EXTENDED', resumesTo: 'CITY_REVIEW', deadlines: [deadline(DAY)] });

    expect(await names({ scope: {}, stages: ['SUBMITTED'], extendedFrom: ['COUNTY_REVIEW'] })).toEqual([
      'longer',
      'soon',
      'other',
      'late',
    ]);
    expect(await names({ scope: {}, stages: ['CITY_REVIEW'] })).toEqual(['none']);
    expect(await names({ scope: {}, stages: ['CITY_REVIEW'], unclaimed: true })).toEqual([]);
    expect(await names({ scope: {}, stages: ['SUBMITTED'], unclaimed: true })).toEqual(['soon', 'other', 'late']);
  });

  it('pages with a total, and marks what is nearly due', async () => {
    const page = await database.data.cases.queue({ scope: {}, page: { page: 2, size: 3 } });

    expect(page).toMatchObject({ total: 4, page: 2, size: 3 });
    expect(page.items).toHaveLength(1);
    expect((await database.data.cases.find('soon'))?.attention).toBe('NEAR');
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
