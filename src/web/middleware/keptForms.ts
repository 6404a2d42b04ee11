import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { DataAccess } from '../../data/index.js';
import { escapeHtml, fillForm, replacePieces, type SentField } from './fillForm.js';
import { SECRET } from './resendForm.js';
import { safeRedirect } from './safeRedirect.js';
import { keepsSession } from './setUpSession.js';

/** A form that arrived after its session had ended. */
interface LateForm {
  /** Where the form was sent, and the page that it stood on. */
  readonly action: string;
  readonly page: string;
  readonly fields: readonly SentField[];
}

/** Such a form as it is kept in the browser's session for the person it belongs to: nothing of it lies there unsealed. */
export interface KeptForm {
  /** Mark of the account. */
  readonly owner: string;
  /** The form, sealed for this owner. */
  readonly sealed: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

declare module 'express-session' {
  interface SessionData {
    keptForm?: KeptForm;
  }
}

declare module 'express-serve-static-core' {
  interface Locals {
    /** What a form says of the person it was printed for; empty for a stranger. */
    formOwner?: () => string;
    /**
     * Keeps the form of this request for the person it was printed for: the page to go on from; `lost` where the form is
     * too long to keep; null where it was printed for nobody, or for somebody other than the reader.
     */
    keepForm?: () => { page: string } | 'lost' | null;
    /** Takes a form that was kept before the sign-in into the session after it, where it is this account's. */
    adoptForm?: (kept: KeptForm | undefined, accountId: string) => void;
  }
}

/** The field that carries the mark. */
export const OWNER_FIELD = '_for';
const KEPT_MS = 30 * 60_000;
/** Characters of all fields together; no form of ours that people type asks for more. */
const LONGEST = 40_000;

interface Site {
  readonly secret: string;
  readonly clock: () => number;
  readonly baseUrl: string;
  readonly data: Pick<DataAccess, 'keptForms'>;
}

/**
 * Lets a form that came too late be filled in again after the sign-in of the same person, and of nobody else. It is never
 * sent by itself. A form tells whose it is by a mark that only this site can make, so that strangers can keep nothing.
 * Passwords, codes, ID numbers and files are not kept.
 */
export function setUpKeptForms({ secret, clock, baseUrl, data }: Site): RequestHandler {
  const markOf = (what: string): string =>
    createHmac('sha256', secret).update(`form-owner:${what}`).digest('base64url').slice(0, 22);
  const ownerField = (accountId: string): string => `${markOf(accountId)}.${markOf(`proof:${markOf(accountId)}`)}`;
  const ownerIn = (sent: unknown): string | undefined => {
    const [owner = '', proof = ''] = typeof sent === 'string' ? sent.split('.') : [];
    return isSame(proof, markOf(`proof:${owner}`)) ? owner : undefined;
  };

  return (req, res, next) => {
    const { locals } = res;
    locals.formOwner = () => (locals.person ? ownerField(locals.person.actor.accountId) : '');
    locals.keepForm = () => {
      const fields = sentFields(req);
      const owner = ownerIn(fields.find(({ name }) => name === OWNER_FIELD)?.value);
      const reader = locals.person?.actor.accountId;
      if (owner === undefined || (reader !== undefined && owner !== markOf(reader))) return null;
      if (fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0) > LONGEST) return 'lost';
      const page = pageOf(req, baseUrl);
      const kept = fields.filter(({ name }) => !name.startsWith('_') && !SECRET.test(name));
      const form: LateForm = { action: req.originalUrl, page, fields: kept };
      const sealed = data.keptForms.seal(JSON.stringify(form), owner);
      req.session.keptForm = { owner, sealed, until: clock() + KEPT_MS };
      return { page };
    };
    locals.adoptForm = (kept, accountId) => {
      if (kept?.owner === markOf(accountId) && kept.until > clock()) req.session.keptForm = kept;
    };
    if (locals.person) showKept(req, res, { reader: markOf(locals.person.actor.accountId), now: clock(), data });
    next();
  };
}

function showKept(
  req: Request,
  res: Response,
  { reader, now, data }: { reader: string; now: number; data: Site['data'] },
): void {
  const { keptForm } = keepsSession(req) ? req.session : {};
  if (keptForm === undefined) return;
  const isOver = keptForm.owner !== reader || keptForm.until <= now;
  const late = isOver ? null : opened(keptForm, data);
  if (late === null || (req.method === 'POST' && req.path === pathOf(late.action))) delete req.session.keptForm;
  else if (req.method === 'GET' && req.path === pathOf(late.page)) fillWhenSent(res, late);
}

function opened({ sealed, owner }: KeptForm, { keptForms }: Site['data']): LateForm | null {
  const text = keptForms.open(sealed, owner);
  return text === null ? null : (JSON.parse(text) as LateForm);
}

function fillWhenSent(res: Response, kept: LateForm): void {
  const send = res.send.bind(res);
  res.send = (body: unknown) => {
    const isPage = typeof body === 'string' && String(res.getHeader('Content-Type') ?? 'text/html').includes('html');
    return send(isPage ? withKept(body, kept, res) : body);
  };
}

/** The page with the form filled in; where the form is not on it any more, what was typed stands above. */
function withKept(html: string, kept: LateForm, { locals: { t } }: Response): string {
  const filled = fillForm(html, kept);
  const typed = kept.fields.filter(({ value }) => value.trim().length > 1 && !/^[\w.=-]{16,}$/.test(value));
  const list =
    filled === null ? typed.map(({ value }) => `<p class="govuk-body xf-as-typed">${escapeHtml(value)}</p>`) : [];
  const banner = [
    '<div class="govuk-notification-banner" role="region" aria-labelledby="kept-form-title" id="kept-form">',
    `<div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="kept-form-title">${escapeHtml(t('common:keptForm.title'))}</h2></div>`,
    `<div class="govuk-notification-banner__content"><p class="govuk-notification-banner__heading">${escapeHtml(t('common:keptForm.what'))}</p>`,
    `<p class="govuk-body">${escapeHtml(t(filled === null ? 'common:keptForm.listed' : 'common:keptForm.filled'))}</p>`,
    ...list,
    '</div></div>',
  ].join('');
  return replacePieces(filled ?? html, { name: 'main', to: '>' }, main => main + banner);
}

/** The fields of a plain form; none where there is no such form. */
function sentFields(req: Request): SentField[] {
  if (req.method !== 'POST' || !req.is('application/x-www-form-urlencoded')) return [];
  return Object.entries((req.body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap(one =>
      typeof one === 'string' ? [{ name, value: one.replace(/\r\n?/g, '\n') }] : [],
    ),
  );
}

/** The page that the form stood on, as the browser says; else the address it was sent to. */
function pageOf(req: Request, baseUrl: string): string {
  const from = req.get('referer') ?? '';
  const own = new URL(baseUrl).origin;
  const page = from.startsWith(`${own}/`) ? safeRedirect(from.slice(own.length), '') : '';
  return page === '' ? safeRedirect(req.originalUrl, '/') : page;
}

const pathOf = (address: string): string => address.split(/[?#]/)[0] ?? '';

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
