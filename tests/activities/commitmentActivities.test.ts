import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ActivityDependencies } from '../../activities/dependencies.js';
import { createIssueCommitment } from '../../activities/issueCommitment.js';
import { createPublishCommitment } from '../../activities/publishCommitment.js';
import { prepareLetter, recordSignature, tickStatements } from '../../src/commands/signatureCommands.js';
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
const publish = (signatureId: string) =>
  createPublishCommitment(activities)({ caseId: CASE, letterId: `letter:${signatureId}`, signatureId });

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
