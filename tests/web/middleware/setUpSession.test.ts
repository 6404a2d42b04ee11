import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import express, { type Express } from 'express';
import session, { type SessionData } from 'express-session';
import request from 'supertest';
import { setUpSession } from '../../../src/web/middleware/setUpSession.js';

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
