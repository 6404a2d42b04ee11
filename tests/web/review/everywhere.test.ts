import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { Actor } from '../../../src/domain/access/actor.js';
import { USCC } from '../../domain/repair/support.js';
import { appFor, clearCases, type Desk, FIRM, official, openDesk, storeCase } from './support.js';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await clearCases(desk);
  const stages = [
    'SUBMITTED',
    'RETURNED',
    'AUTHORITY_OPINION',
    'CITY_REVIEW',
    'EXITING',
    'REPAIRED',
    'REJECTED',
  ] as const;
  for (const stage of stages) {
    await storeCase(desk, stage, { change: { caseId: `c-${stage}`, reference: `XF-${stage.replace('_', '-')}` } });
  }
  await storeCase(desk, 'TRAINING', { change: { caseId: 'c-draft', reference: 'XF-DRAFT' } });
  await storeCase(desk, 'READY_TO_SIGN', { change: { caseId: 'c-gone', reference: 'XF-GONE', stage: 'EXPIRED' } });
  await storeCase(desk, 'SUBMITTED', { change: { caseId: 'c-far', reference: 'XF-FAR', county: '411721' } });
  await storeCase(desk, 'CITY_REVIEW', { change: { caseId: 'c-other', reference: 'XF-OTHER', authorityId: 'YJGL' } });
});

const COUNTY = { county: '411722' };
const county = official('COUNTY_REVIEWER');
const referencesIn = (html: string) => [...html.matchAll(/>(XF-[A-Z-]+)</g)].map(match => match[1]).sort();
const read = async (actor: Actor, query = '', language: 'zh' | 'en' = 'zh') =>
  (
    await request(await appFor(desk, actor, language))
      .get(`/review/all${query}`)
      .expect(200)
  ).text.replaceAll('&#x3D;', '=');
const shown = async (actor: Actor, query = '') => referencesIn(await read(actor, query));

const COMMON = ['XF-AUTHORITY-OPINION', 'XF-CITY-REVIEW', 'XF-EXITING', 'XF-REJECTED', 'XF-REPAIRED', 'XF-RETURNED'];
const OWN = [...COMMON, 'XF-SUBMITTED'];
const OF_COUNTY = [...OWN, 'XF-OTHER'].sort();

describe('GET /review/all', () => {
  it.each([
    ['the county', county, OF_COUNTY],
    ['the window', official('WINDOW_CLERK', COUNTY), OF_COUNTY],
    ['the county’s administrator', official('COUNTY_ADMIN', COUNTY), OF_COUNTY],
    ['the department', official('AUTHORITY_OFFICER'), [...OWN, 'XF-FAR'].sort()],
    ['the city', official('CITY_REVIEWER'), [...OF_COUNTY, 'XF-FAR'].sort()],
    ['the auditor', official('AUDITOR'), [...OF_COUNTY, 'XF-FAR'].sort()],
    ['another county', official('COUNTY_ADMIN', { county: '411721' }), ['XF-FAR']],
    ['a clerk without a county', official('WINDOW_CLERK'), []],
  ])('shows %s every submitted case of its scope', async (_who, actor, expected) => {
    expect(await shown(actor)).toEqual(expected);
  });

  it('says where each case is, until when, and how many working days are left', async () => {
    const assignee = { accountId: 'officer-9', role: 'AUTHORITY_OFFICER' } as const;
    await storeCase(desk, 'AUTHORITY_OPINION', { change: { caseId: 'c-held', reference: 'XF-HELD', assignee } });

    const text = await read(county);

    for (const words of ['市市场监督管理局', '上蔡县初审', '市级复审', '企业补正中', '正在移出名单', '已办结']) {
      expect(text).toContain(words);
    }
    expect(text).toMatch(/市市场监督管理局<span class="xf-cell-note">其他审核员/);
    expect(text).toMatch(/认定单位反馈期限<\/span>[^]{0,200}还剩 \d+ 个工作日/);
    expect(text).toMatch(/年\d+月\d+日<\/span><span class="xf-cell-note">办结日期/);
  });

  it('finds by credit code, case number and beginning of the name, and filters by state', async () => {
    expect(await shown(county, `?q=${USCC.toLowerCase()}`)).toEqual(OF_COUNTY);
    expect(await shown(county, '?q=xf-exiting')).toEqual(['XF-EXITING']);
    expect(await shown(county, `?q=${encodeURIComponent(FIRM.slice(0, 3))}&stage=REPAIRED`)).toEqual(['XF-REPAIRED']);
    expect(await shown(county, '?q=XF-FAR')).toEqual([]);
    expect(await shown(county, '?stage=elsewhere')).toEqual(
      ['XF-AUTHORITY-OPINION', 'XF-CITY-REVIEW', 'XF-EXITING', 'XF-OTHER', 'XF-RETURNED'].sort(),
    );
    expect(await shown(county, '?stage=TRAINING')).toEqual([]);
    expect(await shown(county, '?stage=EXPIRED')).toEqual([]);
  });

  it('leads each reader to the page that the policy leaves open, to read', async () => {
    const opened = '/review/cases/c-CITY_REVIEW?tab=everywhere';
    expect(await read(county)).toContain(`href="${opened}"`);
    const page = await request(await appFor(desk, county))
      .get(opened)
      .expect(200);
    expect(page.text).toContain('您现在不能办理这件案件，只能查看');
    expect(page.text).toContain('href="/review/all"');

    expect(await read(official('WINDOW_CLERK', COUNTY))).toContain('href="/cases/c-CITY_REVIEW"');
    expect(await read(official('COUNTY_ADMIN', COUNTY))).not.toMatch(/href="[^"]*cases\/c-/);
  });

  it('has tabs only for those with a desk, and a menu entry for the others', async () => {
    expect(await read(county)).toContain('在其他环节</a>');
    const admin = await read(official('COUNTY_ADMIN', COUNTY), '', 'en');
    expect(admin).not.toContain('Waiting for me');
    expect(admin).toMatch(/href="\/review\/all" aria-current="true"[^]*?Where cases are/);
    expect(await read(county)).not.toContain('href="/review/all" aria-current="true"');
    await request(await appFor(desk, official('COUNTY_ADMIN', COUNTY)))
      .get('/review')
      .expect(403);
  });
});
