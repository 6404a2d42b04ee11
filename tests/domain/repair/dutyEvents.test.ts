import { describe, expect, it } from '@jest/globals';
import { applicableDeadline } from '../../../src/domain/repair/deadlines.js';
import { waitingClocks } from '../../../src/domain/repair/dutyClocks.js';
import { dutiesConfirmed, openRequest } from '../../../src/domain/repair/dutyRequest.js';
import { applyRepairEvent, mayAct } from '../../../src/domain/repair/judge.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import type { RepairStage } from '../../../src/domain/repair/stages.js';
import { actorOf, after, at, AUTHORITY, caseAt, event, NOW, outcome, REP, RULES, runClocks, taken } from './support.js';

const STAGES = ['TRAINING', 'QUIZ_READY', 'READY_TO_SIGN', 'RETURNED'] as const;
const otherDuty = (stage: RepairStage): RepairCase => ({ ...caseAt(stage), finedOnly: false });
const asked = (stage: RepairStage): RepairCase => after(otherDuty(stage), [event('askAuthority')]);
const dues = ({ deadlines }: RepairCase) => deadlines.map(({ id, due }) => `${id} ${due}`);
const no = { outcome: 'NEGATIVE' as const, reason: '两处隐患未消除' };

describe('asking the recognising authority about duties (ruling B5)', () => {
  it.each(STAGES)('in %s: starts T6 of 5 working days, tells firm and officers, and stops the own clock', stage => {
    const before = otherDuty(stage);
    const { case: next, record, notice, staffNotice } = taken(applyRepairEvent(before, event('askAuthority'), RULES));

    expect(next.stage).toBe(stage);
    expect(openRequest(next)).toEqual({ round: 1, at: NOW, by: REP, text: '设备已整改，请核实' });
    expect(dues(next)).toEqual(['T6 2026-11-10']);
    expect(next.paused.map(({ id }) => id)).toEqual([
      ...before.paused.map(({ id }) => id),
      ...before.deadlines.map(({ id }) => id),
    ]);
    expect(notice).toMatchObject({ code: 'dutiesAsked', values: { due: '2026-11-10' } });
    expect(staffNotice).toMatchObject({ code: 'dutiesWanted', role: 'AUTHORITY_OFFICER', authorityId: 'SJJ' });
    expect(record).toMatchObject({ kind: 'askAuthority', by: REP, data: { round: 1 } });
    expect(JSON.stringify(record)).not.toContain('设备已整改');
  });

  it.each([
    ['where the receipt proves it', { ...otherDuty('TRAINING'), finedOnly: true }, {}, 'receiptProves'],
    ['twice at once', asked('TRAINING'), {}, 'alreadyAsked'],
    ['after a yes', after(asked('TRAINING'), [event('answerDuties')]), {}, 'dutiesConfirmed'],
    ['without a word of what was done', otherDuty('TRAINING'), { text: ' ' }, 'requestTextMissing'],
    ['with too many', otherDuty('TRAINING'), { text: '字'.repeat(501) }, 'requestTextTooLong'],
    ['while the letter is made', after(otherDuty('READY_TO_SIGN'), [event('sign')]), {}, 'letterBeingMade'],
  ])('is refused %s', (...row) => {
    const [, repairCase, change, code] = row;
    expect(outcome(applyRepairEvent(repairCase, event('askAuthority', change), RULES))).toBe(code);
  });
});

describe('the answer', () => {
  it('yes: is in the case and its chain, told to the firm, and stands for the proof', () => {
    const step = taken(applyRepairEvent(asked('READY_TO_SIGN'), event('answerDuties'), RULES));

    expect(dutiesConfirmed(step.case)).toBe(true);
    expect(step.record).toMatchObject({ by: AUTHORITY, data: { outcome: 'POSITIVE', round: 1 } });
    expect(step.notice).toMatchObject({ code: 'dutiesPerformed', values: { deadline: 'T9', due: '2026-11-17' } });
  });

  it('no: needs a reason, which the chain and the notice carry, and leaves the firm free to ask again', () => {
    const waiting = asked('READY_TO_SIGN');
    const empty = event('answerDuties', { outcome: 'NEGATIVE', reason: '  ' });
    expect(outcome(applyRepairEvent(waiting, empty, RULES))).toBe('reasonMissing');

    const step = taken(applyRepairEvent(waiting, event('answerDuties', no), RULES));
    expect(step.record).toMatchObject({ reason: no.reason, data: { outcome: 'NEGATIVE' } });
    expect(step.notice).toMatchObject({ code: 'dutiesNotPerformed', values: { reason: no.reason } });
    expect(dutiesConfirmed(step.case)).toBe(false);
    expect(openRequest(after(step.case, [event('askAuthority')]))).toMatchObject({ round: 2 });
  });

  it('counts only for the request that was read', () => {
    const again = after(asked('TRAINING'), [event('answerDuties', no), event('askAuthority')]);

    expect(outcome(applyRepairEvent(again, event('answerDuties', { round: 1 }), RULES))).toBe('noRequestOpen');
    expect(outcome(applyRepairEvent(again, event('answerDuties', { round: 2 }), RULES))).toBe('TRAINING');
  });
});

