import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import request from 'supertest';
import { type ActivityDependencies, createActivities } from '../../../activities/index.js';
import { createAccountsService } from '../../../src/accounts/index.js';
import { hashPassword } from '../../../src/accounts/passwordHash.js';
import type { CaseOutcome } from '../../../src/commands/caseCommands.js';
import { courseware } from '../../../src/courseware/courseware.js';
import { createDocuments, createLocalAuthority } from '../../../src/documents/index.js';
import type { Actor } from '../../../src/domain/access/actor.js';
import { addDays, dayOf } from '../../../src/domain/calendarDay.js';
import { CALENDAR_SEED } from '../../../src/domain/policy/calendarSeed.js';
import type { RepairEvent } from '../../../src/domain/repair/events.js';
import { applyRepairEvent, mayAct } from '../../../src/domain/repair/judge.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import { outboxGateway } from '../../../src/messaging/outboxGateway.js';
import type { RouteDependencies } from '../../../src/web/allRoutes.js';
import { memoryLimiters } from '../../../src/web/middleware/rateLimit.js';
import { entryFacts } from '../../data/support/values.js';
import { actorOf, caseAt, RULES, USCC } from '../../domain/repair/support.js';
import { appWith } from '../../support/appWith.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { seedPolicies } from '../../support/law.js';
import { recordTaken } from '../../support/recordTaken.js';

/** Today: the database itself purges codes that are long over by its own clock. */
export const NOW = Date.now();
export const TODAY = dayOf(NOW);
export const TOMORROW = addDays(TODAY, 1);
export const PASSWORD = 'Shan-Zhong-Xiang-Yang-7';
export const FIRM = '示例一号建材有限公司';
export const REPRESENTATIVE = { name: '示守信', idNumber: '411722197001017775', phone: '13012345777' };
export const CASE_ID = 'case-1';
export const LETTER = `/cases/${CASE_ID}/commitment`;

export const REP = actorOf('rep', 'LEGAL_REP');
export const AGENT = actorOf('agent', 'AGENT');
export const OTHER_REP = actorOf('rep-2', 'LEGAL_REP', { usccs: ['91411702PDY00001XL'] });

/** Real stores, accounts and documents; signatures are decided by the real rules and made into letters by the real activities. */
export interface Room {
  database: TestDatabase;
  entryId: string;
  now: number;
  /** What the workflow answers instead of signing. */
  answer: CaseOutcome | undefined;
  /** Signatures that reached the workflow. */
  sent: { key: string; signatureId: string; contentHash: string }[];
  activities: ReturnType<typeof createActivities>;
  documents: ReturnType<typeof createDocuments>;
  close(): Promise<void>;
}

export async function openRoom(): Promise<Room> {
  const database = await openTestDatabase();
  const { data } = database;
  await data.calendars.seed(CALENDAR_SEED.years);
  await seedPolicies(data);
  const passwordHash = await hashPassword(PASSWORD);
  const person = { displayName: REPRESENTATIVE.name, passwordHash, phone: REPRESENTATIVE.phone, createdAt: 1 };
  await data.accounts.create({ ...person, accountId: 'rep', signInName: 'rep', role: 'LEGAL_REP' });
  const { name, idNumber, phone } = REPRESENTATIVE;
  const firm = { uscc: USCC, name: FIRM, county: '411722', address: '示例路7号' };
  await data.enterprises.upsert({ ...firm, representative: { name, idNumber, phone }, at: 1 });
  await data.enterprises.setRepresentative(USCC, 'rep');
  const facts = {
    uscc: USCC,
    enterpriseName: FIRM,
    listType: 'KEY_ATTENTION',
    tier: 'GENERAL',
    finedOnly: true,
  } as const;
  await data.entries.upsertImported({ rows: [entryFacts(1, facts)], importId: 'i', importedBy: 'importer', at: NOW });
  const documents = createDocuments({
    authority: await createLocalAuthority({ passphrase: 'a test', now: new Date('2026-01-01T00:00:00Z') }),
  });
  const site = { baseUrl: 'http://xinfu.test', demo: false, clock: () => room.now };
  const parts = { data, documents, courseware: courseware([], []) } satisfies Partial<ActivityDependencies>;
  const room: Room = {
    ...{ database, now: NOW, answer: undefined, sent: [], documents },
    entryId: (await data.entries.ofUscc(USCC))[0]?.entryId ?? '',
    activities: createActivities({ ...parts, ...site }),
    close: () => database.close(),
  };
  return room;
}

