import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Browser,
  browserFor,
  clear,
  openHouse,
  OTHER_FIRM,
  REP,
  hidden,
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

const storedAnswers = async (address: string) => {
  const view = await house.database.data.cases.find(address.split('/').at(-1) ?? '');
  if (view === null) throw new Error('no case');
  return view.case.answers;
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

  it('of the allowed length are saved however the browser ends its lines, and the same text is no change', async () => {
    const address = await startedBy(house, rep);
    const text = Array.from({ length: 1_000 }, () => 'a').join('\r\n'); // 1,999 characters with plain line ends

    const first = await submit(rep, `${address}/answers`, { ...ANSWERS, performance: text });
    const caseId = address.split('/').at(-1) ?? '';
    const again = await submit(rep, `${address}/answers`, { ...ANSWERS, performance: text, improvement: '改写' });

    expect([first.status, again.status]).toEqual([303, 303]);
    const saved = (await house.database.data.audit.ofChain(`case:${caseId}`)).filter(
      ({ kind }) => kind === 'saveAnswers',
    );
    expect(saved.map(({ data }) => (data as { data: { changed: string[] } }).data.changed)[1]).toEqual(['improvement']);
  });

  it.each([
    ['nothing at all', {}],
    ['only blanks', { performance: ' ', receiptNumber: '', paidAmount: '', paidOn: '', improvement: '' }],
  ])('are not wiped by a form with %s', async (_what, fields) => {
    const address = await startedBy(house, rep);
    await submit(rep, `${address}/answers`, ANSWERS);

    const answer = await submit(rep, `${address}/answers`, fields);

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('收到的表单是空的');
    expect(answer.text).toContain('问题建材已下架');
    expect(await storedAnswers(address)).toMatchObject({ improvement: ANSWERS.improvement, paidAmount: '20000' });
  });

  it('that were not sent stay as they are', async () => {
    const address = await startedBy(house, rep);
    await submit(rep, `${address}/answers`, ANSWERS);
    await submit(rep, `${address}/answers`, { improvement: '每月自查一次。' });

    const { performance, improvement } = await storedAnswers(address);
    expect([performance, improvement]).toEqual([ANSWERS.performance, '每月自查一次。']);
  });

  it('of two tabs: what each changed is kept, and an answer that both changed is shown twice and asked for', async () => {
    const address = await startedBy(house, rep);
    await submit(rep, `${address}/answers`, ANSWERS);
    const stale = (await rep.get(`${address}/answers`)).text;
    await submit(rep, `${address}/answers`, { ...ANSWERS, improvement: '另一页写的措施', receiptNumber: 'SJ-0002' });
    const shownThen = { ...ANSWERS, paidAmount: '20000', seen: hidden(stale, 'seen') };

    const both = await submit(rep, `${address}/answers`, { ...shownThen, improvement: '这一页写的措施' });
    expect(both.status).toBe(409);
    expect(both.text).toContain('id="improvement-error"');
    expect(both.text).toContain('这一页写的措施</textarea>');
    expect(both.text).toContain('另一页写的措施</p>');
    expect(both.text).toContain('value="SJ-0002"');
    expect(both.text).not.toContain('id="receiptNumber-error"');
    expect((await storedAnswers(address)).improvement).toBe('另一页写的措施');

    const own = await submit(rep, `${address}/answers`, { ...shownThen, performance: '只有这一页改了这一栏' });
    expect(own.status).toBe(303);
    expect(await storedAnswers(address)).toMatchObject({
      performance: '只有这一页改了这一栏',
      receiptNumber: 'SJ-0002',
      improvement: '另一页写的措施',
    });

    const seen = { seen: hidden(both.text, 'seen') };
    await submit(rep, `${address}/answers`, { ...ANSWERS, ...seen, improvement: '核对后的措施' });
    expect((await storedAnswers(address)).improvement).toBe('核对后的措施');
  });

  it('do not exist for another firm', async () => {
    const address = await startedBy(house, rep);

    expect((await (await browserFor(house, OTHER_FIRM)).get(`${address}/answers`)).status).toBe(404);
  });
});
