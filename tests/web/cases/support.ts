import type { Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import type { CaseCommands, CaseOutcome, StartCase } from '../../../src/commands/caseCommands.js';
import type { Actor } from '../../../src/domain/access/actor.js';
import { CALENDAR_SEED } from '../../../src/domain/policy/calendarSeed.js';
import type { RepairEvent } from '../../../src/domain/repair/events.js';
import { applyRepairEvent, mayAct } from '../../../src/domain/repair/judge.js';
import { openRepairCase } from '../../../src/domain/repair/openCase.js';
import type { CaseAnswers, RepairCase } from '../../../src/domain/repair/repairCase.js';
import { createPreviews, drawPdf, type Previews } from '../../../src/preview/index.js';
import { entryFacts } from '../../data/support/values.js';
import { actorOf, at, RULES, USCC } from '../../domain/repair/support.js';
import { appWith } from '../../support/appWith.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { seedPolicies } from '../../support/law.js';
import { recordTaken } from '../../support/recordTaken.js';

export const NOW = at('2026-11-03');
export const FIRM = '示例1号建材有限公司';
export const REP = actorOf('rep', 'LEGAL_REP');
export const CLERK = actorOf('clerk', 'WINDOW_CLERK', { authorityId: undefined } as never);
export const OTHER_FIRM = actorOf('rep-2', 'LEGAL_REP', { usccs: ['91411702PDY00001XL'] });
export const OTHER_COUNTY = actorOf('clerk-2', 'WINDOW_CLERK', { county: '411721' });
export const OTHER_OFFICE = actorOf('officer-2', 'AUTHORITY_OFFICER', { authorityId: 'SWJ' });

export interface House {
  database: TestDatabase;
  entryId: string;
  /** Draws in earnest. */
  previews: Previews;
  /** Files drawn so far. */
  drawn: number;
  /** What the next act answers instead of being done. */
  answer: CaseOutcome | undefined;
  close(): Promise<void>;
}

/** Real stores with one firm on the list; acts are decided by the real rules and recorded by the real activity. */
export async function openHouse(): Promise<House> {
  const database = await openTestDatabase();
  const { calendars, policies, entries, enterprises, accounts } = database.data;
  await calendars.seed(CALENDAR_SEED.years);
  await seedPolicies({ policies });
  await accounts.create({
    accountId: 'rep',
    signInName: 'rep',
    displayName: '张示例',
    role: 'LEGAL_REP',
    passwordHash: 'x',
    createdAt: 1,
  });
  await enterprises.upsert({ uscc: USCC, name: FIRM, county: '411722', representative: { name: '张示例' }, at: 1 });
  await enterprises.setRepresentative(USCC, 'rep');
  const row = entryFacts(1, { uscc: USCC, listType: 'KEY_ATTENTION', tier: 'GENERAL', finedOnly: true });
  await entries.upsertImported({ rows: [row], importId: 'i', importedBy: 'importer', importers: [], at: NOW });
  const entryId = (await entries.ofUscc(USCC))[0]?.entryId ?? '';
  const house: House = {
    ...{ database, entryId, answer: undefined, drawn: 0 },
    previews: createPreviews({
      store: database.data.previews,
      draw: (bytes, options) => {
        house.drawn += 1;
        return drawPdf(bytes, options);
      },
      clock: () => NOW,
      logger: pino({ level: 'silent' }),
    }),
    async close() {
      house.previews.close();
      await database.close();
    },
  };
  return house;
}

export async function clear({ database }: House): Promise<void> {
  for (const name of ['cases', 'auditRecords', 'auditHeads', 'evidence', 'evidenceOpenings', 'previews', 'notices']) {
    await database.connection.collection(name).deleteMany({});
  }
}

/** Takes an event on the stored case, as the workflow does. */
export async function take(house: House, event: RepairEvent): Promise<CaseOutcome> {
  const { data } = house.database;
  const view = await data.cases.openOfEntry(house.entryId);
  if (view === null) return { ok: false, refusal: { code: 'caseClosed', clause: null } };
  const step = applyRepairEvent(view.case, event, RULES);
  if (!step.ok) return step;
  await recordTaken(data, step, RULES);
  return { ok: true, version: step.case.version, stage: step.case.stage };
}

async function open(house: House, { caseId, reference, entryId, actor, assisted }: StartCase) {
  const { data } = house.database;
  if ((await data.cases.openOfEntry(entryId)) !== null) {
    return { ok: false as const, refusal: { code: 'caseAlreadyOpen', clause: 'PLATFORM' as const } };
  }
  const openedBy = { accountId: actor.accountId, role: actor.role };
  const facts = {
    ...{ caseId, reference, entryId, assisted, openedBy, uscc: USCC, county: '411722', authorityId: 'SJJ' },
    ...{ importedBy: 'importer', importers: [], finedOnly: true, firstSubmissionDay: '2026-06-01', openedAt: NOW },
    ...{ listType: 'KEY_ATTENTION' as const, tier: 'GENERAL' as const },
  };
  const step = applyRepairEvent(openRepairCase(facts, RULES), { kind: 'open', at: NOW, by: openedBy }, RULES);
  if (!step.ok) return step;
  await recordTaken(data, step, RULES);
  return { ok: true as const, caseId };
}

interface Sent {
  entryId: string;
  actor: Actor;
  answers: CaseAnswers;
  reason: string;
  text: string;
}

function commandsOf(house: House): CaseCommands {
  const act = (eventOf: (sent: Sent) => RepairEvent) => async (sent: Sent) => {
    if (house.answer !== undefined) return house.answer;
    const view = await house.database.data.cases.openOfEntry(sent.entryId);
    const event = eventOf(sent);
    const verdict = view === null ? undefined : mayAct(view.case, sent.actor, event.kind);
    return verdict?.ok === false ? verdict : take(house, event);
  };
  const by = ({ actor: { accountId, role } }: Sent) => ({ accountId, role });
  const commands = {
    start: (input: StartCase) => open(house, input),
    register: async (sent: Sent) => {
      const done = await act(s => ({ kind: 'register', at: NOW, by: by(s) }))(sent);
      return done.ok ? take(house, { kind: 'enrol', at: NOW }) : done;
    },
    saveAnswers: act(sent => ({ kind: 'saveAnswers', at: NOW, by: by(sent), answers: sent.answers })),
    askAuthority: act(sent => ({ kind: 'askAuthority', at: NOW, by: by(sent), text: sent.text })),
    stateNoDuty: act(sent => ({ kind: 'stateNoDuty', at: NOW, by: by(sent) })),
    extendTraining: act(sent => ({ kind: 'extendTraining', at: NOW, by: by(sent) })),
    resubmit: act(s => ({
      kind: 'resubmit',
      at: NOW,
      by: by(s),
      evidenceIds: [],
      materials: ['MAT2', 'MAT3', 'MAT4', 'MAT5'],
    })),
    withdraw: act(sent => ({ kind: 'withdraw', at: NOW, by: by(sent), reason: sent.reason })),
  };
  return commands as unknown as CaseCommands;
}

export const appFor = (house: House, actor: Actor | null, lang: 'zh' | 'en' = 'zh'): Promise<Express> =>
  appWith({
    person: actor === null ? null : { actor, displayName: '张示例', language: lang },
    clock: () => NOW,
    routes: {
      data: house.database.data,
      previews: house.previews,
      commands: { cases: commandsOf(house), exams: {} as never },
      demo: false,
      clock: () => NOW,
    },
  });

export type Browser = ReturnType<typeof request.agent>;
export const browserFor = async (house: House, actor: Actor | null, lang: 'zh' | 'en' = 'zh'): Promise<Browser> =>
  request.agent(await appFor(house, actor, lang));

export const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

/** Opens a page and sends its form with the fields given. */
export async function submit(browser: Browser, page: string, fields: Record<string, string> = {}) {
  const { text } = await browser.get(page).expect(200);
  return browser
    .post(page)
    .type('form')
    .send({ _csrf: hidden(text, '_csrf'), key: hidden(text, 'key'), seen: hidden(text, 'seen'), ...fields });
}

/** Puts a case of any shape into the read model. */
export async function storeCase(house: House, repairCase: RepairCase): Promise<RepairCase> {
  const stored = { ...repairCase, entryId: house.entryId };
  const display = {
    enterpriseName: FIRM,
    decisionNumber: '示1号',
    authorityName: '市应急管理局',
    countyName: '上蔡县',
  };
  await house.database.data.cases.project(stored, display);
  return stored;
}

/** Opens a case through the pages; its address. */
export async function startedBy(house: House, browser: Browser): Promise<string> {
  const answer = await submit(browser, `/cases/start/${house.entryId}`);
  return answer.headers['location'] ?? '';
}
