import type { RequestHandler } from 'express';
import { ANSWER_LIMITS, type AnswerField } from '../../domain/repair/caseAnswers.js';
import { evidenceOpen, FIRM_ACTS, mayAct } from '../../domain/repair/judge.js';
import type { CaseDocumentKind, RepairCase } from '../../domain/repair/repairCase.js';
import { isClosed, LEARNING_STAGES } from '../../domain/repair/stages.js';
import { caseQueries } from '../../queries/caseQueries.js';
import { formatDate, formatDateTime } from '../format.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { query } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { caseFor, isStopped } from './caseAccess.js';
import {
  caseFacts,
  deadlineCard,
  type Locals,
  nextStep,
  returnLines,
  taskRows,
  waitingClockLines,
} from './casePresenter.js';
import { caseSteps } from './caseSteps.js';
import { stageTag, whoDidIt } from './caseWords.js';
import { endedEntryText } from './endedEntry.js';
import { exitWords } from './exitWords.js';
import { paymentText } from './paymentText.js';
import { timelineItems } from './timelinePresenter.js';

const SHOWN_STEPS = 5;
/** What is told above the case once it was done: acts with a page of the kind all have, and three pages made for theirs. */
const DONE: readonly string[] = [...FIRM_ACTS, 'answers', 'evidence', 'sign'];

/** The task list: what is done, what is next, what is missing and who can supply it. */
export const showCase =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const view = await caseFor(dependencies, { req, res, permission: 'case.read' });
    const queries = caseQueries(dependencies);
    const [file, history, stopped] = await Promise.all([
      queries.file(view),
      queries.history(view.case.caseId),
      isStopped(dependencies, view.case),
    ]);
    const { locals } = res;
    const actor = actorOf(res);
    const reader = { actor, locals };
    const done = query(req)['done'] ?? '';
    const { case: repairCase } = view;
    res.render('cases/show', {
      enterpriseName: view.enterpriseName,
      reference: repairCase.reference,
      stage: stageTag(repairCase.stage, locals),
      steps: caseSteps(repairCase, locals.t),
      done: DONE.includes(done) ? locals.t(`repair:done.${done}`) : '',
      stopped,
      letterFailed: repairCase.letterFailure !== undefined,
      next: nextStep(file, reader),
      ended: endedEntryText({ entry: file.entry, stage: repairCase.stage }, locals),
      payment: isClosed(repairCase.stage)
        ? ''
        : paymentText({ entry: file.entry, answers: repairCase.answers }, locals),
      returns: returnLines(repairCase, locals),
      tasksTitle: locals.t(isClosed(repairCase.stage) ? 'cases:show.tasksDone' : 'cases:show.tasks'),
      tasks: taskRows(file, reader).map(task => (stopped ? { ...task, href: '' } : task)),
      deadline: deadlineCard(repairCase, { calendar: file.calendar, today: file.today, locals }),
      waits: waitingClockLines(repairCase, locals),
      exit: exitWords(repairCase, locals),
      training: repairCase.trainingRequired && LEARNING_STAGES.includes(repairCase.stage) ? file.training : null,
      mayLearn: actor.role === 'LEGAL_REP' && repairCase.stage === 'TRAINING',
      mayReview: actor.role === 'LEGAL_REP' && repairCase.stage === 'QUIZ_READY',
      facts: caseFacts(file, locals),
      history: timelineItems(history, locals).slice(0, SHOWN_STEPS),
      historyHref: paths.cases.history.build({ caseId: repairCase.caseId }),
      evidenceText: locals.t(evidenceOpen(repairCase).ok ? 'cases:show.evidence' : 'cases:show.evidenceClosed'),
      documents: documentLines(repairCase, locals),
      submissions: submissionLines(repairCase, locals),
      ...acts(repairCase, (kind: 'withdraw' | 'extendTraining') => !stopped && mayAct(repairCase, actor, kind).ok),
    });
  };

