import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { type Actor, ROLES } from '../../../src/domain/access/actor.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import { DISPLAY } from '../../data/support/values.js';
import { after, caseAt, event, NOW } from '../../domain/repair/support.js';
import { appWith } from '../../support/appWith.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

const PAGE = '/admin/receivers';
const KEY = '3f1c9a52-0b8e-4c55-9a3e-000000000001';
const RETRY = `${PAGE}/exits/case-1/retry`;

let database: TestDatabase;
const sent: object[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  sent.length = 0;
  for (const name of ['cases', 'receipts', 'notices', 'auditRecords', 'auditHeads'])
    await database.connection.collection(name).deleteMany({});
});

const actorOf = (role: Actor['role']): Actor => ({ accountId: `acc-${role}`, role, usccs: [], interests: [] });
const cases = { retryExit: (retry: object) => Promise.resolve(void sent.push(retry)) };

interface Visit {
  role?: Actor['role'] | null;
  demo?: boolean;
  language?: 'zh' | 'en';
}

const browserFor = async ({ role = 'CITY_ADMIN', demo = true, language = 'zh' }: Visit = {}) =>
  request.agent(
    await appWith({
      person: role === null ? null : { actor: actorOf(role), displayName: '演示人员', language },
      clock: () => NOW,
      routes: { data: database.data, clock: () => NOW, demo, commands: { cases, exams: {} } as never },
    }),
  );

async function post(address: string, fields: Record<string, string>, visit: Visit = {}) {
  const browser = await browserFor(visit);
  // A page that every role may open: a refusal is then one of the role, not of a missing token.
  const { text } = await browser.get('/notices').expect(200);
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1];
  if (_csrf === undefined) throw new Error('the page has no token');
  return browser
    .post(address)
    .type('form')
    .send({ _csrf, ...fields });
}

/** A case on its way off the list: three registers acknowledged, one refused, the administrators were told. */
async function stuckCase(): Promise<RepairCase> {
  const { cases: stored, receivers } = database.data;
  const acknowledged = ['PUBLICATION', 'SHARING', 'CREDIT_PORTAL'];
  const told = acknowledged.map(receiver => event('receipt', { receiver }));
  const stuck = after(caseAt('EXITING'), [...told, event('exitRefused'), event('exitStuck', { hindrance: 'REFUSED' })]);
  await stored.project(stuck, DISPLAY);
  for (const receiver of acknowledged) {
    await receivers.acknowledge({ receiver, caseId: 'case-1', entryId: 'entry-1', round: 1, receiptId: 'r', at: NOW });
  }
  return stuck;
}

const adminActs = async () => (await database.data.audit.ofChain('admin')).map(({ kind, data }) => ({ kind, data }));

describe('who looks after the registers', () => {
  it.each(ROLES.filter(role => role !== 'CITY_ADMIN'))('is not a %s', async role => {
    await stuckCase();

    expect((await (await browserFor({ role })).get(PAGE)).status).toBe(403);
    expect((await post(RETRY, { key: KEY }, { role })).status).toBe(403);
    expect((await post(`${PAGE}/SHARING/mode`, { key: KEY, mode: 'AWAY' }, { role })).status).toBe(403);
    expect(sent).toEqual([]);
    expect(await database.data.receivers.mode('SHARING')).toBe('OK');
  });

  it('is nobody who has not signed in', async () => {
    const answer = await (await browserFor({ role: null })).get(PAGE);

    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toContain('/sign-in');
  });
});

describe('the page of the registers', () => {
  it('names the case, what is missing, why it is stuck and when all is tried again', async () => {
    const { reference } = await stuckCase();

    const { text } = await (await browserFor()).get(PAGE).expect(200);

    expect(text).toContain(reference);
    expect(text).toContain('已确认 3/4，第 1 轮');
    expect(text).toMatch(/<td class="govuk-table__cell">联合惩戒系统<\/td>/);
    expect(text).toContain('有系统拒绝移出');
    expect(text).toContain('2026年11月3日 11:00 自动重新办理');
    expect(text).toContain(`action="${RETRY}"`);
    expect(text).toContain('立即重试');
  });

  it('says it in English too', async () => {
    await stuckCase();

    const { text } = await (await browserFor({ language: 'en' })).get(PAGE).expect(200);

    expect(text).toContain('3 of 4 acknowledged, round 1');
    expect(text).toContain('a register refuses');
    expect(text).toMatch(/All is tried again at 3 November 2026[^<]*11:00/);
    expect(text).toContain('Try again now');
  });

  it('counts no receipt that was taken back', async () => {
    await stuckCase();
    await database.data.receivers.recall({ receiver: 'CREDIT_PORTAL', caseId: 'case-1', round: 1, at: NOW });

    expect((await (await browserFor()).get(PAGE)).text).toContain('已确认 2/4，第 1 轮');
  });

  it('says that nothing waits where no exit is under way', async () => {
    await database.data.cases.project(caseAt('REPAIRED'), DISPLAY);

    expect((await (await browserFor()).get(PAGE)).text).toContain('目前没有等待移出的案件');
  });
});

