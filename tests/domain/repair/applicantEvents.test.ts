import { describe, expect, it } from '@jest/globals';
import { applyRepairEvent } from '../../../src/domain/repair/judge.js';
import { without } from '../../../src/domain/repair/repairCase.js';
import { RETURN_REASONS } from '../../../src/domain/repair/stages.js';
import { ALL_STAGES, after, at, caseAt, event, NOW, opened, outcome, REP, RULES, rulesFor, taken } from './support.js';

const ready = caseAt('READY_TO_SIGN');
const sign = (change: Parameters<typeof event<'sign'>>[1]) => applyRepairEvent(ready, event('sign', change), RULES);

describe('opening and registering (states 1–2)', () => {
  it('opens once, as version 1, and tells the last day of the draft', () => {
    const step = taken(applyRepairEvent(opened(), event('open'), RULES));

    expect(step.case.version).toBe(1);
    expect(step.record.data).toMatchObject({ entryId: 'entry-1', due: { DRAFT: '2027-02-01' } });
    expect(step.notice).toMatchObject({ code: 'opened', values: { due: '2027-02-01' } });
  });

  it('starts no statutory clock by registering', () => {
    expect(caseAt('REGISTERED').deadlines).toEqual([]);
  });

  it('leaves training out for minor entries (domain 3.2)', () => {
    const rules = rulesFor('KEY_ATTENTION', 'MINOR');
    const minor = after(opened(rules), [event('open'), event('register')], rules);

    expect(outcome(applyRepairEvent(minor, event('enrol'), rules))).toBe('trainingNotRequired');
    const step = applyRepairEvent(minor, { kind: 'readyToSign', at: NOW }, rules);
    expect(outcome(step)).toBe('READY_TO_SIGN');
  });

  it('does not skip required training without a certificate', () => {
    const step = applyRepairEvent(caseAt('REGISTERED'), { kind: 'readyToSign', at: NOW }, RULES);

    expect(outcome(step)).toBe('trainingRequired');
  });

  it('keeps too long answers out and the words of answers out of the trail', () => {
    const { answers } = ready;
    const long = applyRepairEvent(
      ready,
      event('saveAnswers', { answers: { ...answers, performance: '字'.repeat(2_001) } }),
      RULES,
    );
    const changed = taken(
      applyRepairEvent(ready, event('saveAnswers', { answers: { ...answers, improvement: '每月自查' } }), RULES),
    );

    expect(long).toMatchObject({ refusal: { code: 'answerTooLong', values: { fields: 'performance' } } });
    expect(changed.record.data).toEqual({ changed: ['improvement'] });
  });
});

describe('training clocks (T8, T9)', () => {
  it('keeps T8 from training to quiz and back, and ends it by passing', () => {
    const dues = (stage: Parameters<typeof caseAt>[0]) => caseAt(stage).deadlines.map(({ id, due }) => `${id} ${due}`);

    expect(dues('TRAINING')).toEqual(['T8 2027-01-02']);
    expect(dues('QUIZ_READY')).toEqual(['T8 2027-01-02']);
    expect(dues('READY_TO_SIGN')).toEqual(['T9 2026-11-17']);
    const back = after(caseAt('QUIZ_READY'), [event('quizExhausted')]);
    expect(back.deadlines).toEqual(caseAt('QUIZ_READY').deadlines);
  });

  it('lengthens T8 once by 30 days and reminds again', () => {
    const reminded = after(caseAt('TRAINING'), [event('deadlineMark', { deadline: 'T8', mark: 80 })]);
    const longer = after(reminded, [event('extendTraining')]);

    expect(longer.deadlines).toMatchObject([{ id: 'T8', due: '2027-02-01', length: 90, marks: [] }]);
    expect(outcome(applyRepairEvent(longer, event('extendTraining'), RULES))).toBe('trainingExtensionUsed');
  });
});

