import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BLACKLIST_RULES, caseAt } from '../../domain/repair/support.js';
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
const authority = official('AUTHORITY_OFFICER');
const city = official('CITY_REVIEWER');
const at = (act: string) => `/review/cases/case-1/${act}`;

describe('an act', () => {
  it('is sent with the seen version and the form’s key, and leads to the case, which tells it', async () => {
    const { version, reference } = await storeCase(desk, 'SUBMITTED', { history: [{ kind: 'accept', by: 'county' }] });
    const browser = await browserFor(desk, county);

    const answer = await submit(browser, { page: at('accept'), fields: {} });

    expect(answer.headers['location']).toBe('/review/cases/case-1?done=accept');
    expect(desk.sent).toMatchObject([{ name: 'accept', input: { seenVersion: version, entryId: desk.entryId } }]);
    expect(desk.sent[0]?.input['key']).toMatch(/^[0-9a-f-]{36}$/);
    expect((await browser.get(answer.headers['location'] ?? '')).text).toContain(`已受理 ${reference}`);
  });

  it.each([
    { act: 'not-accept', stage: 'SUBMITTED', actor: county, fields: {} },
    { act: 'county-review', stage: 'COUNTY_REVIEW', actor: county, fields: { outcome: 'NEGATIVE' } },
    { act: 'authority-opinion', stage: 'AUTHORITY_OPINION', actor: authority, fields: { outcome: 'NEGATIVE' } },
    { act: 'city-decision', stage: 'CITY_REVIEW', actor: city, fields: { outcome: 'NEGATIVE' } },
    { act: 'extend', stage: 'COUNTY_REVIEW', actor: county, fields: {} },
  ] as const)(
    '$act without a reason comes back with the error beside the field',
    async ({ act, stage, actor, fields }) => {
      await storeCase(desk, stage);

      const answer = await submit(await browserFor(desk, actor), {
        page: at(act),
        fields: { ...fields, reason: '  ' },
      });

      expect(answer.status).toBe(422);
      expect(answer.text).toContain('href="#reason"');
      expect(answer.text).toContain('id="reason-error"');
      expect(desk.sent).toEqual([]);
    },
  );

  it('without its reason is stopped at the field also where the system took a step since the page was shown', async () => {
    const { version } = await storeCase(desk, 'SUBMITTED');
    const browser = await browserFor(desk, county);

    const fields = { reason: '', seenVersion: String(version - 1) };
    const answer = await submit(browser, { page: at('not-accept'), fields });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('id="reason-error"');
    expect(answer.text).not.toContain('value="confirmed"');
    expect(desk.sent).toEqual([]);
  });

  it('with a reason that the letter cannot show is stopped at the field', async () => {
    await storeCase(desk, 'SUBMITTED');
    const browser = await browserFor(desk, county);

    const answer = await submit(browser, { page: at('not-accept'), fields: { reason: '不属于本平台😀' } });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('id="reason-error"');
    expect(answer.text).toContain('不属于本平台😀</textarea>');
    expect(desk.sent).toEqual([]);
  });

  it.each([
    { act: 'not-accept', stage: 'SUBMITTED', actor: county, fields: {}, words: '不予受理通知书' },
    { act: 'county-review', stage: 'COUNTY_REVIEW', actor: county, fields: { outcome: 'NEGATIVE' }, words: '永久保留' },
    {
      act: 'authority-opinion',
      stage: 'AUTHORITY_OPINION',
      actor: authority,
      fields: { outcome: 'NEGATIVE' },
      words: '不予信用修复决定书',
    },
    { act: 'city-decision', stage: 'CITY_REVIEW', actor: city, fields: { outcome: 'POSITIVE' }, words: '移出名单' },
  ] as const)(
    '$act shows its consequences and happens only once confirmed',
    async ({ act, stage, actor, fields, words }) => {
      await storeCase(desk, stage);
      const browser = await browserFor(desk, actor);

      const question = await submit(browser, { page: at(act), fields: { ...fields, reason: '凭证与文号"不符"' } });
      expect(question.status).toBe(200);
      expect(question.text).toContain(words);
      expect(question.text).toContain('凭证与文号&quot;不符&quot;');
      expect(desk.sent).toEqual([]);

      const kept = { ...carriedFields(question.text), reason: '凭证与文号"不符"' };
      const edited = await browser
        .post(at(act))
        .type('form')
        .send({ ...kept, step: 'edit' });
      expect(edited.text).toMatch(/<textarea[^>]*>\s*凭证与文号&quot;不符&quot;<\/textarea>/);

      const done = await browser
        .post(at(act))
        .type('form')
        .send({ ...kept, step: 'confirmed' });
      expect(done.status).toBe(303);
      expect(desk.sent).toMatchObject([{ input: { reason: '凭证与文号"不符"', ...fields } }]);
    },
  );

  it('shows the opinions so far beside the form of the one who decides', async () => {
    const decisions = caseAt('CITY_REVIEW').decisions.map(decision => ({
      ...decision,
      reason: `${decision.step} 的理由`,
    }));
    await storeCase(desk, 'CITY_REVIEW', { change: { decisions } });

    const { text } = await (await browserFor(desk, city)).get(at('city-decision')).expect(200);

    for (const words of ['县区初审：同意', 'COUNTY 的理由', '认定单位意见：同意', 'AUTHORITY 的理由'])
      expect(text).toContain(words);
  });

  it('needs an opinion where one is asked for', async () => {
    await storeCase(desk, 'COUNTY_REVIEW');

    const answer = await submit(await browserFor(desk, county), {
      page: at('county-review'),
      fields: { reason: '已核实' },
    });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('请选择您的意见');
    expect(answer.text).toContain('已核实');
  });

  it('sends a county’s yes without asking twice', async () => {
    await storeCase(desk, 'COUNTY_REVIEW');

    const answer = await submit(await browserFor(desk, county), {
      page: at('county-review'),
      fields: { outcome: 'POSITIVE' },
    });

    expect(answer.status).toBe(303);
    expect(desk.sent).toMatchObject([{ name: 'countyReview', input: { outcome: 'POSITIVE' } }]);
  });

  it('lets the city only record where the authority has the final word', async () => {
    await storeCase(desk, 'CITY_REVIEW', {
      change: { ...caseAt('CITY_REVIEW', BLACKLIST_RULES), entryId: desk.entryId },
    });
    const browser = await browserFor(desk, city);

    const form = await browser.get(at('city-decision'));
    expect(form.text).toContain('记录并执行');
    expect(form.text).not.toContain('name="outcome"');

    const forged = await submit(browser, {
      page: at('city-decision'),
      fields: { outcome: 'NEGATIVE', reason: '不同意' },
    });
    expect(forged.status).toBe(422);
    expect(desk.sent).toEqual([]);
  });
});

