import { describe, expect, it } from '@jest/globals';
import { addDays, asDay, type CalendarDay, dayOf, yearOf } from '../../src/domain/calendarDay.js';
import { CALENDAR_SEED } from '../../src/domain/policy/calendarSeed.js';
import type { RepairStage } from '../../src/domain/repair/stages.js';
import { addWorkingDays, isWorkingDay, type WorkCalendar } from '../../src/domain/workCalendar.js';
import { calendarChangedSignal } from '../../workflows/creditRepair/messages.js';
import { people, type World } from '../support/workflowFakes.js';
import { environment, seen, submit, useCaseServer, withCase } from './support/caseStory.js';

useCaseServer();

const DAY = 86_400_000;

/** What the clocks did, in order: `T1 80`, `T4 over`. */
const announced = ({ steps }: World) =>
  steps.flatMap(({ record, staffNotice, notice }) => {
    const { deadline, mark = 'over' } = record.data as { deadline?: string; mark?: number };
    if (deadline === undefined) return [];
    const told = { staff: staffNotice?.code, role: staffNotice?.role, firm: notice?.code };
    return [{ what: `${deadline} ${String(mark)}`, day: dayOf(record.at), ...told }];
  });
const dayOfEach = (world: World) => Object.fromEntries(announced(world).map(({ what, day }) => [what, day]));

/** The working day so many after the one of `from` (epoch milliseconds), the first not counted. */
const workingDay = (from: number, days: number) => addWorkingDays(CALENDAR_SEED, dayOf(from), days).day;

/** The working days as before, with one of them off. */
function closedOn(closed: string): WorkCalendar {
  const year = yearOf(asDay(closed));
  const first = asDay(`${String(year)}-01-01`);
  const days = Array.from({ length: 365 }, (_, place) => addDays(first, place));
  const works = (day: CalendarDay) => day !== closed && isWorkingDay(CALENDAR_SEED, day);
  const notice = {
    year,
    offDays: days.filter(day => !works(day)),
    workDays: days.filter(works),
    confirmed: true,
    source: '',
  };
  return { version: 'closed', years: [...CALENDAR_SEED.years.filter(known => known.year !== year), notice] };
}

/** Nobody has decided anything: silence is neither a yes nor a no. */
function expectUndecided({ steps }: World, stage: RepairStage, decisions: number): void {
  const last = steps.at(-1)?.case;
  expect(last?.stage).toBe(stage);
  expect(last?.decisions).toHaveLength(decisions);
}

describe('the clocks of a submission that nobody looks at', () => {
  it('T1, T2 and T4 remind and escalate on their working days, and nothing is accepted by silence', async () => {
    const openedAt = await environment.currentTimeMs();
    await withCase(
      async story => {
        const { world } = story;
        const receivedAt = (await submit(story)).submissions[0]?.at ?? 0;
        await environment.sleep(40 * DAY);

        const short = { 50: workingDay(receivedAt, 2), 80: workingDay(receivedAt, 3), over: workingDay(receivedAt, 3) };
        expect(dayOfEach(world)).toEqual({
          ...{ 'T1 50': short[50], 'T1 80': short[80], 'T1 over': short.over },
          ...{ 'T2 50': short[50], 'T2 80': short[80], 'T2 over': short.over },
          ...{ 'T4 50': workingDay(receivedAt, 5), 'T4 80': workingDay(receivedAt, 8) },
          'T4 over': workingDay(receivedAt, 10),
        });
        for (const { what, staff, role, firm } of announced(world)) {
          const over = {
            staff: 'deadlineOver',
            role: 'COUNTY_ADMIN',
            firm: what === 'T4 over' ? 'staffLate' : undefined,
          };
          const mark = { staff: what.endsWith('50') ? 'deadlineHalf' : 'deadlineNear', role: 'COUNTY_REVIEWER' };
          expect({ what, staff, role, firm }).toEqual({
            what,
            firm: undefined,
            ...(what.endsWith('over') ? over : mark),
          });
        }
        expectUndecided(world, 'SUBMITTED', 0);
      },
      { openedAt },
    );
  }, 60_000);

  it('T3 does the same from the acceptance on, which ends T1 and T2', async () => {
    const openedAt = await environment.currentTimeMs();
    await withCase(
      async story => {
        const { act, world } = story;
        await submit(story);
        const { acceptedAt = 0 } = await act('accept', { actor: people.county, ...seen(story) });
        await environment.sleep(40 * DAY);

        const days = dayOfEach(world);
        expect(Object.keys(days).sort()).toEqual(['T3 50', 'T3 80', 'T3 over', 'T4 50', 'T4 80', 'T4 over']);
        expect(days).toMatchObject({
          'T3 50': workingDay(acceptedAt, 4),
          'T3 80': workingDay(acceptedAt, 6),
          'T3 over': workingDay(acceptedAt, 7),
        });
        expectUndecided(world, 'COUNTY_REVIEW', 1);
      },
      { openedAt },
    );
  }, 60_000);
});

describe('the time for learning (T8)', () => {
  it('reminds once, is lengthened once, and ends the case at the close of its last day', async () => {
    const openedAt = await environment.currentTimeMs();
    await withCase(
      async ({ act, until, world, handle }) => {
        await act('register', { actor: people.rep });
        const { startedAt = 0 } = (await until('TRAINING')).deadlines[0] ?? {};
        await environment.sleep(50 * DAY);
        expect(dayOfEach(world)).toEqual({ 'T8 80': addDays(dayOf(startedAt), 48) });
        await act('extendTraining', { actor: people.rep });

        expect(await handle.result()).toBe('EXPIRED');
        expect(announced(world).slice(1)).toEqual([
          { what: 'T8 80', day: addDays(dayOf(startedAt), 72), staff: undefined, role: undefined, firm: 'reminder' },
          { what: 'T8 over', day: addDays(dayOf(startedAt), 90), staff: undefined, role: undefined, firm: 'expired' },
        ]);
      },
      { openedAt },
    );
  }, 60_000);
});

describe('a changed calendar', () => {
  it('moves the running deadlines: the new days are stored, and the firm is told of its own', async () => {
    const openedAt = await environment.currentTimeMs();
    await withCase(
      async story => {
        const { world, when, handle } = story;
        const { deadlines } = await submit(story);
        const before = deadlines.find(({ id }) => id === 'T4')?.due ?? '';
        world.calendar = closedOn(before);
        await handle.signal(calendarChangedSignal);
        await when('moved', repairCase => repairCase.deadlines.some(({ id, due }) => id === 'T4' && due !== before));

        const last = world.steps.at(-1);
        const due = addWorkingDays(world.calendar, asDay(before), 1).day;
        expect(last?.record).toMatchObject({ kind: 'calendarChanged', data: { calendarVersion: 'closed' } });
        expect(last?.case.deadlines.find(({ id }) => id === 'T4')?.due).toBe(due);
        expect(last?.notice).toMatchObject({ code: 'deadlinesMoved', values: { deadline: 'T4', due } });
      },
      { openedAt },
    );
  }, 60_000);
});
