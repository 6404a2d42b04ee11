import type { Request, Response } from 'express';
import { readPlainForm } from './setUpBodies.js';

/** What was sent, to be offered once more by one button. */
export interface ResendForm {
  readonly action: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

/** Never written into a page: passwords, one-time codes and identity numbers have to be typed again. */
export const SECRET = /password|^(code|again|current)$|^id(Tail|Number)$/i;

/**
 * The plain form of a request that could not be served because a server behind us is away; the page must not be kept
 * by the browser, so what was typed would be lost with it. Null for anything but a plain form, and for one that holds
 * a secret.
 */
export async function resendForm(req: Request, res: Response): Promise<ResendForm | null> {
  if (req.method !== 'POST' || req.is('application/x-www-form-urlencoded') === false) return null;
  await bodyOf(req, res);
  const sent = Object.entries((req.body ?? {}) as Record<string, unknown>);
  if (sent.length === 0 || sent.some(([name]) => SECRET.test(name))) return null;
  const fields = sent.flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap(one =>
      typeof one === 'string' ? [{ name, value: one }] : [],
    ),
  );
  return { action: req.originalUrl, fields };
}

/** The session may have failed before the body was read. A body that cannot be read any more is left out. */
function bodyOf(req: Request, res: Response): Promise<void> {
  if (req.body !== undefined) return Promise.resolve();
  return new Promise(resolve => {
    const read = readPlainForm as (req: Request, res: Response, next: () => void) => void;
    read(req, res, resolve);
  });
}
