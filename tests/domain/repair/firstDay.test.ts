import { describe, expect, it } from '@jest/globals';
import { applyRepairEvent } from '../../../src/domain/repair/judge.js';
import { nextClockEvent } from '../../../src/domain/repair/nextClockEvent.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import { after, caseAt, event, opened, outcome, RULES, runClocks, shown, taken } from './support.js';

describe('the first possible day of submission (part 4, state 0)', () => {
  it.each([
    [
      'learnt weeks before',
      '2026-12-21',
      ['2026-12-21 08:00 first day', '2026-12-31 18:00 T9 80', '2027-01-05 18:00 T9 passed'],
    ],
    [
      'learnt the day before',
      '2026-11-04',
      ['2026-11-04 08:00 first day', '2026-11-16 18:00 T9 80', '2026-11-18 18:00 T9 passed'],
    ],
    [
      'learnt on the day',
      '2026-11-03',
      ['2026-11-03 08:00 first day', '2026-11-13 18:00 T9 80', '2026-11-17 18:00 T9 passed'],
    ],
  ])(
    'lets a firm that %s sign within ten working days from the first possible day (T9, F20)',
    (_who, day, expected) => {
      const early = opened(RULES, { firstSubmissionDay: day, awaitsFirstDay: true });
      const way = ['open', 'register', 'enrol', 'trainingCompleted', 'quizPassed'] as const;
      const { log, case: ended } = runClocks(
        after(
          early,
          way.map(kind => event(kind)),
        ),
      );

      expect(log).toEqual(expected);
      expect(ended.stage).toBe('EXPIRED');
    },
  );

  it.each(['DRAFT', 'REGISTERED', 'TRAINING', 'QUIZ_READY'] as const)(
    'tells of the first possible day in %s',
    stage => {
      const early: RepairCase = { ...caseAt(stage), firstSubmissionDay: '2026-11-05', awaitsFirstDay: true };
      const next = nextClockEvent(early, RULES);
      const told = taken(applyRepairEvent(early, next?.event ?? event('firstDayReached'), RULES));

      expect(shown(next?.at ?? 0)).toBe('2026-11-05 08:00');
      expect(told.notice).toMatchObject({ code: 'firstDayReached', values: { day: '2026-11-05' } });
      expect(told.case).toMatchObject({ stage, deadlines: early.deadlines });
      expect(nextClockEvent(told.case, RULES)?.event.kind).not.toBe('firstDayReached');
    },
  );

  it('does not tell of the first day before it has come, nor once the letter is signed', () => {
    const early: RepairCase = { ...caseAt('READY_TO_SIGN'), awaitsFirstDay: true };
    const tooEarly = { ...early, firstSubmissionDay: '2026-11-04' };

    expect(outcome(applyRepairEvent(tooEarly, event('firstDayReached'), RULES))).toBe('minimumPeriodRunning');
    expect(nextClockEvent(after(early, [event('sign')]), RULES)).toBeNull();
  });
});
