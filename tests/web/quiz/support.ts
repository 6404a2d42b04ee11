import type { Paper } from '../../../src/domain/training/quizPaper.js';
import { placedQuestions } from '../../../src/web/quiz/quizPresenter.js';
import { browsersOf, hiddenIn, type LearnerWorld, learnerWorld, person, tokenIn } from '../../support/learner.js';

type Browsers = Awaited<ReturnType<typeof browsersOf>>;

export interface Sitting {
  agent: ReturnType<Browsers>;
  attemptId: string;
  token: string;
  paper: Paper;
}

export interface QuizStage {
  world: LearnerWorld;
  as: Browsers;
  /** A person who has read everything. */
  newLearner(): Promise<string>;
  /** The stored answers as labels by place. */
  labels(sitting: Sitting): Promise<Record<number, string>>;
  /** Presses "start" and returns the running sitting. */
  started(accountId: string): Promise<Sitting>;
  /** Answers everything right or wrong, hands in and reads the result. */
  handIn(sitting: Sitting, right: boolean): Promise<{ text: string }>;
}

export async function quizStage(): Promise<QuizStage> {
  const world = await learnerWorld();
  const as = await browsersOf(world);
  let serial = 0;
  return {
    world,
    as,
    async newLearner() {
      serial += 1;
      const accountId = `learner-${String(serial)}`;
      await world.addLearner(accountId);
      await world.completeTraining(accountId);
      return accountId;
    },
    async labels({ attemptId, paper }) {
      const answers = (await world.database.data.exams.find(attemptId))?.answers ?? {};
      return Object.fromEntries(
        placedQuestions(paper).flatMap(({ place, question: { questionId } }) => {
          const given = (answers[questionId] ?? []).join('');
          return given === '' ? [] : [[place, given]];
        }),
      );
    },
    async started(accountId) {
      const agent = as(person(accountId));
      const page = await agent.get('/quiz').expect(200);
      const key = hiddenIn(page.text, 'key');
      await agent
        .post('/quiz')
        .type('form')
        .send({ _csrf: tokenIn(page.text), key })
        .expect(303);
      const paper = (await world.database.data.exams.find(key))?.paper;
      if (paper === undefined) throw new Error('no sitting');
      return { agent, attemptId: key, token: tokenIn(page.text), paper };
    },
    async handIn(sitting, right) {
      await save(sitting, [...formOf(sitting.paper, world.answersOf(sitting.paper, right)), 'then=finish']).expect(303);
      const { agent, attemptId, token } = sitting;
      await agent.post(`/quiz/${attemptId}/finish`).type('form').send({ _csrf: token }).expect(303);
      return agent.get(`/quiz/${attemptId}/result`).expect(200);
    },
  };
}

/** The whole form as a browser without the script would send it. */
export const formOf = (paper: Paper, answers: Record<string, string[]>): string[] =>
  placedQuestions(paper).flatMap(({ place, question }) =>
    (answers[question.questionId] ?? []).map(label => `q${String(place)}=${label}`),
  );

export const save = ({ agent, attemptId, token }: Sitting, parts: string[]) =>
  agent
    .post(`/quiz/${attemptId}/save`)
    .type('form')
    .send([`_csrf=${encodeURIComponent(token)}`, ...parts].join('&'));
