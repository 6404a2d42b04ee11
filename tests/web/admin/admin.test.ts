import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Express } from 'express';
import request from 'supertest';
import type { Role } from '../../../src/domain/access/actor.js';
import { asDay } from '../../../src/domain/calendarDay.js';
import { CALENDAR_SEED } from '../../../src/domain/policy/calendarSeed.js';
import type { SignedInPerson } from '../../../src/web/middleware/locals.js';
import { appWith } from '../../support/appWith.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { changeRows, SEED_LAW, seedPolicies } from '../../support/law.js';
import { AUDITOR, CITY, NOW, person, SHANGCAI } from '../coverage/support.js';
import { dataWithCase } from './dataWithCase.js';

const keyOf = (number: number) => `3f1c9a52-0b8e-4c55-9a3e-${String(number).padStart(12, '0')}`;

let database: TestDatabase;
const told: string[] = [];
let workersAway = false;

const cases = {
  calendarChanged: ({ entryId }: { entryId: string }) => {
    if (workersAway) return Promise.reject(new Error('away'));
    told.push(entryId);
    return Promise.resolve();
  },
};

const appFor = (signedIn: SignedInPerson | null, demo = true): Promise<Express> =>
  appWith({
    person: signedIn,
    clock: () => NOW,
    routes: { data: dataWithCase(database.data), clock: () => NOW, demo, commands: { cases, exams: {} } as never },
  });

async function post(
  signedIn: SignedInPerson,
  form: string,
  sending: { address?: string; body: Record<string, string>; demo?: boolean },
) {
  const agent = request.agent(await appFor(signedIn, sending.demo ?? true));
  const token = /name="_csrf" value="([^"]+)"/.exec((await agent.get(form)).text)?.[1] ?? '';
  return agent
    .post(sending.address ?? form)
    .type('form')
    .send({ _csrf: token, ...sending.body });
}

const get = async (signedIn: SignedInPerson | null, address: string) => request(await appFor(signedIn)).get(address);
const adminActs = async () => (await database.data.audit.ofChain('admin')).map(({ kind, data }) => ({ kind, data }));

beforeAll(async () => {
  database = await openTestDatabase();
  await database.data.calendars.seed(CALENDAR_SEED.years);
  await seedPolicies(database.data);
});
afterAll(() => database.close());

describe('who comes in', () => {
  it.each([
    ['/admin', 'LEGAL_REP'],
    ['/admin/policy', 'AGENT'],
    ['/admin/calendar/2027', 'COUNTY_ADMIN'],
    ['/admin/audit', 'CITY_ADMIN'],
    ['/admin/audit/chain.csv?chain=admin', 'CITY_ADMIN'],
  ] as const)('%s is closed to %s', async (address, role: Role) => {
    expect((await get(person(role, '411722'), address)).status).toBe(403);
  });

  it('counts only the own county', async () => {
    const ofCounty = (['COUNTY_REVIEWER', 'WINDOW_CLERK'] as const).map(role => person(role, '411722'));
    for (const reader of [SHANGCAI, ...ofCounty])
      expect((await get(reader, '/admin')).text).toMatch(/移出中[\s\S]{0,80}>3</);
    expect((await get(CITY, '/admin')).text).toMatch(/移出中[\s\S]{0,80}>7</);
  });

  it('names a case whose letter failed, the trouble beside its number, to the city and to its own county alone', async () => {
    const failed = /X-FAILED<\/th>\s*<td[^>]*>承诺书无法生成（TIMEOUT）</;
    const pages = await Promise.all([CITY, person('COUNTY_ADMIN', '411702'), SHANGCAI].map(who => get(who, '/admin')));
    expect(pages.map(({ text }) => failed.test(text))).toEqual([true, true, false]);
    expect(pages[2]?.text).not.toContain('X-FAILED');
  });
});

