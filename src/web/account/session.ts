import type { Request, Response } from 'express';
import type { PasswordGrant, SentCode } from '../../accounts/index.js';
import type { SignedInPerson } from '../middleware/locals.js';
import { sessionCookieName } from '../middleware/setUpSession.js';

/** A sentence for the next page: `account:notices.<code>`. */
interface Notice {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Where a first code went, and in the demonstration the code itself; shown once. */
export interface HandedCode extends SentCode {
  readonly displayName: string;
  readonly signInName: string;
  /** Where the page leads back to. */
  readonly back: string;
}

declare module 'express-session' {
  interface SessionData {
    grant?: PasswordGrant & { until: number };
    notice?: Notice;
    handedCode?: HandedCode;
  }
}

const GRANT_MS = 15 * 60 * 1000;

const BROWSERS: readonly [RegExp, string][] = [
  [/MicroMessenger\//, 'WeChat'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** What a browser says about itself, in two words a person recognises; empty where it says nothing known. */
export function deviceOf(userAgent: string): string {
  return [BROWSERS, SYSTEMS].flatMap(list => list.find(([pattern]) => pattern.test(userAgent))?.[1] ?? []).join(' · ');
}

/** Lets a person in: a new session id, so that an id planted before is worth nothing. */
export async function enter(req: Request, person: SignedInPerson, now: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    req.logIn(person, error => {
      if (error) reject(error instanceof Error ? error : new Error('session not made', { cause: error }));
      else resolve();
    });
  });
  const device = deviceOf(req.get('user-agent') ?? '');
  Object.assign(req.session, { accountId: person.actor.accountId, createdAt: now, startedAt: now, device });
}

/** Ends the session at the server and tells the browser to forget what it holds; the chosen language stays. */
export async function leave(req: Request, res: Response, https: boolean): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    req.session.destroy(error => {
      if (error) reject(error instanceof Error ? error : new Error('session not ended', { cause: error }));
      else resolve();
    });
  });
  res.clearCookie(sessionCookieName(https), { path: '/', httpOnly: true, secure: https, sameSite: 'lax' });
  res.setHeader('Clear-Site-Data', '"cache", "storage"');
}

/** Remembers for a quarter of an hour that this browser may set the password; again under a new session id. */
export async function keepGrant(req: Request, grant: PasswordGrant, now: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    req.session.regenerate((error: unknown) => {
      if (error) reject(error instanceof Error ? error : new Error('session not made', { cause: error }));
      else resolve();
    });
  });
  req.session.grant = { ...grant, until: now + GRANT_MS };
}

export function grantOf(req: Request, now: number): PasswordGrant | null {
  const { grant } = req.session;
  return grant !== undefined && grant.until > now ? grant : null;
}

export function leaveNotice(req: Request, code: string, values: Readonly<Record<string, string>> = {}): void {
  req.session.notice = { code, values };
}

/** The sentence left for this page, in the reader's language; empty when there is none. It is shown once. */
export function takeNotice(req: Request, res: Response): string {
  const { notice } = req.session;
  if (notice === undefined) return '';
  delete req.session.notice;
  return res.locals.t(`account:notices.${notice.code}`, notice.values);
}