describe('a return', () => {
  it('takes all coded reasons with their details at once', async () => {
    await storeCase(desk, 'SUBMITTED');
    const fields = { codes: ['R04', 'R99'], detail_R04: '金额看不清', detail_R99: '请补日期', detail_R10: '未勾选' };

    const browser = await browserFor(desk, county);
    const shown = await submit(browser, { page: at('return'), fields });

    expect(shown.status).toBe(200);
    const read = /企业将看到的内容[^]*?<form/.exec(shown.text)?.[0] ?? '';
    expect(read).toContain('金额看不清');
    expect(read).toContain('请补日期');
    expect(read).not.toContain('未勾选');
    expect(read).not.toContain('R04');
    expect(desk.sent).toEqual([]);

    const answer = await submit(browser, { page: at('return'), fields: { ...fields, step: 'confirmed' } });

    expect(answer.status).toBe(303);
    expect(desk.sent).toMatchObject([
      {
        name: 'return',
        input: {
          reasons: [
            { code: 'R04', text: '金额看不清' },
            { code: 'R99', text: '请补日期' },
          ],
        },
      },
    ]);
  });

  it('needs at least one reason, and of each what is wrong, and keeps what was typed', async () => {
    await storeCase(desk, 'SUBMITTED');
    const browser = await browserFor(desk, county);

    const none = await submit(browser, { page: at('return'), fields: {} });
    expect([none.status, none.text.includes('href="#codes"')]).toEqual([422, true]);

    const bare = await submit(browser, {
      page: at('return'),
      fields: { codes: ['R04', 'R99'], detail_R04: '金额看不清' },
    });
    expect([bare.status, bare.text.includes('id="detail_R99-error"')]).toEqual([422, true]);
    expect(bare.text).toContain('金额看不清');
    expect(bare.text).toMatch(/value="R04" checked/);
    const coded = await submit(browser, { page: at('return'), fields: { codes: ['R04'], detail_R04: ' ' } });
    expect([coded.status, coded.text.includes('id="detail_R04-error"')]).toEqual([422, true]);
    expect(desk.sent).toEqual([]);
  });
});

