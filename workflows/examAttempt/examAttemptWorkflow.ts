import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  proxyActivities,
  proxyLocalActivities,
  getExternalWorkflowHandle,
  log,
  setHandler,
} from '@temporalio/workflow';
import { type Activities } from '../../activities/index.js';
import { creditRepairWorkflowId, trainingProgressedSignal } from '../creditRepair/messages.js';
import {
  type AnswerInput,
  answerUpdate,
  attemptQuery,
  type AttemptState,
  type ExamAttemptInput,
  finishUpdate,
} from './messages.js';

const { startAttempt, storeAnswers, closeAttempt, openEntriesOf } = proxyLocalActivities<
  Pick<Activities, 'startAttempt' | 'storeAnswers' | 'closeAttempt' | 'openEntriesOf'>
>({ startToCloseTimeout: '10s', retry: { initialInterval: '200ms', maximumInterval: '5s' } });
const { issueTrainingCertificate } = proxyActivities<Pick<Activities, 'issueTrainingCertificate'>>({
  startToCloseTimeout: '60s',
  retry: { maximumInterval: '30s' },
});

const refused = (code: string) =>
  ApplicationFailure.create({
    type: 'Refused',
    nonRetryable: true,
    message: code,
    details: [{ code, clause: 'domain part 7' }],
  });

/** One sitting of the quiz under the server's clock: answers are stored as given; it closes itself at the second. */
export async function examAttempt(input: ExamAttemptInput): Promise<AttemptState> {
  const state: AttemptState = {
    attemptId: input.attemptId,
    closed: false,
    closesAt: Date.now() + input.seconds * 1_000,
    answers: {},
  };
  let finishing = false;
  const refuseWhenOver = () => {
    if (state.closed || finishing) throw refused('attemptClosed');
    if (Date.now() > state.closesAt) throw refused('timeIsUp');
  };
  const store = async (answers: readonly AnswerInput[]) => {
    const merged = {
      ...state.answers,
      ...Object.fromEntries(answers.map(({ questionId, chosen }) => [questionId, chosen])),
    };
    await storeAnswers({ attemptId: input.attemptId, answers });
    state.answers = merged;
  };
  setHandler(attemptQuery, () => state);
  setHandler(
    answerUpdate,
    async (answer: AnswerInput) => {
      await store([answer]);
      return state;
    },
    {
      validator: (_answer: AnswerInput) => {
        refuseWhenOver();
      },
    },
  );
  setHandler(
    finishUpdate,
    async ({ answers }: { answers: readonly AnswerInput[] }) => {
      await store(answers);
      finishing = true;
      await condition(() => state.closed);
      return state;
    },
    {
      validator: (_last: { answers: readonly AnswerInput[] }) => {
        refuseWhenOver();
      },
    },
  );

  await startAttempt({ attemptId: input.attemptId, closesAt: state.closesAt });
  const finished = await condition(() => finishing, Math.max(1_000, state.closesAt - Date.now()));
  finishing = true;
  const outcome = await closeAttempt({ attemptId: input.attemptId, at: Math.min(Date.now(), state.closesAt) });
  state.outcome = { ...outcome, closedBy: finished ? 'PERSON' : 'CLOCK' };
  state.closed = true;
  await condition(allHandlersFinished);
  if (outcome.passed) await issueTrainingCertificate({ attemptId: input.attemptId });
  await tellCases(input.accountId);
  return state;
}

/** Every open case of the person learns that the quiz is over; a case that ended meanwhile needs no word. */
async function tellCases(accountId: string): Promise<void> {
  for (const entryId of await openEntriesOf({ accountId })) {
    try {
      await getExternalWorkflowHandle(creditRepairWorkflowId(entryId)).signal(trainingProgressedSignal, { accountId });
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ExternalWorkflowNotFound')
        log.info('case no longer open', { entryId });
    }
  }
}