describe('signing and submitting (state 5, clock rule of 3.5)', () => {
  it.each([
    ['somebody else than the representative', { by: { accountId: 'agent', role: 'AGENT' } }, 'onlyRepresentativeSigns'],
    ['a day too early', { today: '2026-05-31' }, 'minimumPeriodRunning'],
    ['without the proof of performance', { materials: ['MAT3', 'MAT4', 'MAT5'] }, 'materialsMissing'],
    ['without mandate or identity', { materials: ['MAT2', 'MAT4', 'MAT5'] }, 'materialsMissing'],
    ['without decision', { materials: ['MAT2', 'MAT3', 'MAT4'] }, 'materialsMissing'],
    ['with the certificate of an earlier representative alone', { certificateId: undefined }, 'certificateMissing'],
    ['with statements that were not ticked (part 6)', { statementsTicked: false }, 'statementsNotTicked'],
  ])('refuses %s', (_what, change, code) => {
    expect(outcome(sign(change))).toBe(code);
  });

  it('allows the first day of submission itself', () => {
    expect(sign({ today: '2026-06-01' }).ok).toBe(true);
  });

  it.each([
    ['performance', ' '],
    ['improvement', ''],
    ['receiptNumber', ''],
    ['paidAmount', '0'],
    ['paidAmount', '两万'],
    ['paidOn', '2026-02-30'],
  ])('refuses while %s is %j', (field, text) => {
    const answers = { ...ready.answers, [field]: text };
    const step = applyRepairEvent({ ...ready, answers }, event('sign'), RULES);

    expect(step).toMatchObject({ refusal: { code: 'answersIncomplete', values: { fields: field } } });
  });

  it('asks for no receipt where the decision imposed other duties and none is told', () => {
    const answers = { ...ready.answers, receiptNumber: '', paidAmount: '', paidOn: '' };

    expect(applyRepairEvent({ ...ready, answers, finedOnly: false }, event('sign'), RULES).ok).toBe(true);
  });

  it('asks whoever signs for an own certificate, and the case holds that one from then on', () => {
    const signed = taken(sign({ certificateId: 'certificate-2' }));

    expect(ready.certificateId).toBe('certificate-1');
    expect(signed.case.certificateId).toBe('certificate-2');
    expect(signed.record.data).toMatchObject({ certificateId: 'certificate-2' });
  });

  it('asks for none where training is not required (domain 3.2)', () => {
    const minor = { ...without(ready, 'certificateId'), trainingRequired: false };

    expect(applyRepairEvent(minor, event('sign', { certificateId: undefined }), RULES).ok).toBe(true);
  });

  it('submits the evidence that was on file at the signature, whatever is there when the letter is made', () => {
    const signed = after(ready, [event('sign', { evidenceIds: ['evidence-1', 'evidence-2'] })]);
    const filed = after(signed, [event('letterIssued')]);

    expect(filed.submissions[0]?.evidenceIds).toEqual(['evidence-1', 'evidence-2']);
  });

  it('counts T1, T2 and T4 from the signature, however late the letter is made', () => {
    const signed = after(ready, [event('sign', { at: at('2026-09-28', '17:59') })]);
    const filed = after(signed, [event('letterIssued', { at: at('2026-09-30') })]);

    expect(signed).toMatchObject({ stage: 'READY_TO_SIGN', deadlines: [] });
    expect(filed.deadlines.map(({ id, due }) => [id, due])).toEqual([
      ['T1', '2026-10-08'],
      ['T2', '2026-10-08'],
      ['T4', '2026-10-16'],
    ]);
    expect(filed.submissions).toMatchObject([
      { version: 1, at: at('2026-09-28', '17:59'), by: REP, letterId: 'letter-1' },
    ]);
    expect(filed.documents).toMatchObject([{ kind: 'COMMITMENT', documentId: 'letter-1' }]);
  });

  it.each(['sign', 'saveAnswers', 'withdraw'] as const)('refuses %s while the letter is being made', kind => {
    const signed = after(ready, [event('sign')]);

    expect(outcome(applyRepairEvent(signed, event(kind), RULES))).toBe('letterBeingMade');
  });
});

