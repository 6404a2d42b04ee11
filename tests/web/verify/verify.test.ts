import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { SignedInPerson } from '../../../src/web/middleware/locals.js';
import { actorOf } from '../../domain/repair/support.js';
import { appWith } from '../../support/appWith.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

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
  it('says that a letter was replaced, and when', async () => {
    const { text } = await request(await app())
      .get(`/verify/${CODE}`)
      .expect(200);

    expect(text).toContain('曾签发，后被撤销');
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
