import type { Response } from 'express';
import type { Actor } from '../../domain/access/actor.js';
import type { Language, Translate } from '../i18n.js';
import { HttpProblem } from './httpProblem.js';

export interface MenuItem {
  readonly text: string;
  readonly href: string;
  readonly current: boolean;
}

/** The person of this request, read afresh from the account so that a changed right counts at once. */
export interface SignedInPerson {
  readonly actor: Actor;
  readonly displayName: string;
  readonly language: Language;
  /** When the person last marked every notice as read. */
  readonly noticesReadAt?: number;
}

declare module 'express-serve-static-core' {
  /** Set by the middleware before any handler runs; views reach the same fields as `@locals`. */
  interface Locals {
    requestId: string;
    lang: Language;
    t: Translate;
    languageSwitch: { language: Language; label: string; current: boolean }[];
    currentPath: string;
    assets: Readonly<Record<string, string>>;
    csrfToken: () => string;
    /** The token where a session is kept at that moment, else empty; makes no session. */
    tokenOfSession: () => string;
    demo: boolean;
    person: SignedInPerson | null;
    menu: readonly MenuItem[];
    /** Where this person finds the cases he or she may see. */
    casesHome: Omit<MenuItem, 'current'> | null;
    /** Set by a handler that works on a case, so that the request's log line carries it. */
    caseId?: string;
    /** Files of a multipart form beyond the number the route takes. */
    filesLeftOut?: number;
  }
}

/** The actor of a request behind a guard. */
export function actorOf(res: Response): Actor {
  const { person } = res.locals;
  if (!person) throw new HttpProblem(403, 'no signed-in person on a guarded route');
  return person.actor;
}
