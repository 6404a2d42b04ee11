import type { Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { importRunnerFor } from '../../../src/commands/importRunner.js';
import type { Role } from '../../../src/domain/access/actor.js';
import { COLUMN_KEYS, type ColumnKey, IMPORT_COLUMNS } from '../../../src/domain/entries/importColumns.js';
import { completeUscc } from '../../../src/domain/uscc.js';
import { outboxGateway } from '../../../src/messaging/outboxGateway.js';
import type { SignedInPerson } from '../../../src/web/middleware/locals.js';
import { appWith } from '../../support/appWith.js';
import type { TestDatabase } from '../../support/database.js';
import { seedPolicies as seedLawOf } from '../../support/law.js';

export const NOW = Date.parse('2026-11-20T02:00:00Z');
export const logger = pino({ level: 'silent' });
export const KEY = '3f1c9a52-0b8e-4c55-9a3e-000000000001';
export const keyNumber = (number: number): string => KEY.slice(0, -6) + String(number).padStart(6, '0');

export const person = (role: Role, scope: { county?: string; authorityId?: string } = {}): SignedInPerson => ({
  actor: { accountId: `acc-${role}-${scope.county ?? ''}`, role, usccs: [], interests: [], ...scope },
  displayName: '演示人员',
  language: 'zh',
});
export const CITY = person('CITY_ADMIN');
export const SHANGCAI = person('COUNTY_ADMIN', { county: '411722' });
export const YICHENG = person('COUNTY_ADMIN', { county: '411702' });

/** The application as one person sees it, over a real database, at a fixed time. */
export const appFor = (
  database: TestDatabase,
  signedIn: SignedInPerson | null,
  { demo = true }: { demo?: boolean } = {},
): Promise<Express> =>
  appWith({
    person: signedIn,
    demo,
    clock: () => NOW,
    routes: { data: database.data, demo, clock: () => NOW, logger },
  });

export const seedPolicies = (database: TestDatabase): Promise<unknown> => seedLawOf(database.data);

export const usccOf = (number: number, adcode = '411722'): string =>
  completeUscc(`91${adcode}PDY${String(number).padStart(5, '0')}`);

/** A row that is right, with the given cells instead. */
export function row(number: number, cells: Partial<Record<ColumnKey, string>> = {}): Record<ColumnKey, string> {
  const right: Partial<Record<ColumnKey, string>> = {
    uscc: usccOf(number, cells.county === '驿城区' ? '411702' : '411722'),
    enterpriseName: `试验企业${String(number)}号有限公司`,
    representativeName: `试验人${String(number)}`,
    representativeId: '11010519491231002X',
    phone: '13800000000',
    county: '上蔡县',
    listType: '重点关注名单',
    tier: '一般',
    authority: '市应急管理局',
    decisionNumber: `试应急罚〔2026〕${String(number)}号`,
    decisionDate: '2026-06-01',
    facts: '未按规定开展安全培训。',
    penalty: '罚款',
    amount: '5000',
    duties: '缴纳罚款',
    publicationStart: '2026-06-02',
    source: '试验来源',
    ...cells,
  };
  return Object.fromEntries(COLUMN_KEYS.map(key => [key, right[key] ?? ''])) as Record<ColumnKey, string>;
}

export function csv(rows: readonly Record<ColumnKey, string>[]): Buffer {
  const lines = [
    IMPORT_COLUMNS.map(({ zh }) => zh),
    ...rows.map(cells => IMPORT_COLUMNS.map(({ key }) => `"${cells[key].replaceAll('"', '""')}"`)),
  ];
  return Buffer.from(lines.map(line => line.join(',')).join('\r\n'));
}

export type Agent = ReturnType<typeof request.agent>;

/** The token of the session, read from a form of the site. */
export async function tokenFrom(agent: Agent, address: string): Promise<string> {
  const { text } = await agent.get(address).expect(200);
  const token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1];
  if (token === undefined) throw new Error(`No form with a token on ${address}`);
  return token;
}

/** Uploads a file and answers with the address of its preview. */
export async function uploadList(agent: Agent, bytes: Buffer, key = KEY): Promise<string> {
  const token = await tokenFrom(agent, '/entries/imports/new');
  const answer = await agent
    .post('/entries/imports/new')
    .field('_csrf', token)
    .field('key', key)
    .attach('file', bytes, '名单.csv')
    .expect(303);
  return String(answer.headers['location']);
}

/** Confirms a preview and waits until its rows are written. */
export async function confirmList(database: TestDatabase, agent: Agent, address: string): Promise<void> {
  const token = await tokenFrom(agent, `${address}/confirm`);
  await agent.post(`${address}/confirm`).type('form').send({ _csrf: token }).expect(303);
  await importRunnerFor({
    data: database.data,
    messages: outboxGateway(database.data),
    clock: () => NOW,
    logger,
  }).idle();
}

/** Rows straight into the list, through the same pages. */
export async function importRows(database: TestDatabase, rows: Record<ColumnKey, string>[], key = KEY): Promise<void> {
  const agent = request.agent(await appFor(database, CITY));
  await confirmList(database, agent, await uploadList(agent, csv(rows), key));
}

/** Administrative acts on the import of this address, in order. */
export const actsOn = async ({ data: stores }: TestDatabase, address: string): Promise<string[]> =>
  (await stores.audit.ofChain('admin'))
    .filter(({ data }) => address.endsWith(String((data as { importId?: string }).importId)))
    .map(({ kind }) => kind);
