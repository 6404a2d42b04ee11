import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { after, at, caseAt, event } from '../../domain/repair/support.js';
import {
  browserFor,
  carriedFields,
  clearCases,
  type Desk,
  official,
  openDesk,
  storeCase,
  submit,
  TODAY,
} from './support.js';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(() => clearCases(desk));

const officer = official('AUTHORITY_OFFICER');
const page = '/review/cases/case-1/duties';
const waiting = { ...caseAt('TRAINING'), finedOnly: false };
const asked = after(waiting, [event('askAuthority')]);
/** Asked so long ago that the answer is overdue. */
const late = after({ ...waiting, dutyRequests: [] }, [event('askAuthority', { at: at('2026-10-20') })]);
const store = (change = asked) => storeCase(desk, 'TRAINING', { change: { ...change, entryId: desk.entryId } });

describe('a question about duties on the desk of the recognising authority', () => {
  it('stands in the officers’ queue with its clock, though the case was never submitted', async () => {
    const { reference } = await store();
    const { text } = await (await browserFor(desk, officer)).get('/review').expect(200);

    expect(text).toContain(reference);
    expect(text).toContain('核实义务履行');
    expect(text).toContain(`href="${page}"`);
    expect(text).toContain('2026年11月10日');
    expect(text).not.toContain('领取<span');
  });

  it('is seen by no other department, by no county, and in no list of submitted cases', async () => {
    const { reference } = await store();
    const others = [official('AUTHORITY_OFFICER', { authorityId: 'YJGL' }), official('COUNTY_REVIEWER')];
    for (const other of others) {
      const browser = await browserFor(desk, other);
      for (const list of ['/review', '/review/all']) expect((await browser.get(list)).text).not.toContain(reference);
      expect((await browser.get(page)).status).toBeGreaterThanOrEqual(403);
    }
    const city = await browserFor(desk, official('CITY_REVIEWER'));
    expect((await city.get('/review/late')).text).not.toContain(reference);
  });

  it('comes to the city once it is overdue, to read and not to answer', async () => {
    const { reference } = await store(late);
    const city = await browserFor(desk, official('CITY_REVIEWER'));

    expect((await city.get('/review/late').expect(200)).text).toContain(reference);
    const { text } = await city.get(page).expect(200);
    expect(text).toContain('设备已整改，请核实');
    expect(text).not.toContain('name="outcome"');
    const token = /name="_csrf" value="([^"]*)"/.exec((await city.get('/review')).text)?.[1];
    const form = { _csrf: token, round: '1', outcome: 'POSITIVE', step: 'confirmed' };
    expect((await city.post(page).type('form').send(form)).status).toBe(403);
    expect(desk.sent).toEqual([]);
  });

  it('is shown with the decision and the firm’s words; the case page leads here before any submission', async () => {
    await store();
    const browser = await browserFor(desk, officer);

    const { text } = await browser.get(page).expect(200);
    for (const words of ['设备已整改，请核实', '义务已履行', '义务未履行', '示市监罚〔2026〕1号'])
      expect(text).toContain(words);
    expect((await browser.get('/review/cases/case-1').expect(303)).headers['location']).toBe(page);
  });
});

