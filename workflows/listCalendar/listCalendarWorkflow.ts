import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import type { ListCalendarResult } from './messages.js';

const { endPublications, recordListCalendar } = proxyActivities<
  Pick<Activities, 'endPublications' | 'recordListCalendar'>
>({ startToCloseTimeout: '30s', retry: { initialInterval: '1s', maximumInterval: '1 minute' } });

/** The day's work on the list: ends the entries whose publication is over, page by page, and records the run (part 3.2). */
export async function listCalendar(): Promise<ListCalendarResult> {
  const run = { run: workflowInfo().runId };
  while (await endPublications(run));
  return recordListCalendar(run);
}
