import type { Client } from '@temporalio/client';
import protocol from '@temporalio/proto';

const { TASK_QUEUE_TYPE_WORKFLOW: WORKFLOW_QUEUE } = protocol.temporal.api.enums.v1.TaskQueueType;

/** Workers seen polling a task queue within the last minutes, as Temporal knows them. */
export async function pollersOf(client: Client, taskQueue: string): Promise<number> {
  const { pollers } = await client.withDeadline(Date.now() + 2_000, () =>
    client.workflowService.describeTaskQueue({
      namespace: client.options.namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: WORKFLOW_QUEUE,
    }),
  );
  const recent = Date.now() - 90_000;
  return pollers.filter(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000 > recent).length;
}