const DISPLAY = {
  ...{ enterpriseName: FIRM, decisionNumber: '示市监罚〔2026〕1号' },
  ...{ authorityName: '市市场监督管理局', countyName: '上蔡县' },
};

/** Nothing but one case that waits for its signature, with its papers and a certificate. */
export async function begin(room: Room, change: Partial<RepairCase> = {}): Promise<void> {
  const { data, connection } = room.database;
  Object.assign(room, { now: NOW, answer: undefined, sent: [] });
  for (const name of ['cases', 'signatures', 'documents', 'commitments', 'evidence', 'auditRecords', 'auditHeads']) {
    await connection.collection(name).deleteMany({});
  }
  for (const name of ['oneTimeCodes', 'outbox', 'certificates']) await connection.collection(name).deleteMany({});
  await data.certificates.issue({
    ...{ certificateId: 'certificate-1', number: 'TC-2026-0001', accountId: 'rep', attemptId: 'attempt-1' },
    ...{ personName: REPRESENTATIVE.name, usccs: [USCC], score: 96, minutes: 200 },
    ...{ issuedOn: addDays(dayOf(NOW), -10), validUntil: addDays(dayOf(NOW), 300) },
  });
  const repairCase = { ...caseAt('READY_TO_SIGN'), entryId: room.entryId, ...change };
  await data.cases.project(repairCase, DISPLAY);
  for (let seq = 1; seq <= repairCase.version; seq += 1) {
    await data.audit.append({ chain: `case:${CASE_ID}`, seq, kind: 'earlier', at: 1, data: {} });
  }
  for (const material of ['MAT2', 'MAT3']) await addPaper(room, material);
}

async function addPaper({ database }: Room, material: string): Promise<void> {
  await database.data.evidence.add({
    ...{ evidenceId: randomUUID(), caseId: CASE_ID, material, fileName: `${material}.pdf` },
    ...{ contentType: 'application/pdf', bytes: Buffer.from(`%PDF-1.4 ${material}`), at: NOW, maxFiles: 20 },
    uploadedBy: { accountId: 'rep', role: 'LEGAL_REP' },
  });
}

/** Changes the case behind the back of an open page. */
export async function change(room: Room, what: Partial<RepairCase>): Promise<void> {
  const view = await room.database.data.cases.find(CASE_ID);
  if (view === null) throw new Error('there is no case');
  const version = view.case.version + 1;
  await room.database.data.audit.append({ chain: `case:${CASE_ID}`, seq: version, kind: 'earlier', at: 1, data: {} });
  await room.database.data.cases.project({ ...view.case, version, ...what }, DISPLAY);
}

/** Takes an event on the stored case, as the workflow does. */
async function take(room: Room, event: RepairEvent): Promise<CaseOutcome> {
  const view = await room.database.data.cases.find(CASE_ID);
  if (view === null) throw new Error('there is no case');
  const step = applyRepairEvent(view.case, event, RULES);
  if (!step.ok) return step;
  await recordTaken(room.database.data, step, RULES);
  return { ok: true, version: step.case.version, stage: step.case.stage };
}

interface SignInput {
  actor: Actor;
  key: string;
  signatureId: string;
  contentHash: string;
}

