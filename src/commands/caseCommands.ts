import {
  type Client,
  type WorkflowHandle,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
} from '@temporalio/client';
import * as messages from '../../workflows/creditRepair/messages.js';
import { type Actor, refOf } from '../domain/access/actor.js';
import type { ActKind } from '../domain/repair/events.js';
import { ACT_KINDS } from '../domain/repair/judge.js';
import type { CaseWorkflows } from './caseWorkflows.js';
import { acrossRuns, failedOutcome, type Failed, PATIENCE } from './outcome.js';

/** What came of an act: the version and stage that are stored, a refusal with its rule, or "not known yet" when no worker answered in time. */
export type CaseOutcome = ({ ok: true } & messages.Taken) | Failed;

/** What is sent of an act, with the entry whose case it is about. */
export type ActInput<Kind extends ActKind> = messages.ActMessage<Kind> & { entryId: string };

/** An act as a form of ours filled it in, by the names of its fields. */
export type Untyped = messages.Sent & { entryId: string; seenVersion?: number } & Readonly<Record<string, unknown>>;

/** One command per act. */
export type ActCommands = { readonly [Kind in ActKind]: (input: ActInput<Kind>) => Promise<CaseOutcome> };

export type StartOutcome = { ok: true; caseId: string } | Failed;

export interface StartCase {
  caseId: string;
  reference: string;
  entryId: string;
  actor: Actor;
  assisted: boolean;
}

/** Sends an act whose fields a form named; the workflow judges what they hold. */
export const sendForm = (commands: ActCommands, kind: ActKind, input: Untyped): Promise<CaseOutcome> =>
  (commands[kind] as unknown as (input: Untyped) => Promise<CaseOutcome>)(input);

export interface CaseCommandDependencies {
  readonly client: Client;
  readonly taskQueue: string;
  /** Tells a case that is over from an open one whose workflow is lost. */
  readonly workflows: Pick<CaseWorkflows, 'stateOf'>;
}

export type CaseCommands = ReturnType<typeof caseCommands>;

/** Every write of a case: starts its workflow or sends it an update. Nothing here decides; the workflow does. */
export function caseCommands({ client, taskQueue, workflows }: CaseCommandDependencies) {
  const send =
    <Kind extends ActKind>(kind: Kind) =>
    async ({ entryId, ...message }: ActInput<Kind>): Promise<CaseOutcome> => {
      const handle = client.workflow.getHandle(messages.creditRepairWorkflowId(entryId));
      try {
        const args = [message as unknown as messages.ActMessage<Kind>] as [messages.ActMessage<Kind>];
        const updateId = `${kind}:${message.key}`;
        const taken = await client.withDeadline(Date.now() + PATIENCE, () =>
          acrossRuns(() => handle.executeUpdate(messages.actUpdate(kind), { args, updateId })),
        );
        return { ok: true, ...taken };
      } catch (error) {
        return failedOutcome(error, await closedCode(error, { entryId, workflows }));
      }
    };

  return {
    start: starter({ client, taskQueue }),
    ...(Object.fromEntries(ACT_KINDS.map(kind => [kind, send(kind)])) as ActCommands),
    ...factCommands({ client, workflows }),
  };
}

type Watch = Pick<CaseCommandDependencies, 'workflows'>;

/** What it means that no workflow took the act: the case is over, or it is open and the office has to look at it. */
async function closedCode(error: unknown, { entryId, workflows }: Watch & { entryId: string }): Promise<string> {
  const isGone = error instanceof WorkflowNotFoundError;
  return isGone && (await workflows.stateOf(entryId)) === 'lost' ? 'caseStopped' : 'caseClosed';
}

/**
 * Starts the case of a list entry and answers when its draft is stored. Temporal holds one open workflow per entry: a
 * second start meets the first one, and gets its case where it came from the same form, a refusal otherwise.
 */
function starter({ client, taskQueue }: { client: Client; taskQueue: string }) {
  return async ({ actor, ...input }: StartCase): Promise<StartOutcome> => {
    const opening = () =>
      new WithStartWorkflowOperation(messages.creditRepairWorkflowName, {
        workflowId: messages.creditRepairWorkflowId(input.entryId),
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        taskQueue,
        args: [{ ...input, openedBy: refOf(actor) }],
      });
    const open = () =>
      client.workflow.executeUpdateWithStart(messages.openedUpdate, {
        startWorkflowOperation: opening(), // serves one call only
        args: [{ actor }],
        updateId: `opened:${input.caseId}`,
      });
    try {
      const { caseId } = await client.withDeadline(Date.now() + PATIENCE, () => acrossRuns(open));
      if (caseId === input.caseId) return { ok: true, caseId };
      return { ok: false, refusal: { code: 'caseAlreadyOpen', clause: 'PLATFORM' } };
    } catch (error) {
      return failedOutcome(error, 'caseClosed');
    }
  };
}

/** Facts nobody waits for. A case that is over needs no word; of one whose workflow is lost the log tells. */
function factCommands({ client, workflows }: Watch & Pick<CaseCommandDependencies, 'client'>) {
  const tell = async (entryId: string, send: (story: WorkflowHandle) => Promise<void>): Promise<void> => {
    try {
      await send(client.workflow.getHandle(messages.creditRepairWorkflowId(entryId)));
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      await workflows.stateOf(entryId);
    }
  };
  return {
    /** Tells an open case that its applicant's training moved. */
    trainingProgressed: ({ entryId, accountId }: { entryId: string; accountId: string }): Promise<void> =>
      tell(entryId, story => story.signal(messages.trainingProgressedSignal, { accountId })),
    /** Puts an open case back on its desk where the disabled account holds it. */
    holderLeft: ({ entryId, accountId }: { entryId: string; accountId: string }): Promise<void> =>
      tell(entryId, story => story.signal(messages.holderLeftSignal, { accountId })),
    calendarChanged: ({ entryId }: { entryId: string }): Promise<void> =>
      tell(entryId, story => story.signal(messages.calendarChangedSignal)),
    /** A register was mended: the exit of this entry is tried again now. */
    retryExit: ({ entryId, ...retry }: messages.RetryExitInput & { entryId: string }): Promise<void> =>
      tell(entryId, story => story.signal(messages.retryExitSignal, retry)),
  };
}
