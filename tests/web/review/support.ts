import type { Express } from 'express';
import request from 'supertest';
import type { CaseCommands, CaseOutcome } from '../../../src/commands/caseCommands.js';
import type { Actor, Role } from '../../../src/domain/access/actor.js';
import { CALENDAR_SEED } from '../../../src/domain/policy/calendarSeed.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import type { RepairStage } from '../../../src/domain/repair/stages.js';
import { entryFacts } from '../../data/support/values.js';
import { at, caseAt, USCC } from '../../domain/repair/support.js';
import { type AppOptions, appWith } from '../../support/appWith.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { seedPolicies } from '../../support/law.js';

export const TODAY = at('2026-11-04');
export const FIRM = '示例一号商贸有限公司';

export interface Desk {
  database: TestDatabase;
  /** Commands sent, by name and input. */
  sent: { name: string; input: Record<string, unknown> }[];
  /** What the next command answers; without it every act succeeds. */
  answer: ((name: string) => Promise<CaseOutcome>) | undefined;
  entryId: string;
  close: () => Promise<void>;
}

/** Real stores with calendar, rules and one list entry; commands that only write down what they were sent. */
export async function openDesk(): Promise<Desk> {
  const database = await openTestDatabase();
  const { calendars, policies, entries } = database.data;
  await calendars.seed(CALENDAR_SEED.years);
  await seedPolicies({ policies });
  await entries.upsertImported({
    rows: [entryFacts(1, { uscc: USCC })],
    importId: 'i',
    importedBy: 'importer',
    at: TODAY,
  });
  const found = (await entries.page({}, { page: 1, size: 1 })).items[0];
  return { database, sent: [], answer: undefined, entryId: found?.entryId ?? '', close: () => database.close() };
}

const ACCOUNTS: Partial<Record<Role, string>> = {
  COUNTY_REVIEWER: 'county',
  AUTHORITY_OFFICER: 'authority',
  CITY_REVIEWER: 'city',
};

export const official = (role: Role, change: Partial<Actor> = {}): Actor => ({
  accountId: ACCOUNTS[role] ?? 'somebody',
  role,
  ...(role === 'COUNTY_REVIEWER' && { county: '411722' }),
  ...(role === 'AUTHORITY_OFFICER' && { authorityId: 'SJJ' }),
  usccs: [],
  interests: [],
  ...change,
});

export interface Storing {
  change?: Partial<RepairCase>;
  history?: readonly { kind: string; by: string; reason?: string }[];
}

/** Puts a case of that stage into the read model, with as many audit records as it has versions. */
export async function storeCase(desk: Desk, stage: RepairStage, { change = {}, history }: Storing = {}) {
  const repairCase: RepairCase = { ...caseAt(stage), entryId: desk.entryId, ...change };
  const { cases, audit } = desk.database.data;
  await cases.project(repairCase, {
    enterpriseName: FIRM,
    decisionNumber: '示市监罚〔2026〕1号',
    authorityName: '市市场监督管理局',
    countyName: '上蔡县',
  });
  for (const [place, { kind, by, reason }] of (history ?? []).entries()) {
    const actor = { accountId: by, role: 'COUNTY_REVIEWER' };
    await audit.append({
      chain: `case:${repairCase.caseId}`,
      seq: place + 1,
      kind,
      actor,
      at: TODAY,
      data: { ...(reason !== undefined && { reason }) },
    });
  }
  return repairCase;
}

export async function clearCases({ database, sent }: Desk): Promise<void> {
  sent.length = 0;
  for (const name of ['cases', 'auditRecords', 'auditHeads', 'evidence']) {
    await database.connection.collection(name).deleteMany({});
  }
}

function recorder(desk: Desk): CaseCommands {
  const send = (name: string) => (input: Record<string, unknown>) => {
    desk.sent.push({ name, input });
    return desk.answer?.(name) ?? Promise.resolve({ ok: true, case: caseAt('SUBMITTED') });
  };
  return new Proxy({}, { get: (_target, name) => send(String(name)) }) as CaseCommands;
}

export const appOptionsFor = (desk: Desk, actor: Actor, language: 'zh' | 'en' = 'zh'): AppOptions => ({
  person: { actor, displayName: '审核员甲', language },
  clock: () => TODAY,
  routes: {
    data: desk.database.data,
    commands: { cases: recorder(desk), exams: {} as never },
    demo: false,
    clock: () => TODAY,
  },
});

export const appFor = (desk: Desk, actor: Actor, language: 'zh' | 'en' = 'zh'): Promise<Express> =>
  appWith(appOptionsFor(desk, actor, language));

export type Browser = ReturnType<typeof request.agent>;

export const browserFor = async (desk: Desk, actor: Actor, lang: 'zh' | 'en' = 'zh'): Promise<Browser> =>
  request.agent(await appFor(desk, actor, lang));

const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

/** Opens the page, fills in its form (hidden fields included) and sends it to the address. */
export async function submit(
  browser: Browser,
  { page, to = page, fields }: { page: string; to?: string; fields: Record<string, string | string[]> },
) {
  const { text } = await browser.get(page).expect(200);
  const own = {
    _csrf: hidden(text, '_csrf'),
    key: hidden(text, 'key'),
    seenVersion: hidden(text, 'seenVersion'),
  };
  return browser
    .post(to)
    .type('form')
    .send({ ...own, ...fields });
}

/** The fields of the first form on the page that carries a step, as a person pressing its button would send them. */
export const carriedFields = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
