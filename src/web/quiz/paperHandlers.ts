import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { AttemptOutcome } from '../../commands/examCommands.js';
import type { Failed } from '../../commands/outcome.js';
import type { ExamAttempt } from '../../data/index.js';
import type { Actor } from '../../domain/access/actor.js';
import type { Paper } from '../../domain/training/quizPaper.js';
import { formatDateTime } from '../format.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fieldList, fields } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import { type TrainingDependencies, trainingServices } from '../training/trainingDependencies.js';
import { trainingRefusal } from '../training/trainingWords.js';
import { changedAnswers, type GivenAnswer, readAnswers, readOneAnswer } from './quizForm.js';
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

/** Leads to where a sitting that takes no answers now has got to. */
function leadOn(res: Response, { attemptId, closedAt, closesAt }: Attempt): void {
  if (closedAt !== undefined) {
    res.redirect(303, paths.quiz.result.build({ attemptId }));
    return;
  }
  res.setHeader('Refresh', String(WAIT_SECONDS));
  res.render('quiz/wait', { preparing: closesAt === undefined, href: paths.quiz.show.build({ attemptId }) });
}

/** The questions with what is answered so far, on whichever device; a sitting that is over leads to its result. */
export function showPaper(dependencies: TrainingDependencies): RequestHandler {
  return async (req, res) => {
    const attempt = await ownAttempt(dependencies, req, res);
    if (!isRunning(attempt, dependencies.clock())) {
      leadOn(res, attempt);
      return;
    }
    renderPaper(dependencies, res, { attempt, answers: storedAnswers(attempt), notice: '' });
  };
}

const storedAnswers = ({ answers }: Attempt): GivenAnswer[] =>
  Object.entries(answers).map(([questionId, chosen]) => ({ questionId, chosen }));

function renderPaper(
  { courseware, clock }: TrainingDependencies,
  res: Response,
  { attempt, answers, notice }: { attempt: Running; answers: readonly GivenAnswer[]; notice: string },
): void {
  const { attemptId, closesAt, paper } = attempt;
  res.render('quiz/paper', {
    ...paperPage(res, { paper, answers, courseware }),
    notice,
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
  return async (req, res) => {
    const attempt = await ownAttempt(dependencies, req, res);
    const answer = readOneAnswer(fields(req), placedQuestions(attempt.paper));
    const outcome = await sendAnswer(dependencies, { attempt, answer, actor: actorOf(res) });
    if (outcome.ok) res.json({ saved: true });
    else
      res
        .status(outcome.pending === true ? 503 : 409)
        .json({ saved: false, notice: failure(dependencies, res, outcome) });
  };
}

/** The last word on a question wins, so every sending is a new act; nothing is added twice. */
const sendAnswer = (
  { commands }: TrainingDependencies,
  { attempt: { attemptId }, answer, actor }: { attempt: Attempt; answer: GivenAnswer; actor: Actor },
): Promise<AttemptOutcome> => commands.exams.answer({ attemptId, key: `answer:${randomUUID()}`, actor, ...answer });

const failure = ({ courseware }: TrainingDependencies, res: Response, outcome: Failed): string =>
  outcome.pending === true ? res.locals.t('quiz:pending') : trainingRefusal(res, courseware, outcome.refusal);

/** Stores the whole page, then goes on answering or asks whether to hand in. */
export function savePaper(dependencies: TrainingDependencies): RequestHandler {
  return async (req, res) => {
    const attempt = await ownAttempt(dependencies, req, res);
    const given = readAnswers(req, placedQuestions(attempt.paper));
    if (!isRunning(attempt, dependencies.clock())) {
      leadOn(res, attempt);
      return;
    }
    for (const answer of changedAnswers(given, attempt.answers)) {
      const outcome = await sendAnswer(dependencies, { attempt, answer, actor: actorOf(res) });
      if (!outcome.ok) {
        res.status(outcome.pending === true ? 503 : 409);
        renderPaper(dependencies, res, { attempt, answers: given, notice: failure(dependencies, res, outcome) });
        return;
      }
    }
    const { attemptId } = attempt;
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
      renderFinish(res, attempt, failure(dependencies, res, outcome));
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
    const page = resultPage(res, { attempt, courseware, standing: await queries.standing(actorOf(res).accountId) });
    if (page.certificate?.href === '') res.setHeader('Refresh', String(WAIT_SECONDS));
    res.render('quiz/result', page);
  };
}
