import type { ListCalendarResult } from '../workflows/listCalendar/messages.js';
import type { ActivityDependencies } from './dependencies.js';

/** Writes what a run of the list calendar did into the administrative chain, once, counted from the entries themselves. */
export const createRecordListCalendar =
  ({ data, clock }: ActivityDependencies) =>
  async ({ run }: { run: string }): Promise<ListCalendarResult> => {
    const { EXPIRED, EXPIRED_UNPERFORMED } = await data.entries.endedIn(run);
    const result = { expired: EXPIRED, unperformed: EXPIRED_UNPERFORMED };
    const key = `publicationsEnded:${run}`;
    await data.audit.append({ chain: 'admin', kind: 'publicationsEnded', key, at: clock(), data: { run, ...result } });
    return result;
  };
