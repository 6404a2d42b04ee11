import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Logger } from 'pino';
import { creditRepairWorkflowId, creditRepairWorkflowName } from '../../workflows/creditRepair/messages.js';
import type { CaseView, DataAccess } from '../data/index.js';

/**
 * How it stands with the workflow of a case: `alive` (also where the case is over, and needs none), `lost` where an open
 * case has none that runs (ended by hand, never begun, or gone with Temporal's data), `unknown` while nobody answers.
 */
export type WorkflowState = 'alive' | 'lost' | 'unknown';

export interface CaseWorkflows {
  stateOf(entryId: string): Promise<WorkflowState>;
  /** Open cases without a running workflow, at most a minute old; null where that could not be found out. */
  lost(): Promise<readonly CaseView[] | null>;
}

/** Longest a page waits for the answer about one case, and about all, milliseconds. */
const PATIENCE = { one: 800, all: 5_000 };
const MEMORY_MS = 60_000;
/** More than that many in one answer is an outage, and the first of them say so as well. */
const MOST_LOST = 50;

const RUNNING = `WorkflowType = '${creditRepairWorkflowName}' AND ExecutionStatus = 'Running'`;

interface Watch {
  readonly client: Client;
  readonly cases: Pick<DataAccess['cases'], 'openOfEntry' | 'openCases'>;
  readonly logger: Pick<Logger, 'error' | 'warn'>;
}

/** Compares the open cases of the read model with the workflows that run. Nothing is changed; what is lost is logged once. */
export function caseWorkflows({ client, cases, logger }: Watch): CaseWorkflows {
  const logged = new Set<string>();
  const lostCase = async (entryId: string): Promise<CaseView | null> => {
    if (await isRunning(client, entryId)) return null;
    // Asked after the workflow: a case that has just been closed is stored as closed before its workflow ends.
    const view = await cases.openOfEntry(entryId);
    if (view === null || logged.has(view.case.caseId)) return view;
    logged.add(view.case.caseId);
    logger.error({ caseId: view.case.caseId, stage: view.case.stage }, 'an open case has no running workflow');
    return view;
  };
  const findLost = async (): Promise<CaseView[]> => {
    const running = new Set<string>();
    for await (const { workflowId } of client.workflow.list({ query: RUNNING })) running.add(workflowId);
    const found: CaseView[] = [];
    for await (const { entryId } of cases.openCases()) {
      if (running.has(creditRepairWorkflowId(entryId))) continue;
      // The list may be some seconds behind.
      const view = await lostCase(entryId);
      if (view !== null) found.push(view);
      if (found.length === MOST_LOST) break;
    }
    return found;
  };

  let kept: { at: number; found: Promise<CaseView[] | null> } | undefined;
  return {
    async stateOf(entryId) {
      try {
        const view = await client.withDeadline(Date.now() + PATIENCE.one, () => lostCase(entryId));
        return view === null ? 'alive' : 'lost';
      } catch (error) {
        logger.warn({ err: error }, 'whether a case has its workflow could not be asked');
        return 'unknown';
      }
    },
    lost() {
      const now = Date.now();
      if (kept !== undefined && now - kept.at < MEMORY_MS) return kept.found;
      const found = client.withDeadline(now + PATIENCE.all, findLost).catch((error: unknown) => {
        logger.warn({ err: error }, 'which cases have lost their workflow could not be asked');
        kept = undefined;
        return null;
      });
      kept = { at: now, found };
      return found;
    },
  };
}

async function isRunning(client: Client, entryId: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(creditRepairWorkflowId(entryId)).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
