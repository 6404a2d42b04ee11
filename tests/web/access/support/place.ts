import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { createAccountsService } from '../../../../src/accounts/index.js';
import { hashPassword } from '../../../../src/accounts/passwordHash.js';
import { importRunnerFor } from '../../../../src/commands/importRunner.js';
import { type Courseware, loadCourseware } from '../../../../src/courseware/index.js';
import { type DataAccess, mongoClient, personStages } from '../../../../src/data/index.js';
import { outboxGateway } from '../../../../src/messaging/outboxGateway.js';
import { identify, setUpPassport } from '../../../../src/web/account/index.js';
import type { RouteDependencies } from '../../../../src/web/allRoutes.js';
import { memoryLimiters } from '../../../../src/web/middleware/rateLimit.js';
import { createSessionStore } from '../../../../src/web/middleware/setUpSession.js';
import { caseAt } from '../../../domain/repair/support.js';
import { appWith, fakeRouteDependencies } from '../../../support/appWith.js';
import { openTestDatabase, type TestDatabase } from '../../../support/database.js';
import { commandsDuring, type DatabaseCommand } from '../../../support/databaseCommands.js';
import { fakePreviews } from '../../../support/fakePreviews.js';
import { storeLearning } from './learning.js';
import { type Entries, NOW, storeCases, storeFirms } from './objects.js';
import { nameOf, PASSWORD, PEOPLE, type Person, storePeople } from './people.js';

export type Browser = ReturnType<typeof request.agent>;

export interface Signed {
  browser: Browser;
  /** A form token of this browser's session. */
  token: string;
  /** Its session as `name=value`, for a real browser; empty for a stranger. */
  cookie: string;
}

/** The built application over real stores, sessions and accounts; only Temporal is a list of what it was sent. */
export interface Place {
  data: DataAccess;
  entries: Entries;
  courseware: Courseware;
  /** Where the application listens. */
  baseUrl: string;
  /** Names of the commands that reached a workflow. */
  sent: string[];
  as: (person: Person) => Signed;
  /** A browser in which nobody has signed in, with the token of a form that anyone may open. */
  newStranger: () => Promise<Signed>;
  /** A session of the account in another browser. */
  storeSession: (id: string, accountId: string) => Promise<void>;
  /** What the work writes to the database, but for sessions and the mark of having read the own notices. */
  writesOf: (work: () => PromiseLike<unknown>) => Promise<string[]>;
  close: () => Promise<void>;
}

export async function openPlace(): Promise<Place> {
  const database = await openTestDatabase({ tells: true });
  const { data } = database;
  await storePeople(data, { passwordHash: await hashPassword(PASSWORD) });
  const entries = await storeFirms(data);
  await storeCases(data, entries);
  const courseware = await loadCourseware();
  await storeLearning(data, courseware);
  const sent: string[] = [];
  const routes = routesOf(database, { courseware, sent });
  const app = await appWith({
    sessionStore: createSessionStore(mongoClient(database.connection), {
      dbName: database.connection.name,
      personStages,
    }),
    authentication: setUpPassport(routes.accounts as Parameters<typeof setUpPassport>[0]),
    ...{ identify, clock: () => NOW, routes },
  });
  const server = createServer(app).listen(0);
  const signed = new Map<string, Signed>();
  for (const person of PEOPLE) signed.set(nameOf(person), await signIn(server, person));
  return {
    ...{ data, entries, courseware, sent },
    baseUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    as(person) {
      const found = signed.get(nameOf(person));
      if (found === undefined) throw new Error(`${nameOf(person)} has not signed in`);
      return found;
    },
    async newStranger() {
      const browser = browserOf(server);
      return { browser, token: await tokenOn(browser, '/account/sign-in'), cookie: '' };
    },
    storeSession: (id, accountId) => storeSession(database, { id, accountId }),
    writesOf: async work => (await commandsDuring(database.connection, work)).filter(isWrite).map(({ name }) => name),
    async close() {
      server.close();
      await importRunnerFor(fakeRouteDependencies(routes)).idle();
      await database.close();
    },
  };
}

function routesOf(
  { data }: TestDatabase,
  { courseware, sent }: { courseware: Courseware; sent: string[] },
): Partial<RouteDependencies> {
  const clock = () => NOW;
  const recorder = (answer: object) =>
    new Proxy(
      {},
      {
        get: (_target, name) => () => {
          sent.push(String(name));
          return Promise.resolve({ ok: true, ...answer });
        },
      },
    );
  const attempt = { attemptId: 'any', closed: false, closesAt: NOW, answers: {} };
  return {
    ...{ data, courseware, clock },
    previews: fakePreviews({ state: 'shown', pageCount: 1, pages: [{ number: 1, width: 1200, height: 1697 }] }),
    accounts: createAccountsService({
      ...{ data, messages: outboxGateway(data), counters: memoryLimiters, demo: true, clock },
    }),
    documents: {
      examine: () =>
        Promise.resolve({
          verification: { covered: false, intact: false, trusted: false, problems: [] },
          carriesOurMark: false,
        }),
    },
    commands: {
      cases: recorder({ case: caseAt('SUBMITTED') }),
      exams: recorder({ attempt }),
    } as unknown as RouteDependencies['commands'],
  };
}

async function tokenOn(browser: Browser, page: string): Promise<string> {
  const { text } = await browser.get(page).expect(200);
  const token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1];
  if (token === undefined) throw new Error(`no form on ${page}`);
  return token;
}

/** Thousands of pages are asked for here: they come unpacked, which is all that packing would change. */
const browserOf = (server: Server): Browser => request.agent(server).set('Accept-Encoding', 'identity');

async function signIn(server: Server, { accountId }: Person): Promise<Signed> {
  const browser = browserOf(server);
  const _csrf = await tokenOn(browser, '/account/sign-in');
  const fields = { _csrf, name: accountId, password: PASSWORD };
  const answer = await browser.post('/account/sign-in').type('form').send(fields).expect(303);
  const [cookie = ''] = [answer.headers['set-cookie'] ?? []].flat().map(line => line.split(';')[0]);
  return { browser, token: await tokenOn(browser, '/account/password'), cookie };
}

async function storeSession({ connection }: TestDatabase, { id, accountId }: Record<'id' | 'accountId', string>) {
  const sessions = connection.collection<{ _id: string; session: object }>('sessions');
  await sessions.insertOne({ _id: id, session: { accountId, createdAt: NOW } });
}

const WRITES = /\.(insert|update|delete|findAndModify|bulkWrite|create|drop|renameCollection)$/;

/** When somebody has read the own notices is a mark of that person alone, like the session. */
const isWrite = ({ name, command }: DatabaseCommand): boolean =>
  WRITES.test(name) &&
  !name.startsWith('sessions.') &&
  !(name === 'accounts.update' && JSON.stringify(command['updates']).includes('noticesReadAt')) &&
  !(name === 'notices.update' && JSON.stringify(command['updates']).includes('readBy'));
