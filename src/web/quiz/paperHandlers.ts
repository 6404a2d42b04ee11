import type { Request, RequestHandler, Response } from 'express';
import type { ExamAttempt } from '../../data/index.js';
import { answerChanges } from '../../domain/training/answerChanges.js';
import type { Paper } from '../../domain/training/quizPaper.js';
import { formatDateTime } from '../format.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fieldList, fields, query } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import { type TrainingDependencies, trainingServices } from '../training/trainingDependencies.js';
import { trainingRefusal } from '../training/trainingWords.js';
import { readAnswers, readOneAnswer } from './quizForm.js';
import { paperPage, placedQuestions, unansweredPlaces } from './quizPresenter.js';
import { resultPage } from './resultPresenter.js';

type Attempt = ExamAttempt<Paper>;
type Running = Attempt & { closesAt: number };

const WAIT_SECONDS = 2;

/** The person's own sitting; somebody else's does not exist for this person. */
async function ownAttempt(dependencies: TrainingDependencies, req: Request, res: Response): Promise<Attempt> {
  const { queries } = trainingServices(dependencies);
  const attempt = await queries.ownAttempt(actorOf(res).accountId, String(req.params['attemptId']));
  if (attempt === null) throw notFound('quiz sitting');
  return attempt;
}

const isRunning = (attempt: Attempt, now: number): attempt is Running =>
  attempt.closedAt === undefined && attempt.closesAt !== undefined && now <= attempt.closesAt;

/** Leads to where a sitting that takes no answers now has got to; `late`: a form came after its end. */
function leadOn(res: Response, { attemptId, closedAt, closesAt }: Attempt, { late = false } = {}): void {
  if (closedAt !== undefined) {
    res.redirect(303, paths.quiz.result.build({ attemptId }, { late: late ? 'yes' : undefined }));
    return;
  }
  res.setHeader('Refresh', String(WAIT_SECONDS));
  res.render('quiz/wait', { preparing: closesAt === undefined, late, href: paths.quiz.show.build({ attemptId }) });
}

/** The questions with what is answered so far, on whichever device; a sitting that is over leads to its result. */
export function showPaper(dependencies: TrainingDependencies): RequestHandler {
  return async (req, res) => {
    const attempt = await ownAttempt(dependencies, req, res);
    if (isRunning(attempt, dependencies.clock())) renderPaper(dependencies, res, { attempt, elsewhere: [] });
    else leadOn(res, attempt);
  };
}

function renderPaper(
  { courseware, clock }: TrainingDependencies,
  res: Response,
  { attempt, elsewhere }: { attempt: Running; elsewhere: readonly string[] },
): void {
  const { attemptId, closesAt } = attempt;
  res.render('quiz/paper', {
    ...paperPage(res, { attempt, elsewhere, courseware }),
    notice: elsewhere.length > 0 ? res.locals.t('quiz:paper.elsewhereNotice', { count: elsewhere.length }) : '',
    closesAt,
    now: clock(),
    closesAtWords: formatDateTime(new Date(closesAt), res.locals.lang),
    minutesLeft: Math.ceil((closesAt - clock()) / 60_000),
    answerHref: paths.quiz.answer.build({ attemptId }),
    saveHref: paths.quiz.save.build({ attemptId }),
    showHref: paths.quiz.show.build({ attemptId }),
  });
}

/** Stores one answer as it is given. */
export function saveAnswer(dependencies: TrainingDependencies): RequestHandler {
  const { commands } = trainingServices(dependencies);
  return async (req, res) => {
    const at = dependencies.clock();
    const attempt = await ownAttempt(dependencies, req, res);
    const page = [readOneAnswer(fields(req), placedQuestions(attempt.paper))];
    const outcome = await commands.giveAnswers({ actor: actorOf(res), attempt, at, page });
    if (outcome.ok) res.json({ saved: true, elsewhere: outcome.elsewhere.length > 0 });
    else res.status(409).json({ saved: false, notice: trainingRefusal(res, dependencies.courseware, outcome.refusal) });
  };
}

