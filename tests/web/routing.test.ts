import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import express, { type Express } from 'express';
import session from 'express-session';
import { pino } from 'pino';
import request from 'supertest';
import type { Role } from '../../src/domain/access/actor.js';
import { PERMISSIONS } from '../../src/domain/access/permissions.js';
import { allRoutes } from '../../src/web/allRoutes.js';
import { setUpCsrf } from '../../src/web/middleware/csrf.js';
import { createErrorHandler } from '../../src/web/middleware/errorHandler.js';
import type { SignedInPerson } from '../../src/web/middleware/locals.js';
import { memoryLimiters } from '../../src/web/middleware/rateLimit.js';
import { fields, setUpBodies } from '../../src/web/middleware/setUpBodies.js';
import { sessionCookieName, setUpSession } from '../../src/web/middleware/setUpSession.js';
import { fileOf, filesOf } from '../../src/web/middleware/upload.js';
import { path } from '../../src/web/paths.js';
import { describeRoutes, mountRoutes, type RouteDeclaration } from '../../src/web/routing.js';

const LIMIT = { name: 'limited', points: 2, seconds: 60 };

const declarations: readonly RouteDeclaration<object>[] = [
  {
    method: 'get',
    path: path('/open'),
    permission: 'public',
    object: 'none',
    handler: () => (_q, s) => void s.send('open'),
  },
  {
    method: 'get',
    path: path('/own'),
    permission: 'signedIn',
    object: 'self',
    handler: () => (_q, s) => void s.send('own'),
  },
  {
    method: 'get',
    path: path('/token'),
    permission: 'public',
    object: 'none',
    handler: () => (_req, res) => void res.send(res.locals.csrfToken()),
  },
  {
    method: 'post',
    path: path('/decide/:caseId'),
    permission: 'review.county',
    object: 'case of own county, else 404',
    handler: () => (_req, res) => void res.send('decided'),
  },
  {
    method: 'post',
    path: path('/file'),
    permission: 'public',
    object: 'none',
    upload: { field: 'file', maxFiles: 1, maxFileBytes: 1000 },
    handler: () => (req, res) => {
      const file = fileOf(req);
      res.send(file === undefined ? 'none' : `${file.originalname} ${String(file.size)}/${String(file.buffer.length)}`);
    },
  },
  {
    method: 'post',
    path: path('/files'),
    permission: 'public',
    object: 'none',
    upload: { field: 'file', maxFiles: 2, maxFileBytes: 1000 },
    handler: () => (req, res) => {
      const names = filesOf(req).map(({ originalname }) => originalname);
      res.send(`${names.join(' ')}, ${String(res.locals.filesLeftOut)} left out of ${fields(req)['note'] ?? ''}`);
    },
  },
  {
    method: 'post',
    path: path('/limited'),
    permission: 'public',
    object: 'none',
    limit: LIMIT,
    tokenOfSessionOnly: true,
    handler: () => (_req, res) => void res.send('passed'),
  },
  {
    method: 'get',
    path: path('/limited-too'),
    permission: 'public',
    object: 'none',
    limit: LIMIT,
    handler: () => (_req, res) => void res.send('passed'),
  },
];

function personWith(role: Role): SignedInPerson {
  return { actor: { accountId: 'a', role, usccs: [], interests: [] }, displayName: 'x', language: 'zh' };
}

function appFor(role: Role | null, clock = () => 0): Express {
  const app = express();
  const logger = pino({ level: 'silent' });
  app.use((_req, res, next) => {
    res.locals.person = role ? personWith(role) : null;
    res.locals.t = key => key;
    next();
  });
  app.use(setUpSession({ secret: 'x'.repeat(40), store: new session.MemoryStore(), https: false, clock }));
  app.use(setUpCsrf('http://xinfu.test'));
  app.use(setUpBodies());
  mountRoutes(app, declarations, { dependencies: {}, limiters: memoryLimiters });
  app.use(createErrorHandler(logger));
  return app;
}

const json = { Accept: 'application/json' };

