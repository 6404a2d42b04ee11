import { describe, expect, it } from '@jest/globals';
import { asDay } from '../../../src/domain/calendarDay.js';
import { CALENDAR_SEED } from '../../../src/domain/policy/calendarSeed.js';
import { daysLeft, markAt, pauseClock, resumeClock } from '../../../src/domain/proceeding/clock.js';
import {
  applicableDeadline,
  attentionOf,
  recomputeDeadlines,
  startDeadline,
} from '../../../src/domain/repair/deadlines.js';
import { applyRepairEvent } from '../../../src/domain/repair/judge.js';
import { nextClockEvent } from '../../../src/domain/repair/nextClockEvent.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import type { DeadlineId } from '../../../src/domain/repair/stages.js';
import { after, at, caseAt, event, opened, outcome, RULES, runClocks, shown, taken } from './support.js';

const start = (id: DeadlineId, day: string, time?: string) => startDeadline(id, at(day, time), RULES);

describe('startDeadline (3.5, counting by the 2026 table)', () => {
  it.each<[DeadlineId, string, string]>([
    // Test vectors of part 3.5: a worked Saturday, two golden weeks, a worked Saturday in May.
    ['T1', '2026-09-30', '2026-10-10'],
    ['T4', '2026-09-28', '2026-10-16'],
    ['T2', '2026-02-12', '2026-02-24'],
    ['T3', '2026-04-30', '2026-05-13'],
    ['T6', '2026-09-24', '2026-10-09'],
    ['T5', '2026-11-03', '2026-11-17'],
    ['T7', '2026-06-17', '2026-07-02'],
    ['T9', '2026-11-06', '2026-11-20'],
    ['T8', '2026-08-31', '2026-10-30'],
    ['DRAFT', '2026-01-01', '2026-04-01'],
  ])('%s from %s ends on %s', (id, from, due) => {
    expect(start(id, from).due).toBe(due);
  });

  it('counts from the day, not the hour, and ends with business at 18:00', () => {
    const [early, late] = [start('T1', '2026-11-03', '00:01'), start('T1', '2026-11-03', '23:59')];

    expect(early.due).toBe('2026-11-06');
    expect(late.due).toBe('2026-11-06');
    expect(shown(early.dueAt)).toBe('2026-11-06 18:00');
  });

  it('takes the day in Asia/Shanghai', () => {
    expect(startDeadline('T1', Date.parse('2026-11-02T16:30:00Z'), RULES).due).toBe('2026-11-06');
  });

  it('is provisional where it crosses a year without a holiday notice, right around New Year', () => {
    const deadline = start('T4', '2026-12-21');

    expect(deadline).toMatchObject({ due: '2027-01-05', provisional: true, source: 'GUOBAN_22' });
    expect(start('T4', '2026-12-15').provisional).toBe(false);
  });
});

describe('marks', () => {
  it.each<[DeadlineId, string, Record<string, string>]>([
    ['T1', '2026-11-03', { 50: '2026-11-05 13:00', 80: '2026-11-06 12:00' }],
    ['T4', '2026-11-03', { 50: '2026-11-10 18:00', 80: '2026-11-13 18:00' }],
    ['T3', '2026-11-03', { 50: '2026-11-09 13:00' }],
    // The holidays of October do not count: half of ten working days is over only on 10 October.
    ['T4', '2026-09-28', { 50: '2026-10-10 18:00' }],
    ['T8', '2026-08-31', { 80: '2026-10-18 18:00' }],
    ['DRAFT', '2026-11-03', { 80: '2027-01-14 18:00' }],
  ])('%s from %s: %j', (id, from, expected) => {
    const marks = Object.keys(expected).map(mark => [
      mark,
      shown(markAt(start(id, from), Number(mark), CALENDAR_SEED)),
    ]);

    expect(Object.fromEntries(marks)).toEqual(expected);
  });
});

