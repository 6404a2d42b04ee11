import request from 'supertest';
import { createDocuments, createLocalAuthority } from '../../../src/documents/index.js';
import { aCertificate, aDecision, anExitNotice, aSigning } from '../../documents/support/samples.js';
import { appWith } from '../../support/appWith.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { words } from '../commitment/support.js';

/** A person whose documents were issued; nothing of this belongs on a page that anyone may open. */
export const PERSONAL = ['喆镕堃', '123X', '138****5678', '示例市示例区示例路 1 号', '185', '92 分'];
export const AT = Date.parse('2026-04-20T02:00:00Z');

const KINDS = ['COMMITMENT', 'CERTIFICATE', 'EXIT_NOTICE', 'REJECTION', 'NON_ACCEPTANCE'] as const;
export type Kind = (typeof KINDS)[number];

export const codeOf = (kind: Kind): string =>
  kind
    .replace(/[^A-Z]/g, '')
    .padEnd(20, 'X')
    .slice(0, 20)
    .replace(/(.{4})(?=.)/g, '$1-');
export const META = { number: 'CN-411702-2026-0001', enterpriseName: '示例食品有限公司', uscc: '91411702PDY00001XL' };

export interface Counter {
  database: TestDatabase;
  documents: ReturnType<typeof createDocuments>;
  /** The bytes of every kind of document, as they were issued. */
  issued: Record<Kind, Buffer>;
}

/** One signed document of every kind, made and signed by the real documents and kept by the real store. */
export async function openCounter(): Promise<Counter> {
  const database = await openTestDatabase();
  const authority = await createLocalAuthority({ passphrase: 'a test', now: new Date('2026-01-01T00:00:00Z') });
  const documents = createDocuments({ authority });
  const made = {
    COMMITMENT: await documents.commitmentLetter(aSigning()),
    CERTIFICATE: await documents.trainingCertificate(aCertificate()),
    EXIT_NOTICE: await documents.exitNotice(anExitNotice()),
    REJECTION: await documents.decisionLetter(aDecision('REJECTED')),
    NON_ACCEPTANCE: await documents.decisionLetter(aDecision('NOT_ACCEPTED')),
  };
  for (const kind of KINDS) {
    const { bytes } = made[kind];
    const document = { documentId: kind, kind, bytes, verificationCode: codeOf(kind), meta: META, at: AT };
    await database.data.documents.put(document);
  }
  const issued = Object.fromEntries(KINDS.map(kind => [kind, made[kind].bytes])) as Counter['issued'];
  return { database, documents, issued };
}

export type Browser = ReturnType<typeof request.agent>;

/** Someone who has not signed in, with counters of a day of its own. */
export async function anyone(
  { database, documents }: Counter,
  language: 'zh' | 'en' = 'zh',
  now = AT,
): Promise<Browser> {
  const clock = () => now;
  const app = await appWith({ demo: false, clock, routes: { data: database.data, documents, demo: false, clock } });
  const browser = request.agent(app);
  await browser.post('/language').type('form').send({ language, returnTo: '/' }).expect(303);
  return browser;
}

export async function tokenOf(browser: Browser): Promise<string> {
  const { text } = await browser.get('/verify').expect(200);
  return /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
}

export async function upload(browser: Browser, bytes: Buffer, name = '承诺书.pdf') {
  const token = await tokenOf(browser);
  return browser.post('/verify/file').field('_csrf', token).attach('file', bytes, name);
}

export async function typeCode(browser: Browser, code: string) {
  const _csrf = await tokenOf(browser);
  return browser.post('/verify').type('form').send({ _csrf, code });
}

/** What a page says, without the hash of the document: by chance it may hold any digits. */
export const wordsBesideHash = (html: string): string => words(html).replace(/\b[0-9a-f]{64}\b/g, '');

/** The heading of the answer. */
export const heading = (html: string): string => /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1]?.trim() ?? '';
