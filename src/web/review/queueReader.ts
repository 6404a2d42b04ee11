import type { Response } from 'express';
import type { Actor } from '../../domain/access/actor.js';
import type { Language, Translate } from '../i18n.js';
import { actorOf } from '../middleware/locals.js';
import type { WebDependencies } from '../webDependencies.js';
import { readTrail, type Trail } from './queueForm.js';

/** Who reads a page of the desk, when and in which language, and what part of the queue it belongs to. */
export interface QueueReader {
  readonly actor: Actor;
  readonly t: Translate;
  readonly lang: Language;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly trail: Trail;
}

export const readerOf = (
  res: Response,
  { clock }: Pick<WebDependencies, 'clock'>,
  trail: Trail = readTrail(res.req),
): QueueReader => ({ actor: actorOf(res), t: res.locals.t, lang: res.locals.lang, now: clock(), trail });
