import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { allRoutes } from '../../../src/web/allRoutes.js';
import type { SignedInPerson } from '../../../src/web/middleware/locals.js';
import { actorOf } from '../../domain/repair/support.js';
import { appWith } from '../../support/appWith.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

/** Somebody who may send a file there. */
const PERSONS: Readonly<Record<string, SignedInPerson>> = {
  'entries.import': { actor: actorOf('city', 'CITY_ADMIN'), displayName: '市管理员', language: 'zh' },
  'case.edit': { actor: actorOf('rep', 'LEGAL_REP'), displayName: '张示例', language: 'zh' },
};

const uploads = allRoutes.filter(({ upload }) => upload !== undefined);
const addresses = uploads.map(({ path, permission }) => ({
  address: path.pattern.replace(/:\w+/g, 'none'),
  person: PERSONS[permission] ?? null,
}));

let database: TestDatabase;
let server: Server;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const EDGE = 'xxEDGExx';
const TYPE = `multipart/form-data; boundary=${EDGE}`;
const part = (disposition: string, content = 'x') =>
  `--${EDGE}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;
const END = `--${EDGE}--\r\n`;
const FILE = part('name="file"; filename="a.pdf"', '%PDF-1.7');
const many = (count: number, of: (number: number) => string) => Array.from({ length: count }, (_, n) => of(n)).join('');

const MALFORMED: readonly [string, { type?: string; body: string }][] = [
  ['no boundary', { type: 'multipart/form-data', body: FILE + END }],
  ['an empty boundary', { type: 'multipart/form-data; boundary=', body: FILE + END }],
  ['a boundary of 5,000 characters', { type: `multipart/form-data; boundary=${'b'.repeat(5_000)}`, body: FILE + END }],
  ['a boundary that never comes', { type: 'multipart/form-data; boundary=other', body: FILE + END }],
  ['a type that is cut short', { type: 'multipart/form-data; boundary="', body: FILE + END }],
  ['another kind of parts', { type: `multipart/mixed; boundary=${EDGE}`, body: FILE + END }],
  ['no end', { body: FILE }],
  ['a body cut in its header', { body: FILE.slice(0, 60) }],
  ['nothing', { body: '' }],
  ['noise', { body: '\u0000\u0001-'.repeat(2_000) }],
  ['NUL in a file name', { body: part('name="file"; filename="a\u0000b.pdf"') + END }],
  ['NUL in the name of a field', { body: part('name="co\u0000de"') + END }],
  ['a header without a colon', { body: `--${EDGE}\r\nContent-Disposition form-data\r\n\r\nx\r\n${END}` }],
  ['a header that never ends', { body: `--${EDGE}\r\nX: ${'a'.repeat(100_000)}\r\n\r\nx\r\n${END}` }],
  ['a part without a name', { body: part('filename="a.pdf"') + END }],
  ['a file in another field', { body: part('name="other"; filename="a.pdf"') + END }],
  ['1,000 fields', { body: many(1_000, number => part(`name="f${String(number)}"`)) + END }],
  ['1,000 empty files', { body: many(1_000, () => part('name="file"; filename="a.pdf"', '')) + END }],
  ['a field of 1 MB', { body: part('name="code"', 'x'.repeat(1024 * 1024)) + END }],
  ['a field with a name of 10,000 characters', { body: part(`name="${'n'.repeat(10_000)}"`) + END }],
  [
    'a field of a prototype',
    { body: part('name="__proto__[admin]"') + part('name="constructor[prototype][a]"') + END },
  ],
  ['a field far out in a list', { body: part('name="a[999999999]"') + END }],
  ['a field deep in objects', { body: part(`name="a${'[b]'.repeat(30)}"`) + END }],
];

describe.each(addresses)('an upload to $address', ({ address, person }) => {
  it.each(MALFORMED)(
    'with %s is refused on a page of the site, and nothing breaks',
    async (_what, { type = TYPE, body }) => {
      const app = await appWith({ person, routes: { data: database.data } });

      const { status, text } = await request(app).post(address).set('Content-Type', type).send(body);

      expect([400, 403, 422]).toContain(status);
      expect(text).toContain('<html');
      expect(text).toMatch(/<h1[^>]*>[^<]+<\/h1>/);
    },
  );

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'with the right token and a field named %s is read as any other',
    async name => {
      const app = await appWith({ person, routes: { data: database.data } });
      const browser = request.agent(app);
      const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec((await browser.get('/verify')).text) ?? [];

      const { status } = await browser.post(address).field('_csrf', token).field(name, 'x');

      expect([400, 404, 422]).toContain(status);
      expect({}).not.toHaveProperty('x');
    },
  );
});

describe('an upload that breaks off', () => {
  beforeAll(async () => {
    server = createServer(await appWith({ routes: { data: database.data } }));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    server.close();
  });

  it('leaves the site answering', async () => {
    const { port } = server.address() as AddressInfo;
    for (let time = 0; time < 5; time += 1) {
      const line = connect(port, '127.0.0.1');
      line.write(
        `POST /verify/file HTTP/1.1\r\nHost: a\r\nContent-Type: ${TYPE}\r\nContent-Length: 99999\r\n\r\n${FILE}`,
      );
      await new Promise(resolve => setTimeout(resolve, 20));
      line.destroy();
    }

    await request(server).get('/verify').expect(200);
  });
});
