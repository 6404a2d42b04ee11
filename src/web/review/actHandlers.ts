import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { type CaseOutcome, sendForm } from '../../commands/caseCommands.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RepairRules } from '../../domain/repair/act.js';
import type { ActKind } from '../../domain/repair/events.js';
import { actOf, mayAct } from '../../domain/repair/judge.js';
import type { RepairCase } from '../../domain/repair/repairCase.js';
import { rulesToday } from '../../facts/law.js';
import type { ReviewDossier } from '../../queries/reviewQueries.js';
import { actorOf } from '../middleware/locals.js';
import { paths } from '../paths.js';
import { undrawableFields } from '../undrawable.js';
import type { WebDependencies } from '../webDependencies.js';
import { type ActPage, presentAct, presentChanged, presentConfirmation } from './actPresenter.js';
import { type Dossier, dossierOf } from './dossier.js';
import { readTrail, trailQuery } from './queueForm.js';
import { requireCase } from './queueHandlers.js';
import { readerOf } from './queueReader.js';
import {
  type ActFault,
  type ActValues,
  detailField,
  fieldOfRefusal,
  foreseenRefusal,
  formFaults,
  inputOf,
  outcomeOf,
  readAct,
} from './reviewActForm.js';
import { isConfirmed } from './reviewActs.js';

/** Refusals that mean "no longer as your page showed it" when the case has moved on. */
const OVERTAKEN = ['actedMeanwhile', 'notInThisStage', 'caseClosed', 'claimedByOther', 'fourEyes', 'extensionUsed'];

interface Sent {
  readonly act: ActKind;
  readonly values: ActValues;
  readonly dossier: Dossier;
}

/** The form of an act; a person who may not do it now reads why. */
export const showAct =
  (act: ActKind) =>
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const view = await requireCase(dependencies, res, req.params['caseId']);
    const dossier = await dossierOf(dependencies, view);
    const verdict = mayAct(dossier.view.case, actorOf(res), act);
    const refusal = verdict.ok ? undefined : { refusal: verdict.refusal, field: '' };
    if (refusal) res.status(409);
    render(dependencies, res, { dossier, page: { act, values: emptyValues(view.case), refusal } });
  };

const emptyValues = ({ version }: RepairCase): ActValues => ({
  key: randomUUID(),
  seenVersion: version,
  outcome: '',
  reason: '',
  codes: [],
  details: {},
  seen: {},
  step: 'send',
});

/** Checks, asks once more where nothing can be taken back, acts, and leads to the case, which tells it and leads on. */
export const sendAct =
  (act: ActKind) =>
  (dependencies: WebDependencies): RequestHandler =>
  async (req: Request, res) => {
    const view = await requireCase(dependencies, res, req.params['caseId']);
    const values = readAct(req);
    const sent: Sent = { act, values, dossier: await dossierOf(dependencies, view) };
    const undrawable = values.step === 'edit' ? [] : await undrawableFaults(dependencies, values);
    if (await answeredBefore(dependencies, res, { ...sent, undrawable })) return;

    const { entryId } = view.case;
    const outcome = await perform(dependencies, sent, { entryId, actor: actorOf(res) });
    if (outcome.ok) {
      const { caseId } = view.case;
      res.redirect(303, paths.review.show.build({ caseId }, { ...trailQuery(readTrail(req)), done: act }));
      return;
    }
    await answerFailure(dependencies, res, { sent, outcome });
  };

/** A reason goes into a letter, which must be able to show it. */
async function undrawableFaults(
  dependencies: WebDependencies,
  { reason, codes, details }: ActValues,
): Promise<ActFault[]> {
  const texts = Object.fromEntries(codes.map(code => [detailField(code), details[code] ?? '']));
  const found = await undrawableFields(dependencies, { reason, ...texts });
  return found.map(({ field, characters }) => ({ field, word: 'common:undrawable', values: { characters } }));
}

