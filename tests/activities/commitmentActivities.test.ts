import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ActivityDependencies } from '../../activities/dependencies.js';
import { createIssueCommitment } from '../../activities/issueCommitment.js';
import { createPublishCommitment } from '../../activities/publishCommitment.js';
import { requireCase } from '../../activities/requireCase.js';
import { createVoidSignature } from '../../activities/voidSignature.js';
import { prepareLetter, recordSignature, tickStatements } from '../../src/commands/signatureCommands.js';
import { dayOf } from '../../src/domain/calendarDay.js';
import { caseAt, NOW } from '../domain/repair/support.js';
import { type House, openHouse, storeCase } from '../web/cases/support.js';

const CASE = 'resigned';
let house: House;
let activities: ActivityDependencies;
beforeAll(async () => {
  house = await openHouse();
  const { data } = house.database;
  const documents = {
    commitmentLetter: ({ content }: { content: { letterNumber: string } }) =>
      Promise.resolve({ bytes: Buffer.from(`%PDF-1.7 ${content.letterNumber}`) }),
  };
  activities = { data, documents, baseUrl: 'http://xinfu.test' } as unknown as ActivityDependencies;
  await storeCase(house, { ...caseAt('COUNTY_REVIEW'), caseId: CASE, reference: CASE });
});
afterAll(() => house.close());

async function signAnew(signatureId: string, at: number): Promise<string> {
  const { data } = house.database;
  const prepared = await prepareLetter(data, { caseId: CASE, at });
  if (prepared === null) throw new Error('no letter could be prepared');
  const { contentHash, content } = prepared;
  const who = { accountId: 'rep', typedName: '张示例', ip: '127.0.0.1', device: 'test', at };
  await tickStatements(data, { caseId: CASE, contentHash, accountId: 'rep', at });
  await recordSignature(data, { signatureId, caseId: CASE, contentHash, ...who });
  return content.letterNumber;
}

const issue = (signatureId: string) => createIssueCommitment(activities)({ caseId: CASE, signatureId });
const publish = async (signatureId: string) => {
  const view = await requireCase(house.database.data, CASE);
  const letter = { letterId: `letter:${signatureId}`, signatureId };
  await createPublishCommitment(activities)({ case: view.case, display: view, ...letter });
};

describe('a letter signed anew', () => {
  it('revokes the one before and takes its place on the public page, however often it is run', async () => {
    const { data } = house.database;
    const numbers = [await signAnew('s1', NOW)];
    await issue('s1');
    await publish('s1');
    expect(await data.commitments.find(CASE)).toMatchObject({ letterId: 'letter:s1', letterNumber: numbers[0] });
    expect(await data.documents.find('letter:s1')).not.toHaveProperty('revokedAt');

    numbers.push(await signAnew('s2', NOW + 1_000));
    await issue('s2');
    await publish('s2');
    for (const late of ['s1', 's2']) await issue(late);

    expect(numbers[1]).not.toBe(numbers[0]);
    expect(await data.commitments.find(CASE)).toMatchObject({ letterId: 'letter:s2', letterNumber: numbers[1] });
    expect(await data.documents.find('letter:s1')).toMatchObject({ revokedAt: NOW + 1_000, revokedReason: 'REPLACED' });
    expect(await data.documents.find('letter:s2')).not.toHaveProperty('revokedAt');
    expect(await data.documents.ofCase(CASE)).toHaveLength(2);
  });
});

describe('a published commitment', () => {
  it('bears the day on which its case took the signature', async () => {
    const { data } = house.database;
    await signAnew('s0', NOW - 1_000);
    const signature = {
      signatureId: 's0',
      at: NOW + 3 * 86_400_000,
      contentHash: 'h',
      by: { accountId: 'rep', role: 'LEGAL_REP' },
      evidenceIds: [],
      toConfirm: [],
    };
    await storeCase(house, { ...caseAt('COUNTY_REVIEW'), caseId: CASE, reference: CASE, version: 99, signature });

    await publish('s0');

    expect((await data.commitments.find(CASE))?.signedOn).toBe(dayOf(signature.at));
  });
});

describe('a letter that cannot be made', () => {
  it.each([
    ['a fault of the paper', Object.assign(new Error('the name 张示例'), { code: 'BAD_SIGNATURE' }), 'BAD_SIGNATURE'],
    ['a fault of the program', new RangeError('offset'), 'RangeError'],
    ['a fault whose name is no code', Object.assign(new Error('x'), { name: '张 示例' }), 'UNKNOWN'],
  ])('names %s by a code alone', async (_what, fault, cause) => {
    await signAnew(`cannot ${cause}`, NOW + 2_000);
    const documents = { commitmentLetter: () => Promise.reject(fault) };
    const making = createIssueCommitment({ ...activities, documents } as never);

    const failure = making({ caseId: CASE, signatureId: `cannot ${cause}` });
    await expect(failure).rejects.toMatchObject({ type: 'LetterNotMade', details: [cause] });
    await expect(failure).rejects.not.toThrow(/张示例/);
  });

  it('leaves its signature void, with whatever was stored of it, and its number free, however often it is run', async () => {
    const { data } = house.database;
    const number = await signAnew('s3', NOW + 3_000);
    await issue('s3');
    for (const at of [NOW + 4_000, NOW + 5_000]) await createVoidSignature(activities)({ signatureId: 's3', at });

    expect((await data.signatures.find('s3'))?.refusedAt).toBe(NOW + 4_000);
    expect(await data.documents.find('letter:s3')).toMatchObject({
      revokedAt: NOW + 4_000,
      revokedReason: 'NOT_ISSUED',
    });
    expect(await signAnew('s4', NOW + 6_000)).toBe(number);
  });
});