/**
 * Stores what the page changed, then goes on answering or asks whether to hand in. Where a question was changed
 * elsewhere meanwhile, the page says so before anything else.
 */
export function savePaper(dependencies: TrainingDependencies): RequestHandler {
  const { commands } = trainingServices(dependencies);
  return async (req, res) => {
    const at = dependencies.clock();
    const attempt = await ownAttempt(dependencies, req, res);
    const { attemptId } = attempt;
    const page = readAnswers(req, placedQuestions(attempt.paper));
    const outcome = await commands.giveAnswers({ actor: actorOf(res), attempt, at, page });
    if (!outcome.ok) {
      const late = answerChanges(page, attempt.answers).changes.length > 0;
      leadOn(res, await ownAttempt(dependencies, req, res), { late });
      return;
    }
    if (outcome.elsewhere.length > 0) {
      const now = await ownAttempt(dependencies, req, res);
      if (isRunning(now, dependencies.clock())) {
        renderPaper(dependencies, res, { attempt: now, elsewhere: outcome.elsewhere });
        return;
      }
    }
    const wantsToFinish = fieldList(req, 'then').includes('finish');
    res.redirect(303, wantsToFinish ? paths.quiz.finish.build({ attemptId }) : paths.quiz.show.build({ attemptId }));
  };
}

/** Asks once more before handing in, naming the questions without an answer. */
export function askToFinish(dependencies: TrainingDependencies): RequestHandler {
  return async (req, res) => {
    const attempt = await ownAttempt(dependencies, req, res);
    if (!isRunning(attempt, dependencies.clock())) leadOn(res, attempt);
    else renderFinish(res, attempt, '');
  };
}

function renderFinish(res: Response, { attemptId, paper, answers, closesAt }: Running, notice: string): void {
  const open = unansweredPlaces(paper, answers);
  res.render('quiz/finish', {
    notice,
    openCount: open.length,
    open: open.join(res.locals.lang === 'zh' ? '、' : ', '),
    total: paper.questions.length,
    closesAtWords: formatDateTime(new Date(closesAt), res.locals.lang),
    finishHref: paths.quiz.finish.build({ attemptId }),
    backHref: paths.quiz.show.build({ attemptId }),
  });
}

/** Hands in. Sent twice, it is one end. */
export function finishQuiz(dependencies: TrainingDependencies): RequestHandler {
  return async (req, res) => {
    const attempt = await ownAttempt(dependencies, req, res);
    if (!isRunning(attempt, dependencies.clock())) {
      leadOn(res, attempt);
      return;
    }
    const { attemptId } = attempt;
    const act = { attemptId, actor: actorOf(res), answers: [], key: 'finish' };
    const outcome = await dependencies.commands.exams.finish(act);
    if (!outcome.ok && outcome.pending === true) {
      res.status(503);
      renderFinish(res, attempt, res.locals.t('quiz:finish.pending'));
      return;
    }
    // A refusal means that the clock was faster: the sitting has its result, or soon will.
    res.redirect(303, paths.quiz.result.build({ attemptId }));
  };
}

/** The result; while it is being marked, or the certificate written, the page asks again by itself. */
export function showResult(dependencies: TrainingDependencies): RequestHandler {
  const { queries } = trainingServices(dependencies);
  const { courseware, clock } = dependencies;
  return async (req, res) => {
    const attempt = await ownAttempt(dependencies, req, res);
    if (attempt.closedAt === undefined) {
      if (isRunning(attempt, clock())) res.redirect(303, paths.quiz.show.build({ attemptId: attempt.attemptId }));
      else leadOn(res, attempt);
      return;
    }
    const standing = await queries.standing(actorOf(res).accountId);
    const page = { ...resultPage(res, { attempt, courseware, standing }), late: query(req)['late'] === 'yes' };
    if (page.certificate?.href === '') res.setHeader('Refresh', String(WAIT_SECONDS));
    res.render('quiz/result', page);
  };
}
