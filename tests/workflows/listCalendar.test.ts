import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { startListCalendar } from '../../src/commands/listCalendarCommands.js';
import {
  listCalendarScheduleId,
  listCalendarStartId,
  type ListCalendarResult,
} from '../../workflows/listCalendar/messages.js';
import { timeSkippingEnvironment } from '../support/timeSkipping.js';
import { workflowBundle } from '../support/workflowBundle.js';
import { silent } from '../support/workflowFakes.js';

let connection: Connection;
let native: NativeConnection;
let client: Client;
beforeAll(async () => {
  Runtime.install({ logger: silent });
  const address = process.env['TEMPORAL_ADDRESS'] ?? '';
  [connection, native] = await Promise.all([Connection.connect({ address }), NativeConnection.connect({ address })]);
  client = new Client({ connection });
}, 60_000);
afterAll(async () => {
  await Promise.all([connection.close(), native.close()]);
});

/** What a worker's log was warned of. */
function warnings() {
  const heard: string[] = [];
  return { heard, logger: { warn: (_facts: object, message: string) => heard.push(message) } };
}

/** Activities that have so many pages to work off, and tell which runs asked. */
function pages(left: number) {
  const runs = new Set<string>();
  return {
    runs,
    activities: {
      endPublications: ({ run }: { run: string }) => {
        runs.add(run);
        left -= 1;
        return Promise.resolve(left >= 0);
      },
      recordListCalendar: ({ run }: { run: string }): Promise<ListCalendarResult> => {
        runs.add(run);
        return Promise.resolve({ expired: 7, unperformed: left });
      },
    },
  };
}

describe('the list calendar', () => {
  it('runs when a worker starts, page by page under one name, and answers what it did', async () => {
    const taskQueue = `calendar-${randomUUID()}`;
    const { heard, logger } = warnings();
    const { activities, runs } = pages(3);
    const worker = await Worker.create({ connection: native, taskQueue, workflowBundle, activities });

    const result = await worker.runUntil(async () => {
      await startListCalendar({ client, taskQueue, logger });
      return client.workflow.getHandle(listCalendarStartId(taskQueue)).result() as Promise<ListCalendarResult>;
    });

    expect(result).toEqual({ expired: 7, unperformed: -1 });
    expect(runs.size).toBe(1);
    expect(heard).toEqual([]);
  }, 60_000);

  it('has one daily schedule shortly after midnight in Shanghai, however many workers start', async () => {
    const taskQueue = `calendar-${randomUUID()}`;
    const { heard, logger } = warnings();

    await Promise.all([1, 2].map(() => startListCalendar({ client, taskQueue, logger })));
    const handle = client.schedule.getHandle(listCalendarScheduleId(taskQueue));
    await handle.pause('by hand');
    await startListCalendar({ client, taskQueue, logger });

    const { spec, policies, action, state, info } = await handle.describe();
    expect(heard).toEqual([]);
    expect(spec).toMatchObject({ timezone: 'Asia/Shanghai', calendars: [{ hour: [{ start: 0 }] }] });
    expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 3_600_000 });
    expect(action).toMatchObject({ workflowType: 'listCalendar', taskQueue });
    expect(state).toMatchObject({ paused: true, note: 'by hand' });
    const [next, afterwards] = info.nextActionTimes;
    expect(next?.toISOString()).toMatch(/T16:10:00/);
    expect((afterwards?.getTime() ?? 0) - (next?.getTime() ?? 0)).toBe(86_400_000);
    await handle.delete();
  }, 60_000);

  it('is run by its schedule on the queue of the worker', async () => {
    const taskQueue = `calendar-${randomUUID()}`;
    const { activities, runs } = pages(0);
    const worker = await Worker.create({ connection: native, taskQueue, workflowBundle, activities });

    await worker.runUntil(async () => {
      await startListCalendar({ client, taskQueue, logger: warnings().logger });
      await client.workflow.getHandle(listCalendarStartId(taskQueue)).result();
      const handle = client.schedule.getHandle(listCalendarScheduleId(taskQueue));
      await handle.trigger();
      const patience = Date.now() + 20_000;
      while (runs.size < 2 && Date.now() < patience) await new Promise(resolve => setTimeout(resolve, 100));
      await handle.delete();
    });

    expect(runs.size).toBe(2);
  }, 60_000);
});

describe('on a server without schedules', () => {
  let environment: TestWorkflowEnvironment;
  beforeAll(async () => {
    environment = await timeSkippingEnvironment();
  }, 60_000);
  afterAll(() => environment.teardown());

  it('the worker starts all the same, runs once, and tells its log', async () => {
    const taskQueue = `calendar-${randomUUID()}`;
    const { heard, logger } = warnings();
    const { activities } = pages(1);
    const worker = await Worker.create({
      connection: environment.nativeConnection,
      taskQueue,
      workflowBundle,
      activities,
    });

    const result = await worker.runUntil(async () => {
      await startListCalendar({ client: environment.client, taskQueue, logger });
      return environment.client.workflow
        .getHandle(listCalendarStartId(taskQueue))
        .result() as Promise<ListCalendarResult>;
    });

    expect(heard).toEqual(['no daily schedule of the list calendar']);
    expect(result).toMatchObject({ expired: 7 });
  }, 60_000);
});