describe('pausing', () => {
  it('keeps the days a page showed as left', () => {
    const paused = pauseClock(start('T4', '2026-11-03'), at('2026-11-05'), CALENDAR_SEED);
    const again = resumeClock(paused, at('2026-11-20'), CALENDAR_SEED);

    expect(daysLeft(start('T4', '2026-11-03'), CALENDAR_SEED, asDay('2026-11-05'))).toBe(8);
    expect(daysLeft(again, CALENDAR_SEED, asDay('2026-11-20'))).toBe(8);
    expect(again).toHaveLength(10);
  });

  it('neither wins nor loses a day when paused and resumed on one day', () => {
    const deadline = start('T4', '2026-11-03');
    const again = resumeClock(pauseClock(deadline, at('2026-11-09'), CALENDAR_SEED), at('2026-11-09'), CALENDAR_SEED);

    expect(again.due).toBe(deadline.due);
  });

  it('leaves a working day when paused on the last one', () => {
    const paused = pauseClock(start('T1', '2026-11-03'), at('2026-11-06'), CALENDAR_SEED);

    expect(resumeClock(paused, at('2026-11-09'), CALENDAR_SEED).due).toBe('2026-11-10');
  });

  it('does not forgive a missed one', () => {
    const missed = { ...start('T4', '2026-11-03'), marks: [50, 80, 100] };
    const again = resumeClock(pauseClock(missed, at('2026-11-20'), CALENDAR_SEED), at('2026-11-25'), CALENDAR_SEED);

    expect(again.due).toBe('2026-11-17');
  });

  it('places marks by what was used up before', () => {
    const paused = pauseClock(start('T4', '2026-11-03'), at('2026-11-05'), CALENDAR_SEED);
    const again = resumeClock(paused, at('2026-11-20'), CALENDAR_SEED);

    // Two of ten were used: three more make half.
    expect(shown(markAt(again, 50, CALENDAR_SEED))).toBe('2026-11-25 18:00');
  });
});

describe('recomputeDeadlines', () => {
  const notice2027 = {
    year: 2027,
    offDays: [asDay('2027-01-01'), asDay('2027-01-04')],
    workDays: [],
    confirmed: true,
    source: 'notice',
  };
  const calendar = { version: '2', years: [...CALENDAR_SEED.years, notice2027] };
  const repairCase: RepairCase = { ...caseAt('SUBMITTED'), deadlines: [{ ...start('T4', '2026-12-21'), marks: [50] }] };

  it('moves the last day when the notice is loaded, keeps marks and hour, ends provisional', () => {
    const [deadline] = recomputeDeadlines(repairCase, calendar);

    expect(deadline).toMatchObject({ due: '2027-01-06', provisional: false, marks: [50] });
    expect(shown(deadline?.dueAt ?? 0)).toBe('2027-01-06 18:00');
  });

  it('is an event that tells the applicant of the moved promise', () => {
    const step = taken(applyRepairEvent(repairCase, event('calendarChanged'), { ...RULES, calendar }));

    expect(step.case.deadlines[0]?.due).toBe('2027-01-06');
    expect(step.notice).toMatchObject({ code: 'deadlinesMoved', values: { deadline: 'T4', due: '2027-01-06' } });
    expect(step.record.data).toMatchObject({ calendarVersion: '2', due: { T4: '2027-01-06' } });
  });

  it('says nothing where no day moved', () => {
    expect(taken(applyRepairEvent(caseAt('SUBMITTED'), event('calendarChanged'), RULES)).notice).toBeUndefined();
  });
});

