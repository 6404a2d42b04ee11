import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Browser,
  browserFor,
  clear,
  openHouse,
  OTHER_FIRM,
  REP,
  startedBy,
  submit,
  type House,
} from './support.js';

const ANSWERS = {
  performance: '罚款已缴清，问题建材已下架。',
  receiptNumber: 'SJ-0001',
  paidAmount: '２０，０００元',
  paidOn: '2026-04-10',
  improvement: '每季度自查一次。',
};

let house: House;
let rep: Browser;
beforeAll(async () => {
  house = await openHouse();
  rep = await browserFor(house, REP);
});
beforeEach(() => {
  house.answer = undefined;
});
afterEach(() => clear(house));
afterAll(() => house.close());

describe('the answers', () => {
  it('are not saved with characters that the letter cannot show, which are named beside the field', async () => {
    const rep = await browserFor(house, REP);
    const address = await startedBy(house, rep);

    const answer = await submit(rep, `${address}/answers`, { ...ANSWERS, improvement: '每月自查😀一次' });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('id="improvement-error"');
    expect(answer.text).toContain('打印文件里显示不出这些字符：😀');
    expect(answer.text).toContain('每月自查😀一次</textarea>');
  });

  it('are saved, also in part, and read back', async () => {
    const address = await startedBy(house, rep);
    const part = await submit(rep, `${address}/answers`, { improvement: '每季度自查一次。', then: 'stay' });
    const whole = await submit(rep, `${address}/answers`, ANSWERS);

    expect(part.headers['location']).toBe(`${address}/answers?saved=1`);
    expect(whole.headers['location']).toBe(`${address}?done=answers`);
    const { text } = await rep.get(`${address}/answers`);
    expect(text).toContain('问题建材已下架');
    expect(text).toContain('value="20000"');
  });

  it('stay in the form with every fault named', async () => {
    const address = await startedBy(house, rep);

    const answer = await submit(rep, `${address}/answers`, { ...ANSWERS, paidAmount: '两万', paidOn: '2027-01-01' });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('缴款金额请填数字');
    expect(answer.text).toContain('缴款日期不能晚于今天');
    expect(answer.text).toContain('href="#paidAmount"');
    expect(answer.text).toContain('问题建材已下架');
  });

  it('are escaped', async () => {
    const address = await startedBy(house, rep);
    await submit(rep, `${address}/answers`, { improvement: '<script>alert(1)</script>' });

    expect((await rep.get(`${address}/answers`)).text).not.toContain('<script>alert');
  });

  it('do not exist for another firm', async () => {
    const address = await startedBy(house, rep);

    expect((await (await browserFor(house, OTHER_FIRM)).get(`${address}/answers`)).status).toBe(404);
  });
});
