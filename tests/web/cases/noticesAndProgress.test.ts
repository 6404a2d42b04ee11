import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { RepairEvent } from '../../../src/domain/repair/events.js';
import { caseQueries } from '../../../src/queries/caseQueries.js';
import { caseAt, event, USCC } from '../../domain/repair/support.js';
import {
  appFor,
  type Browser,
  browserFor,
  clear,
  CLERK,
  openHouse,
  OTHER_FIRM,
  REP,
  startedBy,
  storeCase,
  submit,
  take,
  NOW,
  type House,
} from './support.js';

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

describe('notices', () => {
  it('tell the firm every step, are counted in the header, and can be marked as read', async () => {
    const address = await startedBy(house, rep);
    await submit(rep, `${address}/register`, { declared: 'yes' });

    const inbox = await rep.get('/notices').expect(200);
    expect(inbox.text).toContain('消息（3 条未读）');
    expect(inbox.text).toContain('可以开始学习');
    expect(inbox.text).toContain('2027年1月2日 18:00〔本平台规定〕');

    const read = await rep
      .post('/notices/read')
      .type('form')
      .send({ _csrf: /name="_csrf" value="([^"]*)"/.exec(inbox.text)?.[1] });
    expect(read.status).toBe(303);
    expect((await rep.get('/notices')).text).not.toContain('未读）');
    await (
      await browserFor(house, OTHER_FIRM)
    )
      .get('/notices')
      .expect(200)
      .expect(/还没有消息/);
  });
});

describe('the days that a notice names', () => {
  const noticeWith = async (noticeId: string, code: string, values: Record<string, string | number>) => {
    await house.database.data.notices.add({ noticeId, accountId: REP.accountId, code, values, at: 1 });
  };

  it('carry how far their rule was checked, in both languages, and none where the original was read', async () => {
    const values = { reference: 'XF-1', due: '2027-01-05', day: '2027-02-06' };
    await noticeWith('marked', 'signFromFirstDay', { ...values, dueRule: 'GUOBAN_22', dayRule: 'FROM_MEMORY' });
    await noticeWith('read', 'accepted', { ...values, due: '2027-03-07', dueRule: 'PENALTY_LAW#48' });
    await noticeWith('old', 'accepted', { ...values, due: '2027-03-08' });

    const zh = (await rep.get('/notices').expect(200)).text;
    const en = (
      await request(await appFor(house, REP, 'en'))
        .get('/notices')
        .expect(200)
    ).text;

    expect(zh).toContain('2027年1月5日〔转载来源，原文未核对〕');
    expect(zh).toContain('2027年2月6日〔待核实〕');
    expect(zh).toContain('将在 2027年3月7日 前');
    expect(zh).toContain('将在 2027年3月8日 前');
    expect(en).toContain('[found in a reprint, original not checked]');
    expect(en).toContain('[to be verified]');
  });
});

describe('notices of a case that the window opened', () => {
  const titles = (actor: typeof CLERK) => house.database.data.notices.forActor(actor, { page: 1, size: 10 });

  it('reach the clerk as well, as long as the clerk may fill in the case', async () => {
    const { accounts } = house.database.data;
    await accounts.create({
      ...{ accountId: 'clerk', signInName: 'clerk', displayName: '窗口甲', role: 'WINDOW_CLERK' },
      ...{ county: '411722', passwordHash: 'x', createdAt: 1 },
    });
    const clerk = await browserFor(house, CLERK);
    const address = await startedBy(house, clerk);
    expect([(await titles(REP)).total, (await titles(CLERK)).total]).toEqual([1, 1]);

    await accounts.setDisabled('clerk', true);
    await submit(rep, `${address}/register`, { declared: 'yes' });

    expect([(await titles(REP)).total, (await titles(CLERK)).total]).toEqual([3, 1]);
  });

  it('reach no clerk who works for another county by now', async () => {
    const { accounts } = house.database.data;
    const moved = { ...CLERK, accountId: 'moved' };
    await accounts.create({
      ...{ accountId: 'moved', signInName: 'moved', displayName: '窗口乙', role: 'WINDOW_CLERK' },
      ...{ county: '411722', passwordHash: 'x', createdAt: 1 },
    });
    const address = await startedBy(house, await browserFor(house, moved));
    await house.database.connection
      .collection('accounts')
      .updateOne({ _id: 'moved' as never }, { $set: { county: '411721' } });
    await submit(rep, `${address}/register`, { declared: 'yes' });

    expect([(await titles(REP)).total, (await titles(moved)).total]).toEqual([3, 1]);
  });
});