describe('trying again', () => {
  it('tells the case who asked and records the act once for each form', async () => {
    const { entryId } = await stuckCase();

    const answer = await post(RETRY, { key: KEY });
    await post(RETRY, { key: KEY });

    expect(answer.status).toBe(303);
    const by = { accountId: 'acc-CITY_ADMIN', role: 'CITY_ADMIN' };
    expect(sent).toEqual([
      { entryId, key: KEY, by },
      { entryId, key: KEY, by },
    ]);
    expect(await adminActs()).toEqual([{ kind: 'exitRetried', data: { caseId: 'case-1' } }]);
  });

  it('needs the token and the key of the form and an exit under way', async () => {
    await stuckCase();
    expect((await post(RETRY, { key: KEY, _csrf: 'forged' })).status).toBe(403);
    expect((await post(RETRY, {})).status).toBe(400);
    expect((await post(`${PAGE}/exits/case-2/retry`, { key: KEY })).status).toBe(404);
    await database.connection.collection('cases').deleteMany({});
    await database.data.cases.project(caseAt('REPAIRED'), DISPLAY);
    expect((await post(RETRY, { key: KEY })).status).toBe(404);

    expect(sent).toEqual([]);
    expect(await adminActs()).toEqual([]);
  });
});

describe('the switch of a stand-in', () => {
  const setMode = (mode: string, visit: Visit = {}) => post(`${PAGE}/SHARING/mode`, { mode, key: KEY }, visit);

  it('works in the demonstration only', async () => {
    expect((await setMode('REFUSING')).status).toBe(303);
    expect(await database.data.receivers.mode('SHARING')).toBe('REFUSING');
    expect((await setMode('OK', { demo: false })).status).toBe(404);
    expect(await database.data.receivers.mode('SHARING')).toBe('REFUSING');
    expect((await setMode('BROKEN')).status).toBe(400);
    expect((await setMode('OK')).status).toBe(303);
    expect((await adminActs())[0]).toEqual({ kind: 'receiverSet', data: { receiver: 'SHARING', mode: 'REFUSING' } });
  });
});

describe('a stand-in that is away for one case', () => {
  it('is told with the number of cases, and can be set right for them', async () => {
    await database.data.receivers.setMode('SHARING', { mode: 'OK', at: NOW });
    await database.data.receivers.ignoreCase('SHARING', 'case-1');
    const setRight = /<button[^>]* value="OK">恢复正常<span class="govuk-visually-hidden"> 信用信息共享平台/;

    const { text } = await (await browserFor()).get(PAGE).expect(200);

    expect(text).toContain('对其中 1 件案件无应答');
    expect(text).toMatch(setRight);
    await post(`${PAGE}/SHARING/mode`, { mode: 'OK', key: KEY });
    const after = (await (await browserFor()).get(PAGE)).text;
    expect(after).not.toContain('件案件无应答');
    expect(after).not.toMatch(setRight);
  });
});

describe('the alarm among the notices', () => {
  it.each([
    ['exitLate', '移出名单尚缺回执：XF-1', '以下系统迟迟没有回执：信用信息共享平台、联合惩戒系统'],
    ['exitRefused', '移出名单受阻：XF-1', '以下系统拒绝移出：信用信息共享平台、联合惩戒系统'],
    ['exitNotListed', '移出名单受阻：XF-1', '该记录已因其他原因离开名单'],
    ['exitFailed', '移出名单中断：XF-1', '本次移出意外中断'],
  ])('%s names the case and leads to the registers', async (code, title, words) => {
    const values = { reference: 'XF-1', receivers: 'SHARING, SANCTIONS' };
    const scope = { role: 'CITY_ADMIN' as const };
    await database.data.notices.add({ noticeId: code, scope, code, values, caseId: 'case-1', at: NOW });

    const { text } = await (await browserFor()).get('/notices').expect(200);

    expect(text).toContain(title);
    expect(text).toContain(words);
    expect(text).toContain(`href="${PAGE}"`);
  });

  it('of a letter that could not be made leads to the overview, where its cause stands', async () => {
    const values = { reference: 'XF-1' };
    const to = { scope: { role: 'CITY_ADMIN' as const } };
    await database.data.notices.add({ ...to, noticeId: 'l', code: 'letterFailed', values, caseId: 'case-1', at: NOW });

    const { text } = await (await browserFor()).get('/notices').expect(200);

    expect(text).toMatch(/XF-1[\s\S]*<a[^>]* href="\/admin"/);
  });
});

it('a long trail of acts on the registers is shown whole, over its pages', async () => {
  const { audit } = database.data;
  const keys = Array.from({ length: 60 }, (_, place) => `act-${String(place)}-`);
  for (const key of keys) await audit.append({ chain: 'admin', kind: 'receiverSet', key, at: NOW, data: { key } });
  const auditor = await browserFor({ role: 'AUDITOR' });

  const pages = [1, 2].map(page => auditor.get(`/admin/audit?chain=admin&page=${String(page)}`).expect(200));
  const shown = (await Promise.all(pages)).map(({ text }) => text).join('');

  expect(keys.filter(key => !shown.includes(key))).toEqual([]);
});