describe('correcting a returned case (state 7)', () => {
  const returned = caseAt('RETURNED');

  it('keeps the old submission with its notice and adds a new version', () => {
    const corrected = after(returned, [event('resubmit')]);

    expect(corrected.submissions).toMatchObject([
      { version: 1, answers: { receiptNumber: 'SJ-0001' }, returned: { round: 1, reasons: [{ code: 'R04' }] } },
      { version: 2, answers: { receiptNumber: 'SJ-0001' }, evidenceIds: ['evidence-2'], letterId: 'letter-1' },
    ]);
    expect(corrected.submissions[1]).not.toHaveProperty('returned');
  });

  it('asks for a new signature once the answers are not those of the letter, and no more once they are again', () => {
    const save = (receiptNumber: string) => event('saveAnswers', { answers: { ...returned.answers, receiptNumber } });
    const changed = after(returned, [save('SJ-0002')]);
    expect(outcome(applyRepairEvent(changed, event('resubmit'), RULES))).toBe('mustSignAgain');

    expect(after(changed, [save('SJ-0001'), event('resubmit')]).submissions[1]).toMatchObject({ letterId: 'letter-1' });
    const signed = [event('sign', { signatureId: 's-2' }), event('letterIssued', { letterId: 'letter-2' })];
    expect(after(changed, signed).submissions).toMatchObject([
      { version: 1, answers: { receiptNumber: 'SJ-0001' }, letterId: 'letter-1' },
      { version: 2, answers: { receiptNumber: 'SJ-0002' }, letterId: 'letter-2' },
    ]);
  });

  it('still asks for one where the letter itself was at fault, whatever the answers say', () => {
    const faulty = after(caseAt('SUBMITTED'), [event('return', { reasons: [{ code: 'R03', text: '请补正' }] })]);

    expect(after(faulty, [event('saveAnswers', { answers: faulty.answers })]).letterVoid).toBe(true);
  });

  it.each(RETURN_REASONS)('%s voids the letter only where the letter is at fault', code => {
    const step = after(caseAt('SUBMITTED'), [event('return', { reasons: [{ code, text: '说明' }] })]);

    expect(step.letterVoid).toBe(code === 'R03');
  });

  it('asks for a new signature after R03 and then makes a new letter', () => {
    const voided = after(caseAt('SUBMITTED'), [event('return', { reasons: [{ code: 'R03', text: '请补正' }] })]);
    expect(outcome(applyRepairEvent(voided, event('resubmit'), RULES))).toBe('mustSignAgain');

    const signed = after(voided, [event('sign', { signatureId: 'signature-2' })]);
    expect(signed).toMatchObject({ stage: 'RETURNED', letterVoid: false, deadlines: [] });
    expect(signed.letterId).toBeUndefined();
    expect(outcome(applyRepairEvent(signed, event('resubmit'), RULES))).toBe('letterBeingMade');

    const filed = after(signed, [event('letterIssued', { letterId: 'letter-2' })]);
    expect(filed).toMatchObject({
      stage: 'SUBMITTED',
      letterId: 'letter-2',
      submissions: [{}, { letterId: 'letter-2' }],
    });
  });
});

describe('withdrawing (state 20)', () => {
  it('ends all clocks and tells the office whose turn it was', () => {
    const step = taken(applyRepairEvent(caseAt('AUTHORITY_OPINION'), event('withdraw'), RULES));

    expect(step.case).toMatchObject({ stage: 'WITHDRAWN', deadlines: [], paused: [], closedAt: NOW });
    expect(step.staffNotice).toMatchObject({ code: 'caseWithdrawn', role: 'AUTHORITY_OFFICER', authorityId: 'SJJ' });
  });

  it('is too late once approved', () => {
    const late = ALL_STAGES.filter(
      stage => outcome(applyRepairEvent(caseAt(stage), event('withdraw'), RULES)) !== 'WITHDRAWN',
    );

    expect(late).toEqual(['APPROVED', 'EXITING', 'REPAIRED', 'REJECTED', 'NOT_ACCEPTED', 'WITHDRAWN', 'EXPIRED']);
  });
});
