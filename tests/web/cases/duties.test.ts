import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import { after, caseAt, event } from '../../domain/repair/support.js';
import {
  type Browser,
  browserFor,
  clear,
  CLERK,
  type House,
  NOW,
  openHouse,
  OTHER_FIRM,
  REP,
  storeCase,
  submit,
  take,
} from './support.js';

let house: House;
let rep: Browser;
beforeAll(async () => {
  house = await openHouse();
  rep = await browserFor(house, REP);
});
afterEach(() => clear(house));
afterAll(() => house.close());

/** Its chain begins here. */
const store = (repairCase: RepairCase) => storeCase(house, { ...repairCase, version: 0 });
const casePage = '/cases/case-1';
const ask = `${casePage}/ask-authority`;
const evidence = `${casePage}/evidence`;
const otherDuty = { ...caseAt('TRAINING'), finedOnly: false };
const words = async (page: string, lang: 'zh' | 'en' = 'zh') =>
  (await (lang === 'zh' ? rep : await browserFor(house, REP, 'en')).get(page).expect(200)).text;
const no = { outcome: 'NEGATIVE' as const, reason: '两处隐患未消除' };

describe('proof of duties beyond a fine (B5)', () => {
  it('is never said to need nothing of the firm; the ways open to it are shown', async () => {
    await store(otherDuty);

    expect(await words(evidence)).toContain(ask);
    const rows = /<li[^>]*task-list__item[^]*?<\/li>/g;
    const row = ((await words(casePage)).match(rows) ?? []).find(item => item.includes('上传证明材料')) ?? '';
    expect(row).toContain('义务履行证明');
    expect(row).not.toContain('您无需操作');
  });

  it('by a question: what was done must be said, nothing typed is lost, and the firm sees who waits for whom', async () => {
    await store(otherDuty);

    const empty = await submit(rep, ask, { declared: 'yes', reason: ' ' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('id="reason-error"');
    const unticked = await submit(rep, ask, { reason: '设备已整改' });
    expect(unticked.text).toContain('设备已整改');
    const sent = await submit(rep, ask, { declared: 'yes', reason: '设备已整改，10月8日完成' });
    expect(sent.headers['location']).toBe('/cases/case-1?done=askAuthority');

    const shown = await words(casePage);
    expect(shown).toContain('2026年11月10日');
    expect(shown).toContain('学习期限暂停计算');
    expect(await words(evidence)).toContain('已请认定单位核实');
    expect(await words(casePage)).toContain('义务履行证明（已请认定单位核实，等待答复）');
    expect((await rep.get(ask)).text).toContain('已经请认定单位核实');
    expect(await words(`${casePage}/history`)).toContain('请认定单位核实义务履行情况');
    expect(await words('/notices')).toContain('已请认定单位核实');
  });

  it.each([
    ['zh', '两处隐患未消除'],
    ['en', 'Duties not performed, says the authority'],
  ] as const)(
    'a no is told with its reason, in the notice and in the trail, and may be asked again (%s)',
    async (lang, expected) => {
      await store(otherDuty);
      await take(house, event('askAuthority'));
      await take(house, event('answerDuties', no));

      expect(await words('/notices', lang)).toContain(expected);
      for (const page of ['/notices', `${casePage}/history`, evidence])
        expect(await words(page, lang)).toContain(no.reason);
      expect(await words(evidence, lang)).toContain(ask);
    },
  );

  it('a yes stands for the paper', async () => {
    await store(after(otherDuty, [event('askAuthority')]));
    await take(house, event('answerDuties'));

    const text = await words(evidence);
    expect(text).toContain('认定单位已确认');
    expect(text).not.toContain(ask);
    expect(await words('/notices')).toContain('义务已履行');
  });

  it('says that an overdue answer was passed to the city, and that nothing is lost by it', async () => {
    await store(after(otherDuty, [event('askAuthority')]));
    await take(house, event('deadlinePassed', { deadline: 'T6', at: NOW + 20 * 86_400_000 }));

    expect(await words('/notices')).toContain('已报市级督促');
  });

  it('by a statement where the decision names no duty, and not where it does', async () => {
    await store({ ...otherDuty, noDuty: true });
    const done = await submit(rep, `${casePage}/state-no-duty`, { declared: 'yes' });
    expect(done.status).toBe(303);
    expect(await words(evidence)).toContain('已说明，受理时核对');

    await clear(house);
    await store(otherDuty);
    expect((await rep.get(`${casePage}/state-no-duty`)).text).toContain('不能说明“没有义务”');
  });

  it('is asked by the firm and its window, by nobody else', async () => {
    await store(otherDuty);
    const other = await browserFor(house, OTHER_FIRM);
    await other.get(ask).expect(404);
    const clerk = await browserFor(house, CLERK);
    expect((await submit(clerk, ask, { declared: 'yes', reason: '设备已整改' })).status).toBe(303);
  });
});

describe('what is said of papers that nobody uploads (B6)', () => {
  it.each(['zh', 'en'] as const)(
    'names the imported entry for the decision and nothing of shared data (%s)',
    async lang => {
      await store(otherDuty);
      const text = await words(evidence, lang);

      expect(text).toContain(
        lang === 'zh' ? '失信决定：以名单导入记录为准（文号、日期）' : 'the imported list entry counts',
      );
      expect(text).not.toMatch(/共享数据|shared data/);
    },
  );
});

it('tells the firm why the recognising authority refused, in the notice and in the trail', async () => {
  const reason = '现场核查发现整改不到位';
  await store(caseAt('AUTHORITY_OPINION'));
  await take(house, event('authorityOpinion', { outcome: 'NEGATIVE', reason }));

  expect(await words('/notices')).toContain(`理由：${reason}`);
  expect(await words(`${casePage}/history`)).toContain(reason);
  const [record] = await house.database.data.audit.ofChain('case:case-1');
  expect(record).toMatchObject({ kind: 'authorityOpinion', data: { reason } });
});
