import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { browserFor, carriedFields, clearCases, type Desk, official, openDesk, storeCase, submit } from './support.js';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  desk.answer = undefined;
  await clearCases(desk);
});

const county = official('COUNTY_REVIEWER');
const held = { assignee: { accountId: 'county-2', role: 'COUNTY_REVIEWER' } };
const page = '/review/cases/case-1';
const form = `${page}/take-over`;

describe('taking over a case that a colleague holds', () => {
  it.each([
    ['zh', '接手', '这件案件已由同事领取'],
    ['en', 'Take over', 'A colleague holds this case'],
  ] as const)('is offered on the case page with what it means (%s)', async (language, name, lead) => {
    await storeCase(desk, 'COUNTY_REVIEW', { change: held });
    const browser = await browserFor(desk, county, language);

    const { text } = await browser.get(page).expect(200);
    expect(text).toMatch(new RegExp(`href="${form}"[^>]*>\\s*${name}`));
    expect(text).not.toContain(`href="${page}/county-review"`);
    expect((await browser.get(form).expect(200)).text).toContain(lead);
  });

  it('asks for a reason, then once more, and leads to the case', async () => {
    const { version } = await storeCase(desk, 'COUNTY_REVIEW', { change: held });
    const browser = await browserFor(desk, county);

    const bare = await submit(browser, { page: form, fields: { reason: ' ' } });
    expect(bare.status).toBe(422);
    expect(bare.text).toContain('id="reason-error"');

    const question = await submit(browser, { page: form, fields: { reason: '同事休假' } });
    expect(question.text).toContain('原领取人会收到通知');
    expect(desk.sent).toEqual([]);

    const done = await browser
      .post(form)
      .type('form')
      .send({ ...carriedFields(question.text), step: 'confirmed' });
    expect(done.headers['location']).toBe(`${page}?done=takeOver`);
    expect(desk.sent).toMatchObject([{ name: 'takeOver', input: { reason: '同事休假', seenVersion: version } }]);
  });

  it('is refused in words where nobody holds the case', async () => {
    await storeCase(desk, 'COUNTY_REVIEW');

    const answer = await (await browserFor(desk, county)).get(form).expect(409);

    expect(answer.text).toContain('这件案件还没有人领取');
  });
});
