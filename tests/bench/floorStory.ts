import { randomUUID } from 'node:crypto';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import protocol from '@temporalio/proto';
import { type NativeConnection, Worker } from '@temporalio/worker';
import { type Beat, emptyStory, turn } from './emptyStory.js';
import { type Measured, measured } from './measure.js';
import { bundleOf, temporalAddress } from './product/cases.js';

const { EventType } = protocol.temporal.api.enums.v1;

const BEATS = new Map<unknown, Beat>([
  [EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED, 'update'],
  [EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED, 'activity'],
  [EventType.EVENT_TYPE_TIMER_STARTED, 'timer'],
  [EventType.EVENT_TYPE_MARKER_RECORDED, 'local'], // the stories write no other marker
]);

/** The updates, activities and timers of a story that has happened, its children's included. */
export async function beatsOf(client: Client, workflowId: string): Promise<Beat[]> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const beats: Beat[] = [];
  for (const { eventType, childWorkflowExecutionStartedEventAttributes: started } of events ?? []) {
    const child = started?.workflowExecution?.workflowId;
    const beat = child ? await beatsOf(client, child) : BEATS.get(eventType);
    if (beat !== undefined) beats.push(beat);
  }
  return beats;
}

/** Runs that story again and again with nothing in its activities; worker and client are this process. */
export async function emptyStories(
  { beats, connection: native }: { beats: readonly Beat[]; connection: NativeConnection },
  load: { seconds: number; atATime: number },
): Promise<Measured> {
  const taskQueue = randomUUID();
  const worker = await Worker.create({
    ...{ connection: native, taskQueue, workflowBundle: await bundleOf(new URL('./emptyStory.ts', import.meta.url)) },
    activities: { nothing: () => Promise.resolve() },
  });
  const connection = await Connection.connect({ address: temporalAddress() });
  const client = new Client({ connection });
  const turns = beats.filter(beat => beat === 'update').length;
  const story = async () => {
    const handle = client.workflow.getHandle(randomUUID());
    const startWorkflowOperation = new WithStartWorkflowOperation(emptyStory, {
      ...{ workflowId: handle.workflowId, workflowIdConflictPolicy: 'FAIL', taskQueue, args: [beats] },
    });
    await client.workflow.executeUpdateWithStart(turn, { startWorkflowOperation });
    for (let done = 1; done < turns; done += 1) await handle.executeUpdate(turn);
    await handle.result();
  };
  const result = await worker.runUntil(measured(load, story));
  await connection.close();
  return result;
}
