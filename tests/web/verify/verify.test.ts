import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { SignedInPerson } from '../../../src/web/middleware/locals.js';
import { actorOf } from '../../domain/repair/support.js';
import { appWith } from '../../support/appWith.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { words } from '../commitment/support.js';

const OLD = 'BBBB-BBBB-CCCC-DDDD-EEEE';
const CODE = 'AAAA-BBBB-CCCC-DDDD-EEEE';
const bytes = Buffer.from('%PDF-1.7 the first letter');

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  const letter = { documentId: 'letter:s1', kind: 'COMMITMENT', caseId: 'c1', verificationCode: CODE, at: 1 };
  await database.data.documents.put({ ...letter, bytes, meta: { number: 'CN-1' } });
  await database.data.documents.revoke('letter:s1', { at: Date.parse('2026-11-03T02:00:00Z'), reason: 'REPLACED' });
});
afterAll(() => database.close());

const reader: SignedInPerson = { actor: actorOf('rep', 'LEGAL_REP'), displayName: '张示例', language: 'en' };
const app = (person: SignedInPerson | null = null) =>
  appWith({ person, routes: { data: database.data, documents: {} as never } });

describe('GET /verify/:code', () => {
  it('says that a letter was replaced, when, by which one, and leads to the commitment that counts', async () => {
    const { documents, commitments } = database.data;
    const issued = { kind: 'COMMITMENT', caseId: 'c2', bytes, meta: { number: 'CN-411722-2026-0007' } };
    const anew = Date.parse('2026-11-20T17:00:00Z');
    await documents.put({ ...issued, documentId: 'letter:s2', verificationCode: OLD, at: 1 });
    await documents.put({
      ...{ ...issued, documentId: 'letter:s3', verificationCode: 'Z'.repeat(20), at: anew },
      meta: { number: 'CN-411722-2026-0008' },
    });
    await documents.revoke('letter:s2', { at: anew, reason: 'REPLACED' });
    const page = async (person: SignedInPerson | null) =>
      words((await request(await app(person)).get(`/verify/${OLD}`)).text);

    expect(await page(null)).toContain('已由新签的承诺书取代');
    expect(await page(null)).toMatch(
      /2026年11月21日 01:00 起作废[^。]*已由 CN-411722-2026-0008（2026年11月21日签署）取代。/,
    );
    expect(await page(reader)).toContain('replaced by CN-411722-2026-0008, signed on 21 November 2026');
    expect((await request(await app()).get(`/verify/${OLD}`)).text).not.toContain('/commitments/c2');

    await commitments.publish({
      ...{ caseId: 'c2', entryId: 'e2', uscc: '91411702PDY00001XL', enterpriseName: '示例', county: '411722' },
      ...{ listType: 'BLACKLIST', authorityName: '示例局', decisionNumber: '1', letterId: 'letter:s3' },
      ...{ letterNumber: 'CN-411722-2026-0008', statements: [], measures: '' },
      ...{ signedOn: '2026-11-21', publishedAt: anew },
    });
    expect((await request(await app()).get(`/verify/${OLD}`)).text).toContain('href="/commitments/c2"');
  });

  it('says so where the newer letter is not known', async () => {
    const { text } = await request(await app())
      .get(`/verify/${CODE}`)
      .expect(200);

    expect(text).toContain('已由新签的承诺书取代');
    expect(text).toMatch(/2026年11月3日[^<]*企业重新签署了承诺书/);
  });

  it('says so in English too', async () => {
    const { text } = await request(await app(reader)).get(`/verify/${CODE}`);

    expect(text).toContain('the firm signed the commitment anew');
  });
});

describe('POST /verify/file', () => {
  it('knows a replaced letter by its bytes', async () => {
    const agent = request.agent(await app());
    const form = await agent.get('/verify');
    const [, csrf = ''] = /name="_csrf" value="([^"]*)"/.exec(form.text) ?? [];

    const { text } = await agent
      .post('/verify/file')
      .field('_csrf', csrf)
      .attach('file', bytes, { filename: 'letter.pdf', contentType: 'application/pdf' });

    expect(text).toContain('企业重新签署了承诺书');
  });
});