/** Everything that needs no command: back to the form, faults, a foreseeable refusal, the last question. */
async function answeredBefore(
  dependencies: WebDependencies,
  res: Response,
  { act, values, dossier, undrawable }: Sent & { undrawable: readonly ActFault[] },
): Promise<boolean> {
  const { case: repairCase } = dossier.view;
  const page = { act, values };
  if (values.step === 'edit') {
    render(dependencies, res, { dossier, page });
    return true;
  }
  const faults = [...formFaults(act, values, repairCase), ...undrawable];
  if (faults.length > 0) {
    res.status(422);
    render(dependencies, res, { dossier, page: { ...page, faults } });
    return true;
  }
  // A form sent twice meets a case that has moved on because of itself; only the workflow knows its key. A step that the
  // system took meanwhile (a clock, a paper) changes nothing of what the reviewer saw, so the rules are asked as ever.
  const asShown = values.seenVersion >= repairCase.version || !movedByPeople(dossier, values);
  const candidate = { act, actor: actorOf(res), values, at: dependencies.clock() };
  const refusal = asShown
    ? foreseenRefusal(repairCase, candidate, await rulesFor(dependencies, { act, dossier }))
    : null;
  if (refusal !== null) {
    res.status(422);
    render(dependencies, res, { dossier, page: { ...page, refusal: { refusal, field: fieldOfRefusal(refusal) } } });
    return true;
  }
  if (values.step === 'confirmed' || !isConfirmed(act, outcomeOf(values), repairCase)) return false;
  if (asShown) {
    res.render('review/confirm', presentConfirmation(dossier, readerOf(res, dependencies), page));
  } else renderChanged(dependencies, res, { act, values, dossier });
  return true;
}

/** An act that puts the case under the law of its day is judged by that law, as the workflow will. */
const rulesFor = (
  dependencies: WebDependencies,
  { act, dossier }: Pick<Sent, 'act' | 'dossier'>,
): Promise<RepairRules> =>
  actOf(act).facts === 'lawOfTheDay' ? rulesToday(dependencies, dossier.view.case) : Promise.resolve(dossier.rules);

const movedByPeople = ({ history }: ReviewDossier, { seenVersion }: ActValues): boolean =>
  history.some(({ seq, actor }) => seq > seenVersion && actor !== undefined);

const perform = (
  { commands }: WebDependencies,
  { act, values }: Sent,
  who: { entryId: string; actor: Actor },
): Promise<CaseOutcome> => {
  const { key, seenVersion } = values;
  return sendForm(commands.cases, act, { ...who, key, seenVersion, ...inputOf(act, values) });
};

async function answerFailure(
  dependencies: WebDependencies,
  res: Response,
  { sent, outcome }: { sent: Sent; outcome: Extract<CaseOutcome, { ok: false }> },
): Promise<void> {
  const { act, values } = sent;
  const view = await requireCase(dependencies, res, sent.dossier.view.case.caseId);
  const dossier = await dossierOf(dependencies, view);
  if (outcome.pending === true) {
    res.status(503);
    render(dependencies, res, { dossier, page: { act, values, pending: true } });
    return;
  }
  const { refusal } = outcome;
  const overtaken = refusal.code === 'actedMeanwhile' || movedByPeople(dossier, values);
  if (overtaken && OVERTAKEN.includes(refusal.code)) {
    renderChanged(dependencies, res, { act, values, dossier });
    return;
  }
  res.status(422);
  render(dependencies, res, { dossier, page: { act, values, refusal: { refusal, field: fieldOfRefusal(refusal) } } });
}

function render(
  dependencies: WebDependencies,
  res: Response,
  { dossier, page }: { dossier: Dossier; page: ActPage },
): void {
  res.render('review/act', presentAct(dossier, readerOf(res, dependencies), page));
}

function renderChanged(dependencies: WebDependencies, res: Response, { act, values, dossier }: Sent): void {
  res.status(409);
  const page = presentChanged(dossier, readerOf(res, dependencies), { act, values, newKey: randomUUID() });
  res.render('review/changed', page);
}