describe('an act that comes too late', () => {
  it('shows who did what meanwhile and keeps the typed reason for another try', async () => {
    const { version } = await storeCase(desk, 'COUNTY_REVIEW', {
      history: Array.from({ length: caseAt('COUNTY_REVIEW').version }, () => ({ kind: 'saveAnswers', by: 'rep' })),
    });
    const browser = await browserFor(desk, county);
    desk.answer = async () => {
      await desk.database.data.audit.append({
        chain: 'case:case-1',
        seq: version + 1,
        kind: 'extend',
        actor: { accountId: 'county-2', role: 'COUNTY_REVIEWER' },
        at: 1,
        data: { reason: '需要现场核查' },
      });
      return { ok: false, refusal: { code: 'actedMeanwhile', clause: null } };
    };

    const answer = await submit(browser, {
      page: at('county-review'),
      fields: { outcome: 'POSITIVE', reason: '材料属实' },
    });

    expect(answer.status).toBe(409);
    for (const words of ['有人先办理了这件案件', '延长办理', '需要现场核查', '材料属实'])
      expect(answer.text).toContain(words);
    expect(answer.text).toContain('name="reason" value="材料属实"');
  });

  it('keeps the form and says so while no worker answers', async () => {
    await storeCase(desk, 'COUNTY_REVIEW');
    desk.answer = () => Promise.resolve({ ok: false, pending: true });

    const answer = await submit(await browserFor(desk, county), {
      page: at('county-review'),
      fields: { outcome: 'POSITIVE', reason: '材料属实' },
    });

    expect(answer.status).toBe(503);
    expect(answer.text).toContain('系统正忙，您填写的内容已保留，请稍后再试');
    expect(answer.text).toContain('材料属实');
    expect(answer.text).toContain(String(desk.sent[0]?.input['key']));
  });

  it('shows the refusal of the workflow in words with its rule', async () => {
    await storeCase(desk, 'COUNTY_REVIEW');
    desk.answer = () => Promise.resolve({ ok: false, refusal: { code: 'fourEyes', clause: 'PLATFORM' } });

    const answer = await submit(await browserFor(desk, county), {
      page: at('county-review'),
      fields: { outcome: 'POSITIVE' },
    });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('依据：本平台规定');
  });

  it('tells a second claim that someone was quicker', async () => {
    await storeCase(desk, 'SUBMITTED');
    desk.answer = () => Promise.resolve({ ok: false, refusal: { code: 'alreadyClaimed', clause: null } });

    const answer = await submit(await browserFor(desk, county), {
      page: '/review/cases/case-1',
      to: at('claim'),
      fields: {},
    });

    expect(answer.status).toBe(409);
    expect(answer.text).toContain('govuk-error-summary');
  });
});
