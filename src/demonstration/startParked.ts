import type { Client } from '@temporalio/client';
import { creditRepairWorkflowId, creditRepairWorkflowName } from '../../workflows/creditRepair/messages.js';
import type { TakenOver } from './pastCase.js';

/** The workflow takes the case over as from an earlier run of its own; it owes what follows from the last act. */
export async function startParked(
  { client, taskQueue }: { client: Client; taskQueue: string },
  { input, case: repairCase, rules, display, lastHash }: TakenOver,
): Promise<void> {
  const memory = { case: repairCase, rules, keys: [], lastHumanVersion: repairCase.version, lastHash, display };
  await client.workflow.start(creditRepairWorkflowName, {
    workflowId: creditRepairWorkflowId(input.entryId),
    workflowIdConflictPolicy: 'USE_EXISTING',
    taskQueue,
    args: [{ ...input, memory }],
  });
}
