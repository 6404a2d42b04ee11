import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { dayOf } from '../../../src/domain/calendarDay.js';
import { MODULE_IDS } from '../../../src/domain/training/modules.js';
import { changeRows } from '../../support/law.js';
import type { Width } from '../support/browser.js';
import { correct, endStuckExit, reject } from './corrections.js';
import { takeOffTheList } from './repair.js';
import { firmAt, type ParkedFirm } from './support/firm.js';
import { openStage, type Stage } from './support/stage.js';
import { countCoverage, failThenPass } from './training.js';

// The whole built application is started once and walked through from the first page to the last.
jest.setTimeout(600_000);

const SECONDS_PER_MODULE = 1;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const { data } = stage.site;
  const readingTimes = MODULE_IDS.map(moduleId => `training.time.${moduleId}`);
  const { rows } = await data.policies.on(dayOf(Date.now()));
  const demonstration = rows.filter(({ regime, key }) => regime === 'DEMO' && readingTimes.includes(key));
  await changeRows(
    data,
    demonstration.map(row => ({ ...row, value: SECONDS_PER_MODULE })),
  );
});
afterAll(() => stage.close());

describe.each<Width>(['desktop', 'phone'])('on a %s', width => {
  it('a firm comes off the list, from the invitation to the exit', async () => {
    expect(await takeOffTheList(stage, width)).toEqual([]);
  });

  it('a returned case shows every reason, is corrected, signed and filed again and accepted', async () => {
    expect(await correct(stage, width)).toEqual([]);
  });

  it('a rejection gives its reason in a letter with the remedies, and leaves the firm on the list', async () => {
    expect(await reject(stage, width)).toEqual([]);
  });

  describe('training', () => {
    let firm: ParkedFirm;

    it('is failed at first and passed then, which lets the case go on', async () => {
      firm = await firmAt(stage.site, { place: 'QUIZ_READY', representativeName: '林勤读' });
      expect(await failThenPass(stage, { width, firm })).toEqual([]);
    });

    it('is counted by county, down to the firms behind each figure', async () => {
      expect(await countCoverage(stage, { width, firm })).toEqual([]);
    });
  });
});

// An administrator's story: the pages of it are looked at on a phone in `everyPage.test.ts`.
describe('an exit that one register refuses', () => {
  it('is shown as stuck, is tried again once the register answers, and ends', async () => {
    expect(await endStuckExit(stage, 'desktop')).toEqual([]);
  });
});
