import type { Request, RequestHandler } from 'express';
import session, { type Session, type SessionData, type Store } from 'express-session';
import type { MongoClient } from 'mongodb';
import { HttpProblem } from './httpProblem.js';
import { type KeptSessions, sessionsInDatabase } from './sessionsInDatabase.js';

const IDLE_LIMIT_MS = 30 * 60 * 1000;
const ABSOLUTE_LIMIT_MS = 12 * 60 * 60 * 1000;

declare module 'express-session' {
  interface SessionData {
    /** Epoch milliseconds at which this session was made; it ends 12 hours later however busy it is. */
    startedAt?: number;
    /** The signed-in account and what its owner sees of this session in the list of devices. */
    accountId?: string;
    createdAt?: number;
    device?: string;
  }
}

export interface SessionOptions {
  readonly secret: string;
  readonly store: Store;
  readonly https: boolean;
  readonly clock: () => number;
}

export const sessionCookieName = (https: boolean): string => (https ? '__Host-xinfu' : 'xinfu');

/** Server-side sessions: 30 minutes idle, 12 hours at most. Nothing is stored for a visitor who only reads. */
export function setUpSession({ secret, store, https, clock }: SessionOptions): RequestHandler[] {
  const keepSession = session({
    name: sessionCookieName(https),
    secret,
    store,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { path: '/', httpOnly: true, secure: https, sameSite: 'lax', maxAge: IDLE_LIMIT_MS },
  });
  const endOldSession: RequestHandler = (req, _res, next) => {
    // express-session goes on without a session when its store is away; we say so instead of signing people out
    const current = req.session as (Session & Partial<SessionData>) | undefined;
    if (!current) throw new HttpProblem(503, 'session store is away');
    const { startedAt } = current;
    if (startedAt !== undefined && clock() - startedAt > ABSOLUTE_LIMIT_MS) {
      req.session.regenerate(next);
      return;
    }
    if (startedAt === undefined && holdsSomething(current)) current.startedAt = clock();
    next();
  };
  return [keepSession, endOldSession, saveBeforeRedirect];
}

const holdsSomething = (current: Session): boolean => Object.keys(current).some(name => name !== 'cookie');

/** Whether there is a session that is kept, made by this request or an earlier one. */
export function keepsSession(req: Request): boolean {
  const current = req.session as Session | undefined; // gone after signing out
  return current !== undefined && holdsSomething(current);
}

/**
 * express-session stores the session only while the answer is on its way, so a browser may follow a redirect before
 * what the next page needs is there. Redirects wait until it is stored.
 */
const saveBeforeRedirect: RequestHandler = (req, res, next) => {
  const redirect = res.redirect.bind(res) as (...target: unknown[]) => void;
  res.redirect = (...target: unknown[]) => {
    if (!keepsSession(req)) {
      redirect(...target);
      return;
    }
    req.session.save((error: unknown) => {
      if (error) next(error);
      else redirect(...target);
    });
  };
  next();
};

/** Sessions in the database the application uses. `client` is the connected driver client. */
export const createSessionStore = (client: MongoClient, kept: Omit<KeptSessions, 'idleSeconds'>): Store =>
  sessionsInDatabase(client, { ...kept, idleSeconds: IDLE_LIMIT_MS / 1000 });
