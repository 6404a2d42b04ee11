import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { browserFor, type Desk, official, openDesk, storeCase, TODAY } from './support.js';

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