function acts(repairCase: RepairCase, can: (kind: 'withdraw' | 'extendTraining') => boolean) {
  const { caseId } = repairCase;
  return {
    withdrawHref: can('withdraw') ? paths.cases.withdraw.build({ caseId }) : '',
    extendHref: can('extendTraining') ? paths.cases.extendTraining.build({ caseId }) : '',
    evidenceHref: paths.evidence.list.build({ caseId }),
  };
}

const documentLines = ({ documents, caseId }: RepairCase, { t, lang }: Locals) =>
  documents.toReversed().map(({ kind, documentId, at }, place, newestFirst) => ({
    title: t(`cases:document.${isReplaced(kind, newestFirst.slice(0, place)) ? 'replaced' : kind}`),
    at: formatDate(new Date(at), lang),
    href: paths.cases.document.build({ caseId, documentId }),
  }));

/** A commitment signed anew takes the place of the one before. */
const isReplaced = (kind: CaseDocumentKind, newer: RepairCase['documents']): boolean =>
  kind === 'COMMITMENT' && newer.some(document => document.kind === 'COMMITMENT');

const submissionLines = ({ submissions, caseId, returns }: RepairCase, { t, lang }: Locals) =>
  submissions.toReversed().map(({ version, at, evidenceIds }) => {
    const returned = returns.find((notice, place) => notice.at > at && place === version - 1);
    return {
      title: t('cases:submission.title', { version }),
      note: t(returned === undefined ? 'cases:submission.note' : 'cases:submission.returned', {
        at: formatDateTime(new Date(at), lang),
        files: evidenceIds.length,
      }),
      href: paths.cases.submission.build({ caseId, version: String(version) }),
    };
  });

/** The whole trail of the case. */
export const showHistory =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const view = await caseFor(dependencies, { req, res, permission: 'case.read' });
    const history = await caseQueries(dependencies).history(view.case.caseId);
    res.render('cases/history', {
      reference: view.case.reference,
      enterpriseName: view.enterpriseName,
      caseHref: paths.cases.show.build({ caseId: view.case.caseId }),
      items: timelineItems(history, res.locals),
    });
  };

/** One formal submission as it was filed; later changes do not touch it. */
export const showSubmission =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const view = await caseFor(dependencies, { req, res, permission: 'case.read' });
    const { caseId, submissions, reference } = view.case;
    const submission = submissions.find(({ version }) => String(version) === req.params['version']);
    if (submission === undefined) throw notFound('submission');
    const { t, lang } = res.locals;
    const { evidenceIds, answers, at, by, version } = submission;
    const files = (await dependencies.data.evidence.list(caseId, { removed: true })).filter(({ evidenceId }) =>
      evidenceIds.includes(evidenceId),
    );
    const people = await caseQueries(dependencies).people([by.accountId]);
    res.render('cases/submission', {
      reference,
      caseHref: paths.cases.show.build({ caseId }),
      title: t('cases:submission.title', { version }),
      filed: t('cases:submission.filed', {
        at: formatDateTime(new Date(at), lang),
        who: whoDidIt(by, people, res.locals),
      }),
      answers: (Object.keys(ANSWER_LIMITS) as AnswerField[]).map(field => ({
        key: t(`cases:answers.fields.${field}`),
        value: answers[field],
      })),
      files: files.map(({ evidenceId, material, fileName }) => ({
        title: fileName,
        material: t(`evidence:material.${material}`),
        href: paths.evidence.show.build({ caseId, evidenceId }),
      })),
    });
  };

/** A document of the case, byte for byte as issued. */
export const sendDocument =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { case: repairCase } = await caseFor(dependencies, { req, res, permission: 'case.read' });
    const listed = repairCase.documents.find(({ documentId }) => documentId === req.params['documentId']);
    const stored = listed === undefined ? null : await dependencies.data.documents.get(listed.documentId);
    if (listed === undefined || stored === null) throw notFound('document');
    res.attachment(`${repairCase.reference}-${listed.kind.toLowerCase()}.pdf`);
    res.type('application/pdf').send(stored.bytes);
  };
