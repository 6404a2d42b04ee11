import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { commandsDuring, planOf } from '../support/databaseCommands.js';
import { deadline, DISPLAY, repairCase } from './support/values.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ tells: true });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.connection.collection('cases').deleteMany({});
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

describe('CaseStore.assistedBy', () => {
  it('gives a clerk the own cases page by page, newest first, out of an index', async () => {
    const { cases } = database.data;
    const by = (accountId: string) => ({ openedBy: { accountId, role: 'WINDOW_CLERK' } });
    for (const [place, change] of [by('c1'), by('c1'), by('c2'), by('c1')].entries()) {
      const caseId = `case-${String(place)}`;
      const names = { caseId, reference: caseId, entryId: `entry-${caseId}` };
      await cases.project(repairCase({ ...names, ...change, assisted: true, openedAt: place }), DISPLAY);
    }
    await cases.project(repairCase({ caseId: 'own', reference: 'own', ...by('c1'), assisted: false }), DISPLAY);

    const ask = (page: number) => cases.assistedBy('c1', { page, size: 2 });
    const pages = [await ask(1), await ask(2)];

    expect(pages.map(({ items }) => items.map(view => view.case.caseId))).toEqual([['case-3', 'case-1'], ['case-0']]);
    expect(pages.map(({ total }) => total)).toEqual([3, 3]);
    const [command] = await commandsDuring(database.connection, () => ask(1));
    expect(command && (await planOf(database.connection, command))).toContain('case.openedBy.accountId_1');
  });
});

describe('CaseStore.project', () => {
  it('gives back exactly the case that was stored, optional parts included', async () => {
    const stored = repairCase({
      signature: {
        signatureId: 's1',
        contentHash: 'h',
        by: { accountId: 'a', role: 'LEGAL_REP' },
        at: 5,
        evidenceIds: [],
        toConfirm: [],
      },
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
    expect(view).toMatchObject(DISPLAY);
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