describe('policy figures', () => {
  const rowOf = (text: string, name: string) => text.split('<tr ').find(row => row.includes(`>${name}<`)) ?? '';
  const page = async (address: string, language: 'zh' | 'en' = 'zh') =>
    (await get({ ...CITY, language }, `/admin/policy${address}`)).text;

  it('show value, source and how far it was checked, and are narrowed by rules and words', async () => {
    const text = await page('?regime=LOCAL&q=文件');

    expect(rowOf(text, '每个文件的大小上限')).toMatch(/10 MB[^]*本平台规定/);
    expect(text).not.toContain('最短公示期');
  });

  it.each([
    ['zh', '一次性告知补正期限', '河南办事指南（陕州、信阳公布）', '转载来源，原文未核对'],
    ['zh', '受理审查期限', '国办发〔2025〕22号', '转载来源，原文未核对'],
    ['zh', '决定被撤销后撤回公示的期限', '《中华人民共和国行政处罚法》第48条', '已核对原文'],
    ['zh', '造假或违诺后不得申请的时间', '文件尚未找到', '待核实'],
    ['zh', '修复前的培训', '依据驻政〔2018〕85号第29项的培训要求、郑信用〔2019〕1号第27项的做法', '本平台规定'],
    ['en', 'Decision', 'Henan service guides', 'found in a reprint, original not checked'],
  ] as const)('name in %s for “%s” the document and its standing', async (...[language, name, document, standing]) => {
    const row = rowOf(await page('', language), name);

    expect(row).toContain(document);
    expect(row).toContain(standing);
  });

  it('name every version, its first day, and who drafted and approved it', async () => {
    await changeRows(database.data, [], '2099-01-01');
    const [, toCome = '', inForce = ''] = ((await page('')).split('>政策版本<')[1]?.split('</table>')[0] ?? '')
      .split('<tr ')
      .slice(1);

    expect(toCome).toMatch(/2099年1月1日[^]*drafter[^]*approver[^]*尚未生效/);
    expect(inForce).toContain(`>${SEED_LAW.versionId.slice(0, 12)}<`);
    expect(inForce).toMatch(/随系统提供[^]*随系统提供[^]*现行/);
  });

  it.each(['zh', 'en'] as const)('show no key, no code and no mark of research (%s)', async language => {
    const shown = (await page('', language)).split('<main')[1]?.split('</main>')[0] ?? '';
    const words = shown.replace(/<[^>]*>/g, ' ');

    expect(words).toContain('10 MB');
    expect(shown).not.toMatch(/>\s*(?:true|false)\b/);
    expect(words).not.toMatch(/\b[a-z]+\.[a-zA-Z][\w.]*\b|\b[A-Z]+_[A-Z_]+\b|\b[FS]\d+\b|policy:|10485760/);
  });

  it('stand by the steps of a case, and by their standing where one is chosen', async () => {
    const captions = [...(await page('')).matchAll(/<caption[^>]*>([^<]+)</g)].map(([, words]) => words);
    expect(captions).toEqual([
      '政策版本',
      ...['公示期', '申请条件和渠道', '培训', '考试和合格证书', '材料', '审核和办理期限'],
      ...['移出和移出之后', '异议和救济', '轮训覆盖面', '市场监管部门的渠道'],
    ]);

    const checked = await page('?standing=ORIGINAL_READ');
    expect(rowOf(checked, '轮训覆盖面目标')).toContain('50 %');
    expect(checked).not.toMatch(/<strong[^>]*>待核实/);
  });

  it.each([
    ['zh', '仅供参考，目前不参与计算', ['可以延长的次数', '承诺和履约情况上报期限', '审核顺序']],
    [
      'en',
      'For reference; nothing is counted by it now',
      ['How often it may be extended', 'Report of commitment', 'Review by the province'],
    ],
  ] as const)('say which of them no rule reads yet (%s)', async (...[language, words, [read, shown, also]]) => {
    const rows = (await page('', language)).split('<tr ');
    const marked = (name: string) => rows.filter(row => row.includes(`>${name}`)).map(row => row.includes(words));

    expect([marked(read), marked(shown), marked(also)]).toEqual([[false], [true], [true]]);
  });
});

describe('the calendar', () => {
  const year = { offDays: '2027-01-01\n2月6日至2月8日', workDays: '02-20', source: '演示通知', confirmed: 'yes' };

  it('keeps a year, records it once and tells the open cases', async () => {
    told.length = 0;
    const body = { ...year, key: keyOf(1) };
    const first = await post(CITY, '/admin/calendar/2027', { body });
    await post(CITY, '/admin/calendar/2027', { body });
    const saved = (await database.data.calendars.load()).years.find(known => known.year === 2027);

    expect(first.status).toBe(303);
    expect(saved).toMatchObject({
      offDays: ['2027-01-01', '2027-02-06', '2027-02-07', '2027-02-08'].map(asDay),
      workDays: ['2027-02-20'],
      confirmed: true,
    });
    expect(told).toEqual(['e1', 'e1']);
    expect((await adminActs()).filter(({ kind }) => kind === 'calendarSaved')).toHaveLength(1);
  });

  it.each([
    [{ offDays: '2027-02-30' }, '不是有效的日期'],
    [{ offDays: '2026-01-01' }, '不在这一年'],
    [{ workDays: '2027-01-04' }, '不是周末'],
    [{ offDays: '2027-02-20' }, '同时填在'],
    [{ source: '' }, '需要填写'],
  ])('refuses %j and keeps what was typed', async (wrong, words) => {
    const { status, text } = await post(CITY, '/admin/calendar/2027', { body: { ...year, ...wrong, key: keyOf(2) } });

    expect(status).toBe(422);
    expect(text).toContain(words);
    expect(text).toContain({ ...year, ...wrong }.workDays);
  });

  it('says so and keeps the form when the cases cannot be told', async () => {
    workersAway = true;
    const { status, text } = await post(CITY, '/admin/calendar/2027', { body: { ...year, key: keyOf(3) } });
    workersAway = false;

    expect(status).toBe(503);
    expect(text).toContain('系统正忙');
    expect(text).toContain(keyOf(3));
  });

  it('refuses a form without token or key and a year that cannot be', async () => {
    expect((await post(CITY, '/admin/calendar/2027', { body: { ...year, key: keyOf(4), _csrf: 'x' } })).status).toBe(
      403,
    );
    expect((await post(CITY, '/admin/calendar/2027', { body: year })).status).toBe(400);
    expect((await get(CITY, '/admin/calendar/1999')).status).toBe(404);
  });
});

