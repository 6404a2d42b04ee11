import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ActivityDependencies } from '../../activities/dependencies.js';
import { requireCase } from '../../activities/requireCase.js';
import { createSubmissionFacts } from '../../activities/submissionFacts.js';
import { caseAt } from '../domain/repair/support.js';
import { type House, NOW, openHouse, storeCase } from '../web/cases/support.js';

const CASE = 'case-1';
let house: House;
beforeAll(async () => {
  house = await openHouse();
  await storeCase(house, { ...caseAt('READY_TO_SIGN'), certificateId: 'of-earlier' });
  const { certificates, signatures } = house.database.data;
  const valid = { issuedOn: '2026-10-01', validUntil: '2027-09-30' };
  const all: [string, string, typeof valid][] = [
    ['of-earlier', 'earlier', valid],
    ['of-rep', 'rep', valid],
    ['long-over', 'rep-2', { issuedOn: '2025-10-01', validUntil: '2026-09-30' }],
  ];
  for (const [certificateId, accountId, days] of all) {
    const person = { personName: '示例', usccs: [], score: 90, minutes: 200 };
    const names = { certificateId, accountId, number: certificateId, attemptId: certificateId };
    await certificates.issue({ ...person, ...names, ...days });
  }
  const act = { caseId: CASE, accountId: 'rep', contentHash: 'hash', content: {}, ip: '', device: '', at: NOW };
  await signatures.save({ ...act, signatureId: 'ticked', tickedAt: NOW });
  await signatures.save({ ...act, signatureId: 'unticked' });
  await signatures.save({ ...act, signatureId: 'refused', tickedAt: NOW, refusedAt: NOW });
  await signatures.save({ ...act, signatureId: 'of-other-case', caseId: 'case-2', tickedAt: NOW });
});
afterAll(() => house.close());

const factsOf = async (asked?: { signatureId?: string; contentHash?: string; accountId?: string }) => {
  const { data } = house.database;
  const facts = createSubmissionFacts({ data, clock: () => NOW } as ActivityDependencies);
  const act = { signatureId: 'ticked', contentHash: 'hash', accountId: 'rep' };
  const { case: repairCase } = await requireCase(data, CASE);
  return facts({ case: repairCase, ...(asked !== undefined && { signature: { ...act, ...asked } }) });
};

describe('what is known of a signature when the case is asked to take it', () => {
  it('is nothing where none is asked about', async () => {
    expect(await factsOf()).toEqual({ evidenceIds: [], materials: ['MAT5'], today: '2026-11-03' });
  });

  it.each([
    ['the act of this letter', {}, true],
    ['an act without ticks', { signatureId: 'unticked' }, false],
    ['an act that was refused', { signatureId: 'refused' }, false],
    ['an act of another case', { signatureId: 'of-other-case' }, false],
    ['an act of another letter', { contentHash: 'other' }, false],
    ['an act of another person', { accountId: 'earlier' }, false],
    ['an act that was never kept', { signatureId: 'none' }, false],
  ])('%s: ticked %j', async (_what, asked, statementsTicked) => {
    expect((await factsOf(asked)).signing).toMatchObject({ statementsTicked });
  });

  it.each([
    ['the own certificate, not the one that the case holds from an earlier representative', 'rep', 'of-rep'],
    ['the one that the case holds where it is the own', 'earlier', 'of-earlier'],
    ['none where the own one is over', 'rep-2', undefined],
  ])('%s', async (_what, accountId, certificateId) => {
    expect((await factsOf({ accountId })).signing?.certificateId).toBe(certificateId);
  });
});
