import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ActivityDependencies } from '../../activities/dependencies.js';
import { createActivities } from '../../activities/index.js';
import type { DecisionLetterInput } from '../../src/documents/decisionLetter.js';
import type { ExitNoticeInput } from '../../src/documents/exitNotice.js';
import type { Decision, RepairCase } from '../../src/domain/repair/repairCase.js';
import { DISPLAY, entryFacts } from '../data/support/values.js';
import { caseAt, NOW, USCC } from '../domain/repair/support.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { seedPolicies } from '../support/law.js';

let database: TestDatabase;
let entryId: string;
const printed: ExitNoticeInput[] = [];
/** Decision letters as they were made. */
const refusals: DecisionLetterInput[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  const { entries, policies } = database.data;
  await seedPolicies({ policies });
  await entries.upsertImported({ rows: [entryFacts(1, { uscc: USCC })], importId: 'i', importedBy: 'x', at: NOW });
  entryId = (await entries.ofUscc(USCC))[0]?.entryId ?? '';
});
afterAll(() => database.close());

function activities() {
  const exitNotice = (input: ExitNoticeInput) => {
    printed.push(input);
    return Promise.resolve({ bytes: Buffer.from('%PDF'), sha256: 'x' });
  };
  const decisionLetter = (input: DecisionLetterInput) => {
    refusals.push(input);
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

const by = { accountId: 'somebody', role: 'CITY_REVIEWER' };

describe('the exit notice', () => {
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

    const told = refusals.at(-1)?.remedies.join(' ');
    for (const word of words) expect(told).toContain(word);
    expect(told).not.toContain('为准');
  });

  it.each([
    {
      step: 'AUTHORITY' as const,
      body: DISPLAY.authorityName,
      review: '驻马店市人民政府',
      court: '驻马店市驿城区人民法院',
    },
    {
      step: 'CITY' as const,
      body: '驻马店市信用建设主管部门',
      review: '驻马店市人民政府',
      court: '驻马店市驿城区人民法院',
    },
    { step: 'NOT_ACCEPT' as const, body: '上蔡县信用建设主管部门', review: '上蔡县人民政府', court: '上蔡县人民法院' },
  ])('of the step $step names the rule applied, who decided, the reviewing body and the court', async asked => {
    const { step, body, review, court } = asked;
    const caseId = `challenge-${step}`;
    const against: Decision = { step, outcome: 'NEGATIVE', by, at: NOW, reason: '罚款没有缴清' };
    const refused = {
      ...caseAt(step === 'NOT_ACCEPT' ? 'NOT_ACCEPTED' : 'REJECTED'),
      caseId,
      entryId,
      reference: caseId,
    };
    await database.data.cases.project({ ...refused, decisions: [against] }, DISPLAY);

    await activities().issueNotice({ caseId, kind: step === 'NOT_ACCEPT' ? 'NON_ACCEPTANCE' : 'REJECTION' });

    const made = refusals.at(-1);
    const said = { decidingBody: body, authorityName: DISPLAY.authorityName, reasons: [{ text: '罚款没有缴清' }] };
    expect(made).toMatchObject(said);
    expect(made?.basis).toContain('第36号');
    const remedies = made?.remedies.join(' ');
    expect(remedies).toContain(`向${review}申请行政复议（《中华人民共和国行政复议法》第二十条）`);
    expect(remedies).toContain(`向${court}提起行政诉讼（《中华人民共和国行政诉讼法》第四十六条第一款）`);
  });

  it('keeps the rules that were pinned at acceptance', async () => {
    const caseId = 'pinned-basis';
    await database.data.cases.project({ ...caseAt('REJECTED'), caseId, entryId, reference: caseId }, DISPLAY);
    const remedies = { reviewDays: 60, lawsuitMonths: 6 };

    await activities().issueNotice({ caseId, kind: 'REJECTION', remedies, basis: '国家发展改革委令第58号（2023年）' });

    expect(refusals.at(-1)?.basis).toBe('国家发展改革委令第58号（2023年）');
  });
});