describe('nextClockEvent', () => {
  it('reminds and escalates a submitted case in order and decides nothing', () => {
    const { log, case: late } = runClocks(caseAt('SUBMITTED'));

    expect(log).toEqual([
      '2026-11-05 13:00 T1 50',
      '2026-11-05 13:00 T2 50',
      '2026-11-06 12:00 T1 80',
      '2026-11-06 12:00 T2 80',
      '2026-11-06 18:00 T1 passed',
      '2026-11-06 18:00 T2 passed',
      '2026-11-10 18:00 T4 50',
      '2026-11-13 18:00 T4 80',
      '2026-11-17 18:00 T4 passed',
    ]);
    expect(late).toMatchObject({ stage: 'SUBMITTED', decisions: [] });
  });

  it.each([
    ['DRAFT', 'DRAFT'],
    ['TRAINING', 'T8'],
    ['QUIZ_READY', 'T8'],
    ['READY_TO_SIGN', 'T9'],
    ['RETURNED', 'T7'],
  ] as const)('%s: one reminder, then the case ends as expired by %s', (stage, id) => {
    const { log, case: ended } = runClocks(caseAt(stage));

    expect(log.map(line => line.slice(17))).toEqual([`${id} 80`, `${id} passed`]);
    expect(ended).toMatchObject({ stage: 'EXPIRED', deadlines: [], paused: [] });
  });

  it('ends an extension by itself and then goes on with the clocks that stood still', () => {
    const { log, case: back } = runClocks(caseAt('EXTENDED'), RULES, at('2026-11-18'));

    expect(log.at(-1)).toBe('2026-11-17 18:00 T5 passed');
    expect(back.stage).toBe('COUNTY_REVIEW');
    expect(Object.fromEntries(back.deadlines.map(({ id, due }) => [id, due]))).toEqual({
      T4: '2026-12-01',
      T3: '2026-11-26',
    });
  });

  it.each(['REGISTERED', 'APPROVED', 'EXITING', 'REPAIRED', 'REJECTED'] as const)('rests in %s', stage => {
    expect(nextClockEvent(caseAt(stage), RULES)).toBeNull();
  });

  it.each([
    ['SUBMITTED', 'T2', { role: 'COUNTY_ADMIN', county: '411722' }],
    ['COUNTY_REVIEW', 'T3', { role: 'COUNTY_ADMIN', county: '411722' }],
    ['AUTHORITY_OPINION', 'T6', { role: 'CITY_REVIEWER' }],
    ['AUTHORITY_OPINION', 'T3', { role: 'CITY_ADMIN' }],
    ['CITY_REVIEW', 'T4', { role: 'CITY_ADMIN' }],
  ] as const)('in %s the passing of %s goes to %j', (stage, deadline, desk) => {
    const step = taken(
      applyRepairEvent(caseAt(stage), event('deadlinePassed', { deadline, at: at('2026-12-24') }), RULES),
    );

    expect(step.staffNotice).toMatchObject({ code: 'deadlineOver', ...desk });
    expect(step.record.to).toBe(stage);
  });

  it('still counts the last instant itself', () => {
    const draft = opened();
    const dueAt = draft.deadlines[0]?.dueAt ?? 0;
    const passing = (instant: number) =>
      outcome(applyRepairEvent(draft, event('deadlinePassed', { deadline: 'DRAFT', at: instant }), RULES));

    expect(passing(dueAt)).toBe('deadlineNotDue');
    expect(passing(dueAt + 1)).toBe('EXPIRED');
  });

  it('announces each mark once', () => {
    const marked = after(caseAt('SUBMITTED'), [event('deadlineMark', { mark: 80 })]);

    expect(outcome(applyRepairEvent(marked, event('deadlineMark', { mark: 80 }), RULES))).toBe('alreadyRecorded');
    expect(outcome(applyRepairEvent(marked, event('deadlineMark', { mark: 50 }), RULES))).toBe('alreadyRecorded');
  });
});

describe('what pages show', () => {
  const review = caseAt('AUTHORITY_OPINION');

  it('counts days left in the clock’s own unit', () => {
    const left = (id: DeadlineId, from: string, today: string) =>
      daysLeft(start(id, from), CALENDAR_SEED, asDay(today));

    expect(left('T4', '2026-09-28', '2026-09-30')).toBe(8);
    expect(left('T4', '2026-09-28', '2026-10-16')).toBe(0);
    expect(left('T4', '2026-09-28', '2026-10-19')).toBe(-1);
    expect(left('T8', '2026-08-31', '2026-10-01')).toBe(29);
  });

  it('colours by marks and by the last instant', () => {
    const marked = (mark: 50 | 80) => after(review, [event('deadlineMark', { mark })]);

    expect(attentionOf(review, at('2026-11-04'))).toBeUndefined();
    expect(attentionOf(marked(50), at('2026-11-04'))).toBe('HALF');
    expect(attentionOf(marked(80), at('2026-11-04'))).toBe('NEAR');
    expect(attentionOf(review, at('2026-11-10', '18:01'))).toBe('OVERDUE');
  });

  it('shows staff the nearest clock and the applicant the promise', () => {
    expect(applicableDeadline(review)?.id).toBe('T6');
    expect(applicableDeadline(review, 'APPLICANT')?.id).toBe('T4');
    expect(applicableDeadline(caseAt('EXTENDED'), 'APPLICANT')?.id).toBe('T5');
    expect(applicableDeadline(caseAt('RETURNED'), 'APPLICANT')?.id).toBe('T7');
    expect(applicableDeadline(caseAt('EXITING'))?.id).toBe('T10');
    expect(applicableDeadline(caseAt('REPAIRED'))).toBeUndefined();
  });
});