describe('the officer’s answer', () => {
  const fields = (change: Record<string, string>) => ({ round: '1', ...change });

  it.each([
    ['no choice', {}, '请选择核实结果'],
    ['a no without a reason', { outcome: 'NEGATIVE', reason: '  ' }, '请写明理由'],
  ])('%s comes back with the error beside the field', async (_what, sent, words) => {
    await store();
    const answer = await submit(await browserFor(desk, officer), { page, fields: fields(sent) });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(answer.text).toMatch(/id="(outcome|reason)-error"/);
    expect(desk.sent).toEqual([]);
  });

  it('is shown once more, sent once confirmed, and told above the queue', async () => {
    const { reference } = await store();
    const browser = await browserFor(desk, officer);
    const reason = '两处隐患"未消除"';

    const question = await submit(browser, { page, fields: fields({ outcome: 'NEGATIVE', reason }) });
    expect(question.status).toBe(200);
    expect(question.text).toContain('两处隐患&quot;未消除&quot;');
    expect(desk.sent).toEqual([]);
    const kept = { ...carriedFields(question.text), reason };
    const edited = await browser
      .post(page)
      .type('form')
      .send({ ...kept, step: 'edit' });
    expect(edited.text).toMatch(/<textarea[^>]*>\s*两处隐患&quot;未消除&quot;<\/textarea>/);

    const done = await browser
      .post(page)
      .type('form')
      .send({ ...kept, step: 'confirmed' });
    expect(desk.sent).toMatchObject([{ name: 'answerDuties', input: { round: 1, outcome: 'NEGATIVE', reason } }]);
    expect(done.headers['location']).toContain('done=answerDuties');
    expect((await browser.get(done.headers['location'] ?? '')).text).toContain(`已答复 ${reference}`);
  });

  it('is not taken for a question that is settled', async () => {
    await store(after(asked, [event('answerDuties', { at: TODAY })]));
    const { text } = await (await browserFor(desk, officer)).get(page).expect(200);

    expect(text).toContain('这次核实已经结束');
    expect(text).not.toContain('name="outcome"');
  });

  it('is refused to an officer who declared an interest in the firm', async () => {
    const { uscc } = await store();
    const partial = official('AUTHORITY_OFFICER', { interests: [uscc] });
    const { text } = await (await browserFor(desk, partial)).get(page).expect(200);

    expect(text).toContain('应当回避');
    expect(text).not.toContain('name="outcome"');
  });
});

describe('what the county has to see at the acceptance', () => {
  const filed = () =>
    after(caseAt('READY_TO_SIGN'), [event('sign', { materials: ['MAT2', 'MAT3', 'MAT5'] }), event('letterIssued')]);
  const accept = '/review/cases/case-1/accept';

  it('is asked for beside the field, sent with the act, and shown afterwards with who and when', async () => {
    await storeCase(desk, 'SUBMITTED', { change: { ...filed(), entryId: desk.entryId } });
    const browser = await browserFor(desk, official('COUNTY_REVIEWER'));
    expect((await browser.get('/review/cases/case-1')).text).toContain('受理时核对');

    const empty = await submit(browser, { page: accept, fields: { seen_MAT4: ' ' } });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('id="seen_MAT4-error"');
    expect(desk.sent).toEqual([]);

    const seen = '营业执照原件，登记状态正常';
    await submit(browser, { page: accept, fields: { seen_MAT4: seen } });
    expect(desk.sent).toMatchObject([{ name: 'accept', input: { confirmed: [{ material: 'MAT4', seen }] } }]);

    await clearCases(desk);
    const accepted = after(filed(), [event('accept', { confirmed: [{ material: 'MAT4', seen }] })]);
    await storeCase(desk, 'COUNTY_REVIEW', { change: { ...accepted, entryId: desk.entryId } });
    const { text } = await browser.get('/review/cases/case-1').expect(200);
    expect(text).toContain(`核对：${seen}`);
    expect(text).toContain('失信决定：以名单导入记录为准（文号、日期）');
    expect(text).not.toContain('共享数据');
  });

  it('is shown as it was seen the last time', async () => {
    await clearCases(desk);
    const accepted = after(filed(), [event('accept', { confirmed: [{ material: 'MAT4', seen: '先看过的' }] })]);
    const [first] = accepted.confirmations ?? [];
    if (first === undefined) throw new Error('nothing confirmed');
    const confirmations = [first, { ...first, seen: '后来又看的' }];
    await storeCase(desk, 'COUNTY_REVIEW', { change: { ...accepted, confirmations, entryId: desk.entryId } });

    const browser = await browserFor(desk, official('COUNTY_REVIEWER'));
    const { text } = await browser.get('/review/cases/case-1').expect(200);

    expect(text).toContain('核对：后来又看的');
    expect(text).not.toContain('先看过的');
  });

  it('is not asked for where the licence was uploaded', async () => {
    await storeCase(desk, 'SUBMITTED');
    const { text } = await (await browserFor(desk, official('COUNTY_REVIEWER'))).get(accept).expect(200);

    expect(text).not.toContain('seen_MAT4');
  });
});
