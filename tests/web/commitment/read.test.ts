import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { formatDate } from '../../../src/web/format.js';
import { caseAt } from '../../domain/repair/support.js';
import {
  AGENT,
  ALL_STATEMENTS,
  begin,
  type Browser,
  CASE_ID,
  faultAt,
  FIRM,
  hidden,
  LETTER,
  openRoom,
  OTHER_REP,
  REP,
  REPRESENTATIVE,
  type Room,
  siteOf,
  submit,
  TODAY,
  TOMORROW,
  words,
} from './support.js';

let room: Room;
let site: Awaited<ReturnType<typeof siteOf>>;
let rep: Browser;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());
beforeEach(async () => {
  await begin(room);
  site = await siteOf(room);
  rep = site(REP);
});

const outbox = async () => (await room.database.data.outbox.page({}, { page: 1, size: 10 })).items;
const read = (statements: string[], browser = rep) => submit(browser, { page: LETTER, fields: { statements } });
const ticked = (html: string): string[] =>
  [...html.matchAll(/name="statements" type="checkbox" value="(C\d+)" checked/g)].map(([, code = '']) => code);

describe('reading the letter', () => {
  it('shows the whole letter and every statement to tick, in both languages', async () => {
    const { text } = await rep.get(LETTER).expect(200);
    const english = await site(REP, 'en').get(LETTER).expect(200);

    for (const word of [FIRM, '示市监罚〔2026〕1号', '每季度自查一次', REPRESENTATIVE.name, 'TC-2026-0001']) {
      expect(text).toContain(word);
      expect(english.text).toContain(word);
    }
    for (const code of [...ALL_STATEMENTS, 'C10']) expect(text).toContain(`value="${code}"`);
    expect(ticked(text)).toEqual([]);
    expect(text).not.toContain(REPRESENTATIVE.idNumber);
    expect(text).not.toContain(REPRESENTATIVE.phone);
    expect(english.text).toContain('The same kind of misconduct will not happen again.');
    expect(english.text).toContain('不再发生同类失信行为。');
  });

  it('has the statements in their place, between what is repaired and what is promised for it', async () => {
    const { text } = await rep.get(LETTER).expect(200);

    const places = ['三、承诺内容', 'value="C1"', 'value="C10"', '四、改进措施', '五、效力'].map(words =>
      text.indexOf(words),
    );
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places[0]).toBeGreaterThan(0);
  });

  it('writes nothing and takes no number when it is read, however often', async () => {
    for (let time = 0; time < 3; time += 1) {
      const { text } = await rep.get(LETTER).expect(200);
      expect(text).toContain('确认承诺事项后编号');
      expect(text).not.toMatch(/CN-411722/);
    }

    expect(await room.database.data.signatures.ofCase(CASE_ID)).toEqual([]);
    expect(await room.database.data.counters.next('letter:CN-411722-2026-')).toBe(1);
    expect(await outbox()).toEqual([]);
  });

  it('keeps the ticks and names the missing ones beside the list', async () => {
    const given = ALL_STATEMENTS.filter(code => code !== 'C3' && code !== 'C7');

    const answer = await read([...given, 'C10']);
    const english = await read(given, site(REP, 'en'));

    expect(answer.status).toBe(422);
    expect(ticked(answer.text)).toEqual([...given, 'C10']);
    expect(faultAt(answer.text, 'statements')).toMatch(/还有 2 条没有勾选：C3、C7$/);
    expect(answer.text).toContain('href="#statements"');
    expect(faultAt(english.text, 'statements')).toMatch(/2 not ticked yet: C3, C7$/);
    expect(await outbox()).toEqual([]);
  });

  it('takes no statement that the letter does not have', async () => {
    const answer = await read(['C1', 'C11', '<b>', 'C1']);

    expect(answer.status).toBe(422);
    expect(ticked(answer.text)).toEqual(['C1']);
    expect(answer.text).not.toContain('<b>');
  });

  it('leads to signing once all are ticked, and sends a code to the masked telephone only', async () => {
    const answer = await read(ALL_STATEMENTS);

    expect(answer.status).toBe(303);
    const address = answer.headers['location'] ?? '';
    expect(address).toMatch(new RegExp(`^${LETTER}/sign/[0-9a-f]{64}$`));
    const [message, ...others] = await outbox();
    expect(others).toEqual([]);
    expect(message).toMatchObject({ channel: 'SMS', code: 'signingCode', to: '130****5777' });
    const { text } = await rep.get(address).expect(200);
    expect(text).not.toContain(message?.secret ?? 'none');
    expect(text).toContain(`SHA-256 ${address.split('/').at(-1) ?? ''}`);
    expect(words(text)).not.toContain('自愿承诺');
  });

  it('takes the voluntary statement into the letter only where it was ticked', async () => {
    const answer = await read([...ALL_STATEMENTS, 'C10']);

    const { text } = await rep.get(answer.headers['location'] ?? '').expect(200);

    expect(words(text)).toContain('C10 （自愿承诺）');
  });

  it('says when too many codes were sent, and keeps the ticks', async () => {
    for (let time = 0; time < 8; time += 1) expect((await read(ALL_STATEMENTS)).status).toBe(303);

    const answer = await read(ALL_STATEMENTS);

    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(ticked(answer.text)).toEqual(ALL_STATEMENTS);
    expect(faultAt(answer.text, 'statements')).toMatch(/验证码发送次数太多，请等 \d+ 分钟后再获取。$/);
  });
});

