import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { CaseOutcome } from '../../commands/caseCommands.js';
import type { CaseView } from '../../data/index.js';
import { may, type PermissionName } from '../../domain/access/permissions.js';
import { objectOf } from '../../domain/repair/judge.js';
import type { RepairCase } from '../../domain/repair/repairCase.js';
import { isClosed } from '../../domain/repair/stages.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import type { WebDependencies } from '../webDependencies.js';
import { refusalText } from './refusalWords.js';

const KEY = /^[0-9a-f-]{36}$/;
const RETRY_SECONDS = '5';
/** Refusals that speak of the state of the case alone. */
const OVERTAKEN = ['actedMeanwhile', 'caseStopped'];

/** The case of the address, where the person may use the permission on it; for all others there is none (404). */
export async function caseFor(
  { data }: Pick<WebDependencies, 'data'>,
  { req, res, permission }: { req: Request; res: Response; permission: PermissionName },
): Promise<CaseView> {
  const caseId = String(req.params['caseId']);
  const view = await data.cases.find(caseId);
  if (view === null || !may(actorOf(res), permission, objectOf(view.case))) throw notFound('case');
  res.locals.caseId = caseId;
  return view;
}

export const newKey = (): string => randomUUID();

/** The form's one-time key; a form without one (or with a forged one) counts as new. */
export const keyOf = (sent: string | undefined): string => (sent !== undefined && KEY.test(sent) ? sent : newKey());

export interface Problem {
  status: 409 | 422 | 503;
  text: string;
}

/** What to say about an act that did not happen (or is not known to have happened). */
export function problemOf(outcome: Exclude<CaseOutcome, { ok: true }>, res: Response): Problem {
  if (outcome.refusal === undefined) {
    res.setHeader('Retry-After', RETRY_SECONDS);
    return { status: 503, text: res.locals.t('cases:pending') };
  }
  const status = OVERTAKEN.includes(outcome.refusal.code) ? 409 : 422;
  return { status, text: refusalText(outcome.refusal, res.locals) };
}

/** Whether an open case has lost the workflow that moves it, so that nothing can happen to it. */
export const isStopped = async (
  { caseWorkflows }: Pick<WebDependencies, 'caseWorkflows'>,
  { stage, entryId }: Pick<RepairCase, 'stage' | 'entryId'>,
): Promise<boolean> => !isClosed(stage) && (await caseWorkflows.stateOf(entryId)) === 'lost';
