import type { Client, WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker, type WorkerOptions } from '@temporalio/worker';
import type { Activities } from '../../activities/index.js';
import { examAttemptWorkflowId, examAttemptWorkflowName, finishUpdate } from '../../workflows/examAttempt/messages.js';
import { listCalendarWorkflowName } from '../../workflows/listCalendar/messages.js';
import { people } from './workflowFakes.js';

/** A server, a bundle, and a name that no other recording uses. */
export interface Recorder {
  client: Client;
  worker: Pick<WorkerOptions, 'connection' | 'workflowBundle'>;
}

export const historyOf = async (handle: WorkflowHandle): Promise<unknown> =>
  JSON.parse(historyToJSON(await handle.fetchHistory())) as unknown;

/** A sitting of `seconds` that ends as `story` tells. */
async function exam(
  { client, worker: options }: Recorder,
  { seconds, story }: { seconds: number; story: (handle: WorkflowHandle) => Promise<unknown> },
): Promise<unknown> {
  const attemptId = `recorded-${String(Date.now())}`;
  const activities: Partial<Activities> = {
    startAttempt: () => Promise.resolve(),
    storeAnswers: () => Promise.resolve(),
    closeAttempt: () => Promise.resolve({ passed: true, score: 96 }),
    issueTrainingCertificate: () => Promise.resolve({ certificateId: attemptId }),
    openEntriesOf: () => Promise.resolve([]),
  };
  const worker = await Worker.create({ ...options, taskQueue: attemptId, activities });
  return worker.runUntil(async () => {
    const handle = await client.workflow.start(examAttemptWorkflowName, {
      workflowId: examAttemptWorkflowId(attemptId),
      taskQueue: attemptId,
      args: [{ attemptId, accountId: 'rep-1', seconds }],
    });
    await story(handle);
    await handle.result();
    return historyOf(handle);
  });
}

export const finishedExam = (recorder: Recorder): Promise<unknown> =>
  exam(recorder, {
    seconds: 60,
    story: handle =>
      handle.executeUpdate(finishUpdate, {
        args: [{ actor: people.rep, answers: [{ questionId: 'q1', chosen: ['A'] }] }],
      }),
  });

/** Nobody hands in: the clock closes the sitting. */
export const examRunOut = (recorder: Recorder): Promise<unknown> =>
  exam(recorder, { seconds: 1, story: () => Promise.resolve() });

/** A day on which two pages of entries end. */
export async function calendarRun({ client, worker: options }: Recorder): Promise<unknown> {
  const name = `recorded-calendar-${String(Date.now())}`;
  let pages = 2;
  const activities: Partial<Activities> = {
    endPublications: () => {
      pages -= 1;
      return Promise.resolve(pages >= 0);
    },
    recordListCalendar: () => Promise.resolve({ expired: 2, unperformed: 1 }),
  };
  const worker = await Worker.create({ ...options, taskQueue: name, activities });
  return worker.runUntil(async () => {
    const handle = await client.workflow.start(listCalendarWorkflowName, { workflowId: name, taskQueue: name });
    await handle.result();
    return historyOf(handle);
  });
}