describe('a case that cannot be signed yet', () => {
  const refusedWith = async (pattern: RegExp) => {
    const page = await rep.get(LETTER).expect(200);
    expect(words(page.text)).toMatch(pattern);
    expect(page.text).not.toContain('已读完，去签署');
    const _csrf = hidden(page.text, '_csrf');
    const sent = await rep.post(LETTER).type('form').send({ _csrf, statements: ALL_STATEMENTS });
    expect(sent.status).toBe(422);
    expect(words(sent.text)).toMatch(pattern);
    expect(await outbox()).toEqual([]);
    return page.text;
  };

  it('says the first day while the minimum period runs, in both languages', async () => {
    await begin(room, { firstSubmissionDay: TOMORROW });

    await refusedWith(new RegExp(`最短公示期未满，最早 ${formatDate(TOMORROW, 'zh')} 可以提交`));
    const english = await site(REP, 'en').get(LETTER).expect(200);
    expect(words(english.text)).toContain(formatDate(TOMORROW, 'en'));
  });

  it('may be signed on the first day itself', async () => {
    await begin(room, { firstSubmissionDay: TODAY });

    expect((await read(ALL_STATEMENTS)).status).toBe(303);
  });

  it('says which answers are missing and leads to them', async () => {
    const { answers } = caseAt('READY_TO_SIGN');
    await begin(room, { answers: { ...answers, improvement: '' } });

    const html = await refusedWith(/还没有填好：改进措施/);
    expect(html).toContain(`href="/cases/${CASE_ID}/answers"`);
  });

  it('says which papers are missing and leads to them', async () => {
    const papers = await room.database.data.evidence.list(CASE_ID);
    for (const { evidenceId } of papers) {
      await room.database.data.evidence.remove(evidenceId, { by: { accountId: 'rep', role: 'LEGAL_REP' }, at: 1 });
    }

    const html = await refusedWith(/还缺材料/);
    expect(html).toContain(`href="/cases/${CASE_ID}/evidence"`);
  });

  it.each(['DRAFT', 'TRAINING', 'SUBMITTED', 'REPAIRED'] as const)('draws up no letter in %s', async stage => {
    await begin(room, caseAt(stage));

    const { text } = await rep.get(LETTER).expect(200);

    expect(words(text)).toMatch(/现在还不能签署/);
    expect(text).not.toMatch(/CN-411722/);
    expect(await room.database.data.signatures.ofCase(CASE_ID)).toEqual([]);
  });
});

describe('who may read it', () => {
  it('only the representative of the firm: the agent is refused, another firm finds nothing', async () => {
    const asking = [site(AGENT).get(LETTER), site(OTHER_REP).get(LETTER), rep.get('/cases/case-9/commitment')];

    const answers = await Promise.all([...asking, site(null).get(LETTER)]);

    expect(answers.map(({ status }) => status)).toEqual([403, 404, 404, 303]);
  });
});
