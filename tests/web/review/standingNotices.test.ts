import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { reviewDossier } from '../../../src/queries/reviewQueries.js';
import { caseAt } from '../../domain/repair/support.js';
import { changeRows, SEED_LAW, takeBack } from '../../support/law.js';
import { browserFor, clearCases, type Desk, official, openDesk, storeCase, TODAY } from './support.js';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

it('a reviewer reads on the case that the publication of its entry is over', async () => {
  const { caseId } = await storeCase(desk, 'COUNTY_REVIEW');
  const browser = await browserFor(desk, official('COUNTY_REVIEWER'));
  const before = await browser.get(`/review/cases/${caseId}`).expect(200);
  const entry = await desk.database.data.entries.findById(desk.entryId);
  if (entry === null) throw new Error('no entry');
  await desk.database.data.entries.end([{ entry, becomes: 'EXPIRED' }], { run: 'run', at: TODAY });

  const after = await browser.get(`/review/cases/${caseId}`).expect(200);

  expect(before.text).not.toContain('已停止公示并移出名单');
  expect(after.text).toContain('已停止公示并移出名单');
});

it('a reviewer reads on the case and beside the form that less was paid than the fine on record', async () => {
  await clearCases(desk);
  const answers = { ...caseAt('SUBMITTED').answers, paidAmount: '19500' };
  const { caseId } = await storeCase(desk, 'SUBMITTED', { change: { answers } });
  const browser = await browserFor(desk, official('COUNTY_REVIEWER'));

  for (const page of [`/review/cases/${caseId}`, `/review/cases/${caseId}/accept`]) {
    const { text } = await browser.get(page).expect(200);
    expect(text).toContain('决定记录的罚款是 20,000.00 元，填写的缴款金额是 19,500.00 元，少 500.00 元');
  }
  await clearCases(desk);
  await storeCase(desk, 'SUBMITTED');
  expect((await browser.get(`/review/cases/${caseId}`)).text).not.toContain('决定记录的罚款');
});

it('a reviewer works under the figures of the version pinned and the day of acceptance, not under later ones', async () => {
  await clearCases(desk);
  const { data } = desk.database;
  const key = { key: 'correction.rounds', unit: 'count', source: 'PLATFORM', effectiveFrom: '2026-11-04' } as const;
  const { versionId: changed } = await changeRows(data, [{ ...key, value: 1, regime: 'LOCAL' }]);
  const roundsOf = async (acceptedAt: number, policyVersion = changed) => {
    await storeCase(desk, 'COUNTY_REVIEW', { change: { acceptedAt, policyVersion } });
    const view = await data.cases.find('case-1');
    if (view === null) throw new Error('no case');
    const { rules } = await reviewDossier({ data, demo: false, clock: () => TODAY }, view);
    await clearCases(desk);
    return rules.policy.correctionRounds;
  };

  const found = [
    await roundsOf(TODAY - 5 * 86_400_000),
    await roundsOf(TODAY),
    await roundsOf(TODAY, SEED_LAW.versionId),
  ];
  await takeBack(data);

  expect(found).toEqual([3, 1, 3]);
});