describe('the firm’s clocks while the authority is asked', () => {
  const LATER = at('2026-11-09');

  it.each([
    ['TRAINING', 'T8', '2027-01-08'],
    ['READY_TO_SIGN', 'T9', '2026-11-23'],
    ['RETURNED', 'T7', '2026-11-23'],
  ] as const)('%s: %s goes on after the answer with the days it had left, to %s', (stage, id, due) => {
    const waiting = asked(stage);
    expect(waitingClocks(waiting).map(clock => clock.id)).toEqual([id]);

    const answered = after(waiting, [event('answerDuties', { at: LATER })]);
    expect(dues(answered)).toEqual([`${id} ${due}`]);
    expect(waitingClocks(answered)).toEqual([]);
  });

  it('never end the case, however late the authority is; the city and the firm hear of it once', () => {
    const { case: late, log } = runClocks(asked('READY_TO_SIGN'));
    const passed = applyRepairEvent(
      asked('READY_TO_SIGN'),
      event('deadlinePassed', { deadline: 'T6', at: at('2026-11-11') }),
      RULES,
    );

    expect(log).toEqual(['2026-11-06 13:00 T6 50', '2026-11-09 18:00 T6 80', '2026-11-10 18:00 T6 passed']);
    expect(late.stage).toBe('READY_TO_SIGN');
    expect(applicableDeadline(late, 'APPLICANT')).toMatchObject({ id: 'T6', marks: [50, 80, 100] });
    expect(passed).toMatchObject({
      staffNotice: { code: 'deadlineOver', role: 'CITY_REVIEWER' },
      notice: { code: 'dutiesLate', values: { due: '2026-11-10' } },
    });
  });

  it('stand still from the start where the quiz is passed meanwhile', () => {
    const passed = after(asked('QUIZ_READY'), [event('quizPassed')]);

    expect(dues(passed)).toEqual(['T6 2026-11-10']);
    expect(waitingClocks(passed)).toEqual([{ id: 'T9', unit: 'wd', left: 10 }]);
    expect(dues(after(passed, [event('answerDuties', { at: LATER })]))).toEqual(['T9 2026-11-23']);
  });

  it('begin with the first possible day where it comes after the answer', () => {
    const early = { ...asked('QUIZ_READY'), firstSubmissionDay: '2026-12-01', awaitsFirstDay: true };
    const answered = after(early, [event('quizPassed'), event('answerDuties', { at: LATER })]);

    expect(dues(answered)).toEqual(['T9 2026-12-15']);
  });

  it('can be lengthened while they stand still', () => {
    const longer = after(asked('TRAINING'), [event('extendTraining')]);

    expect(waitingClocks(longer)).toEqual([{ id: 'T8', unit: 'd', left: 90 }]);
  });
});

describe('a request without an answer', () => {
  it('ends with a submission that is proven otherwise', () => {
    const filed = after(asked('READY_TO_SIGN'), [event('sign'), event('letterIssued')]);

    expect(filed).toMatchObject({ stage: 'SUBMITTED', paused: [], dutyRequests: [{ endedAt: NOW }] });
    expect(filed.deadlines.map(({ id }) => id)).toEqual(['T1', 'T2', 'T4']);
    const resubmitted = after(asked('RETURNED'), [event('resubmit')]);
    expect(resubmitted.dutyRequests?.[0]?.endedAt).toBe(NOW);
    expect(resubmitted.deadlines.map(({ id }) => id)).toEqual(['T1', 'T2', 'T4']);
  });

  it.each(STAGES)('ends with a withdrawal in %s, of which the officers hear', stage => {
    const { case: ended, staffNotice } = taken(applyRepairEvent(asked(stage), event('withdraw'), RULES));

    expect(ended).toMatchObject({ stage: 'WITHDRAWN', deadlines: [], paused: [], dutyRequests: [{ endedAt: NOW }] });
    expect(staffNotice).toMatchObject({ code: 'caseWithdrawn', role: 'AUTHORITY_OFFICER', authorityId: 'SJJ' });
  });
});

describe('who answers', () => {
  const officer = actorOf('authority', 'AUTHORITY_OFFICER');
  const verdict = (change: object) => {
    const found = mayAct({ ...asked('TRAINING'), ...change }, officer, 'answerDuties');
    return found.ok ? 'ok' : found.refusal.code;
  };

  it('is an officer of the very authority who has no part in the case', () => {
    expect(verdict({})).toBe('ok');
    expect(verdict({ authorityId: 'STHJ' })).toBe('notPermitted');
    expect(verdict({ importedBy: 'authority' })).toBe('ownImport');
    expect(verdict({ openedBy: { accountId: 'authority', role: 'WINDOW_CLERK' } })).toBe('fourEyes');
  });

  it('may give the opinion later, and takes no other step of the case', () => {
    const confirmed = after(asked('READY_TO_SIGN'), [event('answerDuties'), event('sign'), event('letterIssued')]);

    const asCounty = { accountId: 'authority', role: 'COUNTY_REVIEWER' };
    expect(outcome(applyRepairEvent(confirmed, event('accept', { by: asCounty }), RULES))).toBe('fourEyes');
    const opinion = after(confirmed, [event('accept'), event('countyReview'), event('authorityOpinion')]);
    expect(opinion.stage).toBe('CITY_REVIEW');
  });
});
