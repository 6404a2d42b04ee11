import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler } from 'express';
import { HttpProblem } from './httpProblem.js';
import { keepsSession } from './setUpSession.js';

function tokenOf(req: Request): string | null {
  const body = req.body as Record<string, unknown> | undefined;
  const sent = body?.['_csrf'] ?? req.get('x-csrf-token');
  return typeof sent === 'string' ? sent : null;
}

const { generateToken, isRequestValid } = csrfSync({ getTokenFromRequest: tokenOf });

/**
 * The synchroniser token of the session, compared after the body is read; a browser's own calls send it as the header
 * `X-CSRF-Token`. Runs inside each POST route, so that a multipart body has been parsed by then.
 */
export const checkCsrfToken: RequestHandler = (req, res, next) => {
  if (isRequestValid(req)) {
    next();
    return;
  }
  // The same person has signed in anew since this form was printed: it is filled in again, and sent by the person.
  const kept = res.locals.person ? (res.locals.keepForm?.() ?? null) : null;
  if (kept === null || kept === 'lost') throw new HttpProblem(403, 'missing or foreign form token');
  res.redirect(303, kept.page);
};

/** For a form that anyone may send without getting a session for it: asks for the token where a session is kept. */
export const checkTokenOfSession: RequestHandler = (req, res, next) => {
  if (keepsSession(req)) checkCsrfToken(req, res, next);
  else next();
};

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

function isForeign(req: Request, ownOrigin: string): boolean {
  const site = req.get('sec-fetch-site');
  if (site === 'same-origin') return false;
  if (site !== undefined && site !== 'none') return true;
  const origin = req.get('origin');
  return origin !== undefined && origin !== ownOrigin;
}

/**
 * Refuses a change that another site's page sent, before anything of it is read, and offers views the session's token.
 * The token is made only when a form prints it: a visitor who just reads gets no session.
 */
export function setUpCsrf(baseUrl: string): RequestHandler {
  const ownOrigin = new URL(baseUrl).origin;
  return (req, res, next) => {
    if (!SAFE_METHODS.has(req.method) && isForeign(req, ownOrigin)) {
      throw new HttpProblem(403, 'change requested by another site');
    }
    res.locals.csrfToken = () => generateToken(req);
    res.locals.tokenOfSession = () => (keepsSession(req) ? generateToken(req) : '');
    next();
  };
}
