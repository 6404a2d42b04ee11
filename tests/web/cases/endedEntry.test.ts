import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EndedState } from '../../../src/domain/entries/entryEnd.js';
import { caseAt } from '../../domain/repair/support.js';
import { type Browser, browserFor, clear, type House, NOW, openHouse, REP, storeCase } from './support.js';

let house: House;
let rep: Browser;
beforeAll(async () => {
  house = await openHouse();
  rep = await browserFor(house, REP);
});
afterAll(() => house.close());

async function becomes(state: EndedState | 'ACTIVE') {
  const entries = house.database.connection.collection('listEntries');
  await entries.updateOne({}, { $set: { state: 'ACTIVE' } });
  const entry = await house.database.data.entries.findById(house.entryId);
  if (entry === null) throw new Error('no entry');
  if (state !== 'ACTIVE') await house.database.data.entries.end([{ entry, becomes: state }], { run: 'run', at: NOW });
}

describe('an entry whose publication is over', () => {
  it.each([
    ['EXPIRED', '不需要申请修复', '已停止公示并移出名单'],
    ['EXPIRED_UNPERFORMED', '请联系认定单位办理', '所以仍在名单上'],
  ] as const)('%s cannot be opened, and an open case goes on and says so', async (state, why, note) => {
    await clear(house);
    await becomes(state);

    const firm = await rep.get('/cases').expect(200);
    const start = await rep.get(`/cases/start/${house.entryId}`).expect(200);
    const { caseId } = await storeCase(house, caseAt('TRAINING'));
    const page = await rep.get(`/cases/${caseId}`).expect(200);
    const english = await (await browserFor(house, REP, 'en')).get(`/cases/${caseId}`).expect(200);

    expect(firm.text).toContain('公示期已于 2027年3月2日 届满');
    expect(firm.text).toContain(why);
    expect(firm.text).not.toContain(`href="/cases/start/${house.entryId}"`);
    expect(start.text).toContain(why);
    expect(page.text).toContain(note);
    expect(english.text).toContain('This case goes on as before.');
  });

  it('is not spoken of where it still runs or the case is closed', async () => {
    await clear(house);
    await becomes('ACTIVE');
    const open = await storeCase(house, caseAt('TRAINING'));
    const running = await rep.get(`/cases/${open.caseId}`).expect(200);
    await clear(house);
    await becomes('EXPIRED');
    const closed = await storeCase(house, caseAt('WITHDRAWN'));
    const withdrawn = await rep.get(`/cases/${closed.caseId}`).expect(200);

    expect([running.text, withdrawn.text].filter(text => text.includes('仍按原来的步骤办理'))).toEqual([]);
  });
});
