import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express, { type Express, type RequestHandler, type Response } from 'express';
import session, { type SessionData } from 'express-session';
import request from 'supertest';
import { mongoClient, personStages } from '../../../src/data/index.js';
import { sessionStore } from '../../../src/data/sessionStore.js';
import { createSessionStore, setUpSession } from '../../../src/web/middleware/setUpSession.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

/** Takes a while to store, as a database does. */
class SlowStore extends session.MemoryStore {
  stored = 0;

  override set(id: string, value: SessionData, done?: (error?: unknown) => void): void {
    setTimeout(() => {
      super.set(id, value, error => {
        this.stored += 1;
        done?.(error);
      });
    }, 150);
  }
}

const T0 = Date.UTC(2026, 5, 1);
const HOUR = 3_600_000;

/** A promise that is kept when somebody opens it. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { opened, open };
}

function siteWith(store: session.Store, clock = () => T0): Express {
  const app = express();
  app.use(setUpSession({ secret: 'a secret that only tests use', store, https: false, clock }));
  app.get('/set', (req, res) => {
    req.session.accountId = 'a-1';
    res.redirect(303, '/read');
  });
  app.get('/plain', (_req, res) => {
    res.redirect(303, '/read');
  });
  app.get('/read', (req, res) => {
    res.json({ accountId: req.session.accountId ?? null });
  });
  return app;
}

describe('setUpSession', () => {
  it('has stored the session before the browser learns where to go', async () => {
    const store = new SlowStore();
    const server = siteWith(store).listen(0);
    const { port } = server.address() as AddressInfo;

    const answer = await fetch(`http://127.0.0.1:${String(port)}/set`, { redirect: 'manual' }); // at its headers
    const storedByThen = store.stored;
    await answer.arrayBuffer();
    server.close();

    expect(answer.status).toBe(303);
    expect(storedByThen).toBeGreaterThan(0);
  });

  it('makes no session for a redirect that needs none', async () => {
    const store = new SlowStore();

    const answer = await request(siteWith(store)).get('/plain').expect(303);

    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(store.stored).toBe(0);
  });

  it('ends a session twelve hours after it began, however busy it was', async () => {
    let now = T0;
    const browser = request.agent(siteWith(new session.MemoryStore(), () => now));
    await browser.get('/set');
    await browser.get('/read');

    now += 12 * HOUR;
    const atTwelve = await browser.get('/read');
    now += 1;
    const later = await browser.get('/read');

    expect([atTwelve.body, later.body]).toEqual([{ accountId: 'a-1' }, { accountId: null }]);
  });

  it('names and guards the cookie by the kind of connection', async () => {
    const plain = await request(siteWith(new session.MemoryStore())).get('/set');

    expect(String(plain.headers['set-cookie'])).toMatch(/^xinfu=.+; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/);
  });
});

describe('a session that is ended while a request of it is under way', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  /** A site on the real store, with a request that waits until it is told to go on. */
  function slowSite() {
    const { connection } = database;
    const site = siteWith(createSessionStore(mongoClient(connection), { dbName: connection.name, personStages }), () =>
      Date.now(),
    );
    const [began, goOn] = [gate(), gate()];
    const slow =
      (answer: (res: Response) => void): RequestHandler =>
      async (req, res) => {
        began.open();
        await goOn.opened;
        req.session.notice = { code: 'passwordChanged', values: {} };
        answer(res);
      };
    site.post(
      '/redirected',
      slow(res => {
        res.redirect(303, '/read');
      }),
    );
    site.post(
      '/answered',
      slow(res => {
        res.send('done');
      }),
    );
    site.post('/sign-out', (req, res) => {
      req.session.destroy(() => res.send('out'));
    });
    return { site, began: began.opened, goOn: goOn.open };
  }

  const endings = {
    'signing out': (cookie: string, site: Express) => request(site).post('/sign-out').set('Cookie', cookie),
    'ending the other sessions': () => sessionStore(database.connection).revokeAll('a-1'),
  };

  it.each(
    Object.keys(endings).flatMap(ending =>
      ['/redirected', '/answered'].map(slow => ({ ending: ending as keyof typeof endings, slow })),
    ),
  )('by $ending is not written back by $slow', async ({ ending, slow }) => {
    const { site, began, goOn } = slowSite();
    const cookie = (await request(site).get('/set')).get('Set-Cookie')?.[0]?.split(';')[0] ?? '';
    const before = await request(site).get('/read').set('Cookie', cookie);
    const underWay = request(site)
      .post(slow)
      .set('Cookie', cookie)
      .then(answer => answer.status);
    await began;

    await endings[ending](cookie, site);
    goOn();
    const status = await underWay;

    const after = await request(site).get('/read').set('Cookie', cookie);
    expect([before.body, after.body]).toEqual([{ accountId: 'a-1' }, { accountId: null }]);
    expect(status).toBeLessThan(400);
    expect(await database.connection.collection('sessions').countDocuments()).toBe(0);
  });

  it('is written as ever while it has not ended', async () => {
    const { site, began, goOn } = slowSite();
    const cookie = (await request(site).get('/set')).get('Set-Cookie')?.[0]?.split(';')[0] ?? '';
    const underWay = request(site)
      .post('/redirected')
      .set('Cookie', cookie)
      .then(answer => answer.status);
    await began;
    goOn();
    await underWay;

    const stored = await database.connection.collection('sessions').findOne({});
    expect(stored).toMatchObject({ session: { accountId: 'a-1', notice: { code: 'passwordChanged' } } });
    expect(stored).not.toHaveProperty('session.lastModified');
  });
});