async function sign(room: Room, { actor, key, signatureId, contentHash }: SignInput): Promise<CaseOutcome> {
  if (room.answer !== undefined) return room.answer;
  const view = await room.database.data.cases.find(CASE_ID);
  if (view === null) throw new Error('there is no case');
  // A form sent twice is served once, as the workflow remembers its key.
  if (room.sent.some(known => known.key === key))
    return { ok: true, version: view.case.version, stage: view.case.stage };
  const verdict = mayAct(view.case, actor, 'sign');
  if (!verdict.ok) return verdict;
  room.sent.push({ key, signatureId, contentHash });
  const asked = { signatureId, contentHash, accountId: actor.accountId };
  const { signing, ...facts } = await room.activities.submissionFacts({ case: view.case, signature: asked });
  if (signing === undefined) throw new Error('nothing is known of the signature');
  const by = { accountId: actor.accountId, role: actor.role };
  const signed = { kind: 'sign' as const, at: room.now, by, signatureId, contentHash };
  return take(room, { ...signed, ...facts, ...signing });
}

/** Makes the letter of the signature, as the workflow does right after it. */
export async function makeLetter(room: Room): Promise<string> {
  const signatureId = room.sent.at(-1)?.signatureId ?? '';
  const signedAt = (await room.database.data.cases.find(CASE_ID))?.case.signature?.at ?? 0;
  const issued = await room.activities.issueCommitment({ caseId: CASE_ID, signatureId, signedAt });
  await take(room, { kind: 'letterIssued', at: room.now, ...issued });
  return issued.letterId;
}

export type Browser = ReturnType<typeof request.agent>;

/** The site as a whole with fresh counters; each call of the answer is the browser of one person. */
export async function siteOf(room: Room) {
  const { data } = room.database;
  const clock = () => room.now;
  const people = new Map<string, { actor: Actor; displayName: string; language: 'zh' | 'en' }>();
  const app = await appWith({
    identify: (req: Request) => Promise.resolve(people.get(req.get('x-test-person') ?? '') ?? null),
    clock,
    demo: false,
    routes: {
      ...{ data, clock, demo: false, documents: room.documents },
      accounts: createAccountsService({
        ...{ data, messages: outboxGateway(data), counters: memoryLimiters, demo: true, clock },
      }),
      commands: {
        cases: { sign: (input: SignInput) => sign(room, input) },
      } as unknown as RouteDependencies['commands'],
    },
  });
  return (actor: Actor | null, language: 'zh' | 'en' = 'zh'): Browser => {
    const name = `${actor?.accountId ?? 'nobody'} ${language}`;
    if (actor !== null) people.set(name, { actor, displayName: REPRESENTATIVE.name, language });
    return request.agent(app).set('x-test-person', name);
  };
}

type Site = Awaited<ReturnType<typeof siteOf>>;

/** Someone who has not signed in and chose a language. */
export async function anyone(site: Site, language: 'zh' | 'en' = 'zh'): Promise<Browser> {
  const browser = site(null);
  await browser.post('/language').type('form').send({ language, returnTo: '/' }).expect(303);
  return browser;
}

export const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1] ?? '';

/** The text of a page as people read it, without its markup. */
export const words = (html: string): string =>
  html
    .replace(/<script[\s\S]*?<\/script>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ');

/** What stands beside a field as its fault. */
export const faultAt = (html: string, field: string): string =>
  words(new RegExp(`<p id="${field}-error"[^>]*>([\\s\\S]*?)</p>`).exec(html)?.[1] ?? '').trim();

export const ALL_STATEMENTS = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9'];

/** Sends the form of the page with the fields given. */
export async function submit(
  browser: Browser,
  { page, to = page, fields }: { page: string; to?: string; fields: Record<string, string | string[]> },
) {
  const { text } = await browser.get(page).expect(200);
  return browser
    .post(to)
    .type('form')
    .send({ _csrf: hidden(text, '_csrf'), key: hidden(text, 'key'), ...fields });
}