describe('progress without signing in', () => {
  it('shows state and days for the right pair and the same nothing for every wrong one', async () => {
    await startedBy(house, rep);
    const stored = (await house.database.data.cases.ofEntry(house.entryId))[0];
    const reference = stored?.case.reference ?? '';
    const stranger = await browserFor(house, null);

    const right = await submit(stranger, '/progress', { reference: reference.toLowerCase(), tail: USCC.slice(-6) });
    const wrongTail = await submit(stranger, '/progress', { reference, tail: 'AAAAAA' });
    const wrongReference = await submit(stranger, '/progress', { reference: 'XF-1', tail: USCC.slice(-6) });

    expect(right.status).toBe(200);
    expect(right.text).toContain('还没有正式提交');
    expect(right.text).not.toContain('示例1号');
    expect(wrongTail.status).toBe(422);
    expect(wrongReference.status).toBe(422);
    expect(wrongTail.text).toContain('没有查到');
    expect(wrongReference.text).toContain('没有查到');
  });

  it('and the public list speak of a review from the formal submission to the end of the case only (B4)', async () => {
    await startedBy(house, rep);
    const reference = (await house.database.data.cases.ofEntry(house.entryId))[0]?.case.reference ?? '';
    let anyone = await browserFor(house, null);
    const listed = async () => {
      const { text } = await anyone.get(`/list/${house.entryId}`).expect(200);
      const found = await anyone.get(`/list?q=${USCC}`).expect(200);
      const sentence = /govuk-inset-text[^>]*>\s*([^<]*?)\s*</.exec(text)?.[1] ?? '';
      return [sentence, /govuk-tag--yellow[^>]*>\s*([^<]*?)\s*</.exec(found.text)?.[1] ?? ''];
    };
    const progress = async () => {
      const { text } = await submit(anyone, '/progress', { reference, tail: USCC.slice(-6) });
      const main = text.slice(text.indexOf('<main'), text.indexOf('<form', text.indexOf('<main')));
      return main.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    };
    const unseen = ['', ''];
    const applied = ['企业已申请信用修复（已正式提交），正在办理。', '已申请信用修复'];
    const correcting = ['企业已申请信用修复，补正中：材料需要补正，等待企业补正后重新提交。', '已申请信用修复，补正中'];
    const way: [RepairEvent[], string[], string][] = [
      [[], unseen, '还没有正式提交'],
      [[event('saveAnswers'), event('register')], unseen, '还没有正式提交'],
      [[event('enrol')], unseen, '还没有正式提交'],
      [[event('trainingCompleted')], unseen, '还没有正式提交'],
      [[event('quizPassed')], unseen, '还没有正式提交'],
      [[event('sign')], unseen, '还没有正式提交'],
      [[event('letterIssued')], applied, '已提交'],
      [[event('return')], correcting, '待补正'],
      [[event('resubmit')], applied, '已提交'],
      [[event('accept')], applied, '初审中'],
      [[event('extend')], applied, '延长办理'],
      [[event('resume'), event('countyReview')], applied, '征求认定单位意见'],
      [[event('authorityOpinion')], applied, '复审中'],
      [[event('cityDecision', { outcome: 'NEGATIVE', reason: '义务未履行' })], unseen, '不予修复'],
    ];
    for (const [place, [events, onTheList, inProgress]] of way.entries()) {
      // Nobody may ask more than ten times a minute.
      if (place === 8) anyone = await browserFor(house, null);
      for (const next of events) expect(await take(house, next)).toMatchObject({ ok: true });
      expect([inProgress, ...(await listed())]).toEqual([inProgress, ...onTheList]);
      const text = await progress();
      expect(text).toContain(inProgress);
      expect(/初审|复审|学习|考试|期限|截止/.test(text.replace('学习和准备到了哪一步', ''))).toBe(
        inProgress !== '还没有正式提交',
      );
    }
  });

  it('is limited', async () => {
    const stranger = await browserFor(house, null);
    const page = await stranger.get('/progress');
    const token = /name="_csrf" value="([^"]*)"/.exec(page.text)?.[1];
    const ask = () => stranger.post('/progress').type('form').send({ _csrf: token, reference: 'x', tail: 'y' });
    for (let time = 0; time < 10; time += 1) await ask().expect(422);

    expect((await ask()).status).toBe(429);
  });
});

it('keeps the trail of a case in words', async () => {
  const address = await startedBy(house, rep);
  await submit(rep, `${address}/register`, { declared: 'yes' });
  await take(house, { kind: 'trainingCompleted', at: NOW });

  const { text } = await rep.get(`${address}/history`).expect(200);

  expect(text).toContain('课程学完');
  expect(text).toContain('系统自动');
});

it('tells of files between the steps of a case, each after what had happened by then', async () => {
  await storeCase(house, caseAt('TRAINING'));
  const { data } = house.database;
  const step = (seq: number, at: number) =>
    data.audit.append({ chain: 'case:case-1', seq, kind: `step${String(seq)}`, at, data: {} });
  await step(1, NOW);
  await step(2, NOW + 10);
  await step(3, NOW + 30);
  for (const at of [NOW + 20, NOW + 10, NOW + 40]) {
    const kind = `file${String(at - NOW)}`;
    await data.audit.append({ chain: 'evidence:case-1', kind, key: kind, at, data: {} });
  }

  const { records } = await caseQueries({ data, demo: false, clock: () => NOW }).history('case-1');

  expect(records.map(({ kind }) => kind)).toEqual(['step1', 'step2', 'file10', 'file20', 'step3', 'file40']);
});
