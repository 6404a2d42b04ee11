import { describe, expect, it } from '@jest/globals';
import { addDays, type CalendarDay, dayOf, weekday } from '../../src/domain/calendarDay.js';
import { addWorkingDays } from '../../src/domain/workCalendar.js';
import * as messages from '../../workflows/creditRepair/messages.js';
import { people, rulesAt } from '../support/workflowFakes.js';
import { environment, lastOf, useCaseServer, withCase } from './support/caseStory.js';

useCaseServer();

const DAY = 86_400_000;

describe('a firm that learns before it may submit', () => {
  it.each([
    ['forty days on', (day: CalendarDay) => day],
    ['that is a Sunday', (day: CalendarDay) => addDays(day, 0 - weekday(day))],
  ])(
    'waits for the first possible day %s, is told of it, and then has the whole time for signing',
    async (_, dayFrom) => {
      const openedAt = await environment.currentTimeMs();
      const firstSubmissionDay = dayFrom(addDays(dayOf(openedAt), 40));
      const { calendar, policy } = rulesAt(openedAt);
      const lastDay = addWorkingDays(calendar, firstSubmissionDay, policy.deadlines.T9.length).day;
      await withCase(
        async ({ act, until, now, world, handle }) => {
          await act('register', { actor: people.rep });
          world.training = { certificateId: 'TC-1', complete: true, exhausted: false };
          await handle.signal(messages.trainingProgressedSignal, { accountId: 'rep-1' });
          await until('READY_TO_SIGN');

          await environment.sleep(30 * DAY);
          expect((await now()).stage).toBe('READY_TO_SIGN');
          expect(world.steps.filter(({ record }) => record.kind === 'firstDayReached')).toEqual([]);

          await environment.sleep(11 * DAY);
          const told = world.steps.find(({ record }) => record.kind === 'firstDayReached');
          expect(told?.notice).toMatchObject({ code: 'firstDayReached', values: { day: firstSubmissionDay } });
          expect(dayOf(told?.record.at ?? 0)).toBe(firstSubmissionDay);
          expect((await now()).stage).toBe('READY_TO_SIGN');

          expect(await handle.result()).toBe('EXPIRED');
          const ended = lastOf(world, 'deadlinePassed');
          expect(ended?.data).toMatchObject({ deadline: 'T9' });
          expect(policy.deadlines.T9).toMatchObject({ length: 10, unit: 'wd' });
          expect(dayOf(ended?.at ?? 0)).toBe(lastDay);
        },
        { firstSubmissionDay, openedAt },
      );
    },
    60_000,
  );
});
