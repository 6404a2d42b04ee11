import {
  type Client,
  type UpdateDefinition,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/client';
import {
  answerUpdate,
  type AttemptState,
  examAttemptWorkflowId,
  examAttemptWorkflowName,
  type ExamAttemptInput,
  finishUpdate,
  type GiveAnswerInput,
  type HandInInput,
  startedUpdate,
} from '../../workflows/examAttempt/messages.js';
import { failedOutcome, type Failed, PATIENCE } from './outcome.js';

export type AttemptOutcome = { ok: true; attempt: AttemptState } | Failed;
/** Which sitting an act goes to, and the form's one-time key. */
interface Addressed {
  attemptId: string;
  key: string;
}

/** Longest time a page waits for word of an answer, milliseconds: the answer is stored before the workflow is asked. */
const ANSWER_PATIENCE = 2_000;

export type ExamCommands = ReturnType<typeof examCommands>;

/** Starts a sitting of the quiz and hands its answers to the workflow that keeps the clock. */
export function examCommands({ client, taskQueue }: { client: Client; taskQueue: string }) {
  const send = async <Input>(
    update: UpdateDefinition<AttemptState, [Input]>,
    { attemptId, input, key, patience = PATIENCE }: { attemptId: string; input: Input; key: string; patience?: number },
  ): Promise<AttemptOutcome> => {
    const handle = client.workflow.getHandle(examAttemptWorkflowId(attemptId));
    try {
      const attempt = await client.withDeadline(Date.now() + patience, () =>
        handle.executeUpdate(update, { args: [input], updateId: key }),
      );
      return { ok: true, attempt };
    } catch (error) {
      return failedOutcome(error, 'attemptClosed');
    }
  };

  return {
    /**
     * Starts the server's clock for an attempt that is already drawn, and answers once it is stored; starting the same
     * attempt twice changes nothing.
     */
    async start(input: ExamAttemptInput): Promise<{ ok: true } | Failed> {
      try {
        await client.withDeadline(Date.now() + PATIENCE, () =>
          client.workflow.executeUpdateWithStart(startedUpdate, {
            startWorkflowOperation: new WithStartWorkflowOperation(examAttemptWorkflowName, {
              workflowId: examAttemptWorkflowId(input.attemptId),
              workflowIdConflictPolicy: 'USE_EXISTING',
              workflowIdReusePolicy: 'REJECT_DUPLICATE',
              taskQueue,
              args: [input],
            }),
            updateId: 'started',
          }),
        );
        return { ok: true };
      } catch (error) {
        return error instanceof WorkflowExecutionAlreadyStartedError
          ? { ok: true }
          : failedOutcome(error, 'attemptClosed');
      }
    },
    answer: ({ attemptId, key, ...input }: GiveAnswerInput & Addressed) =>
      send(answerUpdate, { attemptId, input, key, patience: ANSWER_PATIENCE }),
    finish: ({ attemptId, key, ...input }: HandInInput & Addressed) => send(finishUpdate, { attemptId, input, key }),
  };
}
