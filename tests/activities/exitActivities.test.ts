import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ActivityDependencies } from '../../activities/dependencies.js';
import { createActivities } from '../../activities/index.js';
import type { ExitNoticeInput } from '../../src/documents/exitNotice.js';
import { POLICY_SEED } from '../../src/domain/policy/policySeed.js';
import type { Decision, RepairCase } from '../../src/domain/repair/repairCase.js';
import { DISPLAY, entryFacts } from '../data/support/values.js';
import { caseAt, NOW, USCC } from '../domain/repair/support.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let entryId: string;
const printed: ExitNoticeInput[] = [];
/** Remedies of the decision letters, in words. */
const told: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  const { entries, policies } = database.data;
  await policies.seed(POLICY_SEED);
  await entries.upsertImported({ rows: [entryFacts(1, { uscc: USCC })], importId: 'i', importedBy: 'x', at: NOW });
  entryId = (await entries.ofUscc(USCC))[0]?.entryId ?? '';
});
afterAll(() => database.close());

function activities() {
  const exitNotice = (input: ExitNoticeInput) => {
    printed.push(input);
    return Promise.resolve({ bytes: Buffer.from('%PDF'), sha256: 'x' });
  };
  const decisionLetter = ({ remedies }: { remedies: readonly string[] }) => {
    told.push(remedies.join(' '));
    return Promise.resolve({ bytes: Buffer.from('%PDF'), sha256: 'x' });
  };
  return createActivities({
    data: database.data,
    clock: () => NOW,
    baseUrl: 'http://xinfu.test',
    documents: { exitNotice, decisionLetter },
  } as unknown as ActivityDependencies);
}

const message = (round: number) => ({ caseId: 'case-1', entryId, receiver: 'SHARING' as const, round });
const setMode = (mode: 'OK' | 'AWAY' | 'REFUSING') => database.data.receivers.setMode('SHARING', { mode, at: NOW });

describe('a message to a register', () => {
  it('fails for another try while the register is away, and for good where it refuses', async () => {
    await setMode('AWAY');
    await expect(activities().deliverExit(message(1))).rejects.not.toHaveProperty('nonRetryable', true);
    await expect(activities().recallExit(message(1))).rejects.not.toHaveProperty('nonRetryable', true);
    await setMode('REFUSING');
    await expect(activities().deliverExit(message(1))).rejects.toMatchObject({
      type: 'ReceiverRefused',
      nonRetryable: true,
    });
    expect(await database.data.receivers.receiptsOf('case-1')).toEqual([]);
  });

  it('goes unanswered for one case alone until the register is set right', async () => {
    await setMode('OK');
    await database.data.receivers.ignoreCase('SHARING', 'case-7');

    await expect(activities().deliverExit({ ...message(1), caseId: 'case-7' })).rejects.toThrow('away');
    await activities().deliverExit({ ...message(1), caseId: 'case-8' });
    expect(await database.data.receivers.states(['SHARING'])).toMatchObject([{ mode: 'OK', ignored: 1 }]);
    await setMode('OK');
    await activities().deliverExit({ ...message(1), caseId: 'case-7' });
    expect(await database.data.receivers.receiptsOf('case-7')).toHaveLength(1);
  });

  it('is answered once however often it comes, and taken back once', async () => {
    await setMode('OK');
    const first = await activities().deliverExit(message(2));
    expect(await activities().deliverExit(message(2))).toEqual(first);
    await setMode('REFUSING');
    for (let time = 0; time < 2; time += 1) await activities().recallExit(message(2));

    const receipts = await database.data.receivers.receiptsOf('case-1');
    expect(receipts).toEqual([expect.objectContaining({ receiptId: first.receiptId, recalledAt: NOW })]);
  });
});

describe('the exit itself', () => {
  it('is refused where the entry left the list another way', async () => {
    await database.connection.collection('listEntries').updateMany({}, { $set: { state: 'CORRECTED' } });
    await expect(activities().applyExit({ caseId: 'case-1', entryId })).rejects.toMatchObject({
      type: 'EntryNotActive',
      nonRetryable: true,
    });
    await database.connection.collection('listEntries').updateMany({}, { $set: { state: 'ACTIVE' } });
  });

  it('is done once', async () => {
    for (let time = 0; time < 2; time += 1) await activities().applyExit({ caseId: 'case-1', entryId });

    expect(await database.data.entries.findById(entryId)).toMatchObject({
      state: 'EXITED',
      exitCaseId: 'case-1',
      sharing: false,
      sanctions: false,
      version: 2,
    });
  });
});

describe('the alarm of an exit begun before its case heard of it', () => {
  it('names the case and comes once a round', async () => {
    const repairCase = caseAt('EXITING');
    await database.data.cases.project({ ...repairCase, caseId: 'case-9', reference: 'XF-9' }, DISPLAY);
    const alarm = { caseId: 'case-9', refusing: ['SHARING'], round: 1 };
    for (let time = 0; time < 2; time += 1) await activities().alertExitStuck(alarm);

    const admin = { accountId: 'a', role: 'CITY_ADMIN' as const, usccs: [], interests: [] };
    const { items } = await database.data.notices.forActor(admin, { page: 1, size: 5 });
    expect(items).toEqual([
      expect.objectContaining({ code: 'exitRefused', values: { reference: 'XF-9', receivers: 'SHARING' } }),
    ]);
  });
});

describe('the exit notice', () => {
  const by = { accountId: 'somebody', role: 'CITY_REVIEWER' };
  const decision = (step: Decision['step']): Decision => ({ step, outcome: 'POSITIVE', by, at: NOW, reason: '' });

  it.each<[string, Decision['step'][], string]>([
    ['the city', ['COUNTY', 'AUTHORITY', 'CITY'], '驻马店市信用建设主管部门'],
    ['the county', ['ACCEPT', 'COUNTY'], '上蔡县信用建设主管部门'],
  ])('is issued by the credit office of %s that decided', async (_who, steps, office) => {
    const caseId = `notice-${steps.join('-')}`;
    const repaired: RepairCase = { ...caseAt('REPAIRED'), caseId, entryId, reference: caseId };
    await database.data.cases.project({ ...repaired, decisions: steps.map(decision) }, DISPLAY);

    await activities().issueNotice({ caseId, kind: 'EXIT_NOTICE' });

    expect(printed.at(-1)).toMatchObject({ issuingBody: office, enterpriseName: DISPLAY.enterpriseName });
  });
});

describe('the letter of a refusal', () => {
  it.each([
    ['by the policy pinned at acceptance', { reviewDays: 15, lawsuitMonths: 3 }, '15 日内', '3 个月内'],
    ['by the one in force where none was pinned', undefined, '60 日内', '6 个月内'],
  ])('names the remedies %s', async (_what, remedies, ...words) => {
    const caseId = `remedies-${String(remedies?.reviewDays)}`;
    await database.data.cases.project({ ...caseAt('REJECTED'), caseId, entryId, reference: caseId }, DISPLAY);

    await activities().issueNotice({ caseId, kind: 'REJECTION', ...(remedies !== undefined && { remedies }) });

    for (const word of words) expect(told.at(-1)).toContain(word);
  });
});
