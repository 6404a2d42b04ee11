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
import type { Activities } from '../../activities/index.js';
import type { Refusal } from '../../src/domain/refusal.js';
import { mayAnswer } from '../../src/domain/training/mayAnswer.js';
import { creditRepairWorkflowId, trainingProgressedSignal } from '../creditRepair/messages.js';
import { QUICK } from '../quickActivity.js';
import {
  type AnswerInput,
  answerUpdate,
  type AttemptState,
  type ExamAttemptInput,
  finishUpdate,
  type GiveAnswerInput,
  type HandInInput,
  type SittingAct,
  startedUpdate,
} from './messages.js';

const { startAttempt, storeAnswers, closeAttempt, openEntriesOf } =
  proxyLocalActivities<Pick<Activities, 'startAttempt' | 'storeAnswers' | 'closeAttempt' | 'openEntriesOf'>>(QUICK);
const { issueTrainingCertificate } = proxyActivities<Pick<Activities, 'issueTrainingCertificate'>>({
  startToCloseTimeout: '60s',
  retry: { maximumInterval: '30s' },
});

const refused = (refusal: Refusal) =>
  ApplicationFailure.create({ type: 'Refused', nonRetryable: true, message: refusal.code, details: [refusal] });

/** What the sitting remembers while it runs. */
interface Sitting {
  state: AttemptState;
  /** Nothing more is accepted. */
  finishing: boolean;
  /** Accepted answers that are still being stored. */
  storing: number;
}

/**
 * One sitting of the quiz under the server's clock: answers are stored as given; it closes itself at the second. What is
 * marked is read by the closing activity: every answer received before the end, also where this ran late.
 */
export async function examAttempt(input: ExamAttemptInput): Promise<AttemptState> {
  const { attemptId } = input;
  const closesAt = Date.now() + input.seconds * 1_000;
  const state: AttemptState = { attemptId, closed: false, closesAt, answers: {} };
  const sitting: Sitting = { state, finishing: false, storing: 0 };
  let started = false;
  setHandler(startedUpdate, async () => {
    await condition(() => started);
    return { closesAt };
  });
  listenToPerson(sitting, input);

  await startAttempt({ attemptId, closesAt });
  started = true;
  const finished = await condition(() => sitting.finishing, Math.max(1_000, closesAt - Date.now()));
  sitting.finishing = true;
  // An answer accepted in time counts, even while it is still being stored.
  await condition(() => sitting.storing === 0);
  const outcome = await closeAttempt({ attemptId, at: Math.min(Date.now(), closesAt) });
  state.outcome = { ...outcome, closedBy: finished ? 'PERSON' : 'CLOCK' };
  state.closed = true;
  await condition(allHandlersFinished);
  if (outcome.passed) await issueTrainingCertificate({ attemptId });
  await tellCases(input.accountId);
  return state;
}

function listenToPerson(sitting: Sitting, attempt: ExamAttemptInput): void {
  const { state } = sitting;
  // Asked of every act before it enters the history; an act that is in it was let in, whatever it carries.
  const validator = ({ actor }: SittingAct) => {
    const verdict = mayAnswer(actor, attempt);
    if (!verdict.ok) throw refused(verdict.refusal);
    if (state.closed || sitting.finishing) throw refused({ code: 'attemptClosed', clause: null });
    if (Date.now() > state.closesAt) throw refused({ code: 'timeIsUp', clause: null });
  };
  setHandler(
    answerUpdate,
    async ({ questionId, chosen, at }: GiveAnswerInput) => {
      await store(sitting, [{ questionId, chosen, ...(at !== undefined && { at }) }]);
      return state;
    },
    { validator },
  );
  setHandler(
    finishUpdate,
    async ({ answers }: HandInInput) => {
      await store(sitting, answers);
      sitting.finishing = true;
      await condition(() => state.closed);
      return state;
    },
    { validator },
  );
}

async function store(sitting: Sitting, answers: readonly AnswerInput[]): Promise<void> {
  const { state } = sitting;
  sitting.storing += 1;
  try {
    await storeAnswers({ attemptId: state.attemptId, answers });
  } finally {
    sitting.storing -= 1;
  }
  const given = Object.fromEntries(answers.map(({ questionId, chosen }) => [questionId, chosen]));
  state.answers = { ...state.answers, ...given };
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