describe('the audit trail', () => {
  beforeAll(async () => {
    for (const seq of [1, 2]) {
      await database.data.audit.append({ chain: 'case:c1', seq, kind: `act${String(seq)}`, at: NOW, data: { seq } });
    }
  });

  it('shows the chain of a case in order and records each reading', async () => {
    const before = (await adminActs()).length;
    const { text } = await get(AUDITOR, '/admin/audit?reference=x1');

    expect(text.indexOf('act1')).toBeLessThan(text.indexOf('act2'));
    expect((await adminActs()).slice(before)).toEqual([
      { kind: 'auditRead', data: { chain: 'case:c1', what: 'read' } },
    ]);
  });

  it('verifies a whole chain and names the place of a broken one', async () => {
    expect((await get(AUDITOR, '/admin/audit?reference=X1&verify=1')).text).toContain('2 条记录完整');

    await database.connection
      .collection('auditRecords')
      .updateOne({ _id: 'case:c1#2' as never }, { $set: { kind: 'forged' } });
    expect((await get(AUDITOR, '/admin/audit?reference=X1&verify=1')).text).toContain('第 2 条处记录被改动');
  });

  it('goes out as a sheet with the hashes; an unknown case is not found', async () => {
    const before = (await adminActs()).length;
    const { text } = await get(AUDITOR, '/admin/audit/chain.csv?chain=admin');

    expect((await adminActs()).slice(before)).toEqual([
      { kind: 'auditRead', data: { chain: 'admin', what: 'export' } },
    ]);
    expect(text).toMatch(/calendarSaved,CITY_ADMIN.*[0-9a-f]{64}/);
    expect((await get(AUDITOR, '/admin/audit/chain.csv?reference=nothing')).status).toBe(404);
    expect((await get(AUDITOR, '/admin/audit?reference=nothing')).text).toContain('没有编号为');
  });

  it('shows the coming and going of a case’s files as a chain of its own, to be verified and taken along', async () => {
    const data = { evidenceId: 'e1', material: 'MAT2' };
    const record = { chain: 'evidence:c1', kind: 'evidenceAdded', key: 'evidenceAdded:e1', at: NOW, data };
    await database.data.audit.append(record);

    expect((await get(AUDITOR, '/admin/audit?reference=X1')).text).toContain('案件 X1 的材料记录');
    const { text } = await get(AUDITOR, '/admin/audit?reference=X1&chain=evidence&verify=1');
    expect(text).toContain('1 条记录完整');
    expect(text).toContain('上传材料');
    expect((await get(AUDITOR, '/admin/audit/chain.csv?reference=X1&chain=evidence')).text).toContain('evidence:c1');
  });

  it('lists the cases for an auditor who knows no reference, and names acts and people in words', async () => {
    await database.data.accounts.create({
      ...{ accountId: 'officer-9', signInName: 'officer-9', displayName: '示例审核员', role: 'COUNTY_REVIEWER' },
      ...{ passwordHash: 'x', createdAt: 1 },
    });
    const actor = { accountId: 'officer-9', role: 'COUNTY_REVIEWER' };
    await database.data.audit.append({ chain: 'case:c1', seq: 3, kind: 'accept', actor, at: NOW, data: {} });

    const list = (await get(AUDITOR, '/admin/audit')).text;
    const chain = (await get(AUDITOR, '/admin/audit?reference=X1')).text;

    expect(list).toContain('href="/admin/audit?reference&#x3D;X1"');
    expect(list).toContain('试验企业');
    expect(chain).toContain('受理');
    expect(chain).toContain('示例审核员');
    expect(chain).not.toMatch(/<td[^>]*>accept</);
  });
});
