import { type Client, ScheduleAlreadyRunning, type ScheduleOptions, ScheduleOverlapPolicy } from '@temporalio/client';
import {
  listCalendarScheduleId,
  listCalendarStartId,
  listCalendarWorkflowName,
} from '../../workflows/listCalendar/messages.js';

/** Where it is told that the day's work could not be arranged; the worker goes on without it. */
interface CalendarLog {
  warn(facts: object, message: string): void;
}

const TIMEZONE = 'Asia/Shanghai';
/** Shortly after midnight: an entry's last day counts to its end. */
const START = { hour: 0, minute: 10 } as const;
/** A run missed for longer is made good when the worker starts. */
const CATCH_UP = '1 hour';
/** Longest time the start of a worker spends on it, milliseconds. */
const PATIENCE = 20_000;

/**
 * Arranges the daily end of publications: a schedule, made once and kept as it is written here, and one run now for the
 * days on which nothing ran. A server without schedules, or one that is away, is told to the log and stops nothing.
 */
export async function startListCalendar({
  client,
  taskQueue,
  logger,
}: {
  client: Client;
  taskQueue: string;
  logger: CalendarLog;
}): Promise<void> {
  try {
    await client.withDeadline(Date.now() + PATIENCE, () => keepSchedule(client, taskQueue));
  } catch (error) {
    logger.warn({ err: error }, 'no daily schedule of the list calendar');
  }
  try {
    await client.withDeadline(Date.now() + PATIENCE, () => runNow(client, taskQueue));
  } catch (error) {
    logger.warn({ err: error }, 'no run of the list calendar at the start');
  }
}

const runNow = (client: Client, taskQueue: string) =>
  client.workflow.start(listCalendarWorkflowName, {
    taskQueue,
    workflowId: listCalendarStartId(taskQueue),
    workflowIdConflictPolicy: 'USE_EXISTING',
  });

async function keepSchedule(client: Client, taskQueue: string): Promise<void> {
  const scheduleId = listCalendarScheduleId(taskQueue);
  const wanted = dailyRun(taskQueue);
  try {
    await client.schedule.create({ scheduleId, ...wanted });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    // What staff set by hand (paused, a note) stays; when and what it runs follows this code.
    await client.schedule.getHandle(scheduleId).update(({ state }) => ({ ...wanted, state }));
  }
}

const dailyRun = (taskQueue: string) =>
  ({
    spec: { calendars: [START], timezone: TIMEZONE },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCH_UP },
    action: {
      type: 'startWorkflow',
      workflowType: listCalendarWorkflowName,
      workflowId: listCalendarScheduleId(taskQueue),
      taskQueue,
      args: [],
    },
  }) satisfies Omit<ScheduleOptions, 'scheduleId'>;
