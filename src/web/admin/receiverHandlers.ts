import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { retryStuckExit, setReceiverMode } from '../../commands/adminCommands.js';
import type { ReceiverMode } from '../../data/index.js';
import { exitProgressOf } from '../../domain/repair/exitProgress.js';
import { EXIT_RECEIVERS } from '../../domain/repair/receivers.js';
import type { CaseInBrief } from '../../domain/repair/repairCase.js';
import { receiversView } from '../../queries/adminQueries.js';
import { formKey } from '../entries/entryFilterForm.js';
import { countyName } from '../entries/names.js';
import { formatDateTime } from '../format.js';
import { HttpProblem, notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields, query } from '../middleware/setUpBodies.js';
import { pageNumber, paginationOf } from '../pagination.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { adminNav } from './adminNav.js';

const MODES: readonly ReceiverMode[] = ['OK', 'AWAY', 'REFUSING'];
const COLOURS: Record<ReceiverMode, string> = { OK: 'green', AWAY: 'yellow', REFUSING: 'red' };

export const showReceivers =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { t, lang } = res.locals;
    const { page, done } = query(req);
    const { states, exits } = await receiversView(dependencies, pageNumber(page));
    res.render('admin/receivers', {
      nav: adminNav(res, 'receivers'),
      demo: dependencies.demo,
      done: done === 'mode' || done === 'retry' ? t(`admin:receivers.done.${done}`) : '',
      receivers: states.map(({ receiver, mode, acknowledged, ignored }) => ({
        name: t(`admin:receivers.name.${receiver}`),
        state: { text: t(`admin:receivers.mode.${mode}`), colour: COLOURS[mode] },
        acknowledged,
        ignored,
        action: paths.admin.receiverMode.build({ receiver }),
        key: randomUUID(),
        modes: MODES.filter(value => value !== mode || ignored > 0).map(value => ({
          value,
          text: t(`admin:receivers.set.${value}`),
        })),
      })),
      exits: exits.items.map(({ view, acknowledged }) => ({
        reference: view.case.reference,
        firm: view.enterpriseName,
        county: countyName(view.case.county, lang),
        since: new Date(view.case.updatedAt),
        missing: EXIT_RECEIVERS.filter(name => !acknowledged.includes(name)).map(name =>
          t(`admin:receivers.name.${name}`),
        ),
        state: exitState(view.case, { acknowledged: acknowledged.length, locals: res.locals }),
        action: paths.admin.retryExit.build({ caseId: view.case.caseId }),
        key: randomUUID(),
      })),
      pagination: paginationOf(exits, t, number => paths.admin.receivers.build({ page: number })),
    });
  };

/** How far the exit is, by the registers' own word, and what the administrators were told. */
function exitState(
  repairCase: CaseInBrief,
  { acknowledged, locals: { t, lang } }: { acknowledged: number; locals: Response['locals'] },
): string[] {
  const { round, hindrance, nextRoundAt } = exitProgressOf(repairCase);
  return [
    t('admin:receivers.answered', { done: acknowledged, all: EXIT_RECEIVERS.length, round }),
    ...(hindrance === undefined ? [] : [t(`cases:exit.hindrance.${hindrance}`)]),
    ...(nextRoundAt === undefined
      ? []
      : [t('admin:receivers.nextRound', { at: formatDateTime(new Date(nextRoundAt), lang) })]),
  ];
}

function keyOf(req: Request): string {
  const key = formKey(fields(req));
  if (key === null) throw new HttpProblem(400, 'form without its key');
  return key;
}

export const changeMode =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const receiver = EXIT_RECEIVERS.find(name => name === req.params['receiver']);
    if (!dependencies.demo || receiver === undefined) throw notFound('receiver');
    const mode = MODES.find(value => value === fields(req)['mode']);
    if (mode === undefined) throw new HttpProblem(400, 'no such mode');
    await setReceiverMode(dependencies, { receiver, mode, actor: actorOf(res), key: keyOf(req) });
    res.redirect(303, paths.admin.receivers.build({ done: 'mode' }));
  };

export const retryExit =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const caseId = String(req.params['caseId']);
    const sent = await retryStuckExit(dependencies, { caseId, actor: actorOf(res), key: keyOf(req) });
    if (!sent) throw notFound('exit');
    res.redirect(303, paths.admin.receivers.build({ done: 'retry' }));
  };