describe('mountRoutes', () => {
  it('lets anyone into a public page', async () => {
    await request(appFor(null)).get('/open').expect(200, 'open');
  });

  it('leads a stranger to sign in and remembers where to', async () => {
    await request(appFor(null)).get('/own?x=1').expect(303).expect('location', '/account/sign-in?next=%2Fown%3Fx%3D1');
    await request(appFor(null)).post('/decide/1').expect(303).expect('location', '/account/sign-in');
  });

  it('refuses a role that never holds the permission, before anything else', async () => {
    await request(appFor('LEGAL_REP')).post('/decide/1').set(json).expect(403);
  });

  it('refuses a change without the token or with the token of another session', async () => {
    const app = appFor('COUNTY_REVIEWER');
    const [own, other] = [request.agent(app), request.agent(app)];
    const { text: token } = await own.get('/token');
    await other.get('/token');

    const without = await own.post('/decide/1').type('form').send({}).set(json);
    const foreign = await other.post('/decide/1').type('form').send({ _csrf: token }).set(json);
    const right = await own.post('/decide/1').type('form').send({ _csrf: token });

    expect([without.status, foreign.status, right.status]).toEqual([403, 403, 200]);
  });

  it('takes the token from the header for calls of our own scripts', async () => {
    const agent = request.agent(appFor('COUNTY_REVIEWER'));
    const { text: token } = await agent.get('/token');

    const answer = await agent.post('/decide/1').set('X-CSRF-Token', token);

    expect(answer.status).toBe(200);
  });

  it('reads a file with its Chinese name and checks the token inside the form', async () => {
    const agent = request.agent(appFor(null));
    const { text: token } = await agent.get('/token');

    await agent
      .post('/file')
      .field('_csrf', token)
      .attach('file', Buffer.alloc(1000), '缴款收据.pdf')
      .expect(200, '缴款收据.pdf 1000/1000');
    await agent.post('/file').attach('file', Buffer.alloc(10), 'a.pdf').set(json).expect(403);
  });

  it('keeps nothing of a file one byte too large but its size, and refuses a second file', async () => {
    const agent = request.agent(appFor(null));
    const { text: token } = await agent.get('/token');

    await agent
      .post('/file')
      .attach('file', Buffer.alloc(1001), 'a.pdf')
      .field('_csrf', token)
      .expect(200, 'a.pdf 1001/0');
    await agent
      .post('/file')
      .field('_csrf', token)
      .attach('file', Buffer.alloc(1), 'a.pdf')
      .attach('file', Buffer.alloc(1), 'b.pdf')
      .set(json)
      .expect(422);
  });

  it('leaves out files beyond the number allowed, and reads the rest of the form', async () => {
    const agent = request.agent(appFor(null));
    const { text: token } = await agent.get('/token');
    const form = agent.post('/files');
    for (const name of ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf']) void form.attach('file', Buffer.alloc(5), name);

    const { text } = await form.field('note', '收据').field('_csrf', token);

    expect(text).toBe('a.pdf b.pdf, 2 left out of 收据');
  });

  it('answers 429 with Retry-After beyond the limit', async () => {
    const server = createServer(appFor(null));
    await request(server).post('/limited').expect(200);
    await request(server).post('/limited').expect(200);

    const answer = await request(server).post('/limited').set(json).expect(429);

    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('counts addresses with the same limit together', async () => {
    const server = createServer(appFor(null));
    const answers = [
      await request(server).get('/limited-too'),
      await request(server).post('/limited'),
      await request(server).get('/limited-too').set(json),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  });
});

describe('the session', () => {
  it('ends twelve hours after its start however busy it is', async () => {
    let now = 0;
    const agent = request.agent(appFor('COUNTY_REVIEWER', () => now));
    const { text: token } = await agent.get('/token');
    await agent.get('/open'); // the start is noted once the session holds something
    now = 12 * 60 * 60 * 1000;
    await agent.post('/decide/1').type('form').send({ _csrf: token }).expect(200);

    now += 1;

    await agent.post('/decide/1').type('form').send({ _csrf: token }).set(json).expect(403);
  });

  it('has a host-bound cookie name over https and a cookie no script can read', async () => {
    const answer = await request(appFor(null)).get('/token');

    expect(answer.headers['set-cookie']?.[0]).toMatch(/^xinfu=.*Path=\/; .*HttpOnly; SameSite=Lax$/);
    expect(sessionCookieName(true)).toBe('__Host-xinfu');
  });
});

describe('the declared routes', () => {
  it('name an existing permission and an object rule each, and no address twice', () => {
    const routes = describeRoutes(allRoutes);

    for (const { permission, object } of routes) {
      expect(permission === 'public' || permission === 'signedIn' || permission in PERMISSIONS).toBe(true);
      expect(object).not.toBe('');
    }
    const addresses = routes.map(({ method, path: pattern }) => `${method} ${pattern}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });
});
