import { describe, expect, it } from '@jest/globals';
import { applyRepairEvent } from '../../../src/domain/repair/judge.js';
import {
  entryFactsOf,
  type MaterialState,
  materialsAtHand,
  materialState,
  missingMaterials,
  requiredMaterials,
} from '../../../src/domain/repair/materials.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import { RETURN_REASONS } from '../../../src/domain/repair/stages.js';
import {
  after,
  AUTHORITY,
  caseAt,
  COUNTY,
  event,
  NOW,
  opened,
  outcome,
  REP,
  RULES,
  rulesFor,
  taken,
} from './support.js';

const BARE = { decisionOnFile: false };
const NAMED = { decisionOnFile: true };

describe('requiredMaterials (3.3, rulings B5 and B6)', () => {
  it.each([
    ['a fine only', { finedOnly: true }, 'RECEIPT', false],
    ['other duties', { finedOnly: false }, 'AUTHORITY_FORM', false],
    ['no duty at all', { finedOnly: false, noDuty: true }, 'NO_DUTY', true],
  ])('%s: MAT2 is the %j', (...row) => {
    const [, facts, variant, confirmable] = row;
    const [rule] = requiredMaterials(NAMED, opened(undefined, facts)).filter(({ code }) => code === 'MAT2');

    expect(rule).toMatchObject({ variant, confirmable, origin: 'UPLOAD', required: true });
  });

  it.each([
    ['LEGAL_REP', 'REPRESENTATIVE_IDENTITY'],
    ['AGENT', 'MANDATE'],
    ['WINDOW_CLERK', 'REPRESENTATIVE_IDENTITY'],
  ])('filed by %s: MAT3 is the %s (F15)', (role, variant) => {
    const rules = requiredMaterials(NAMED, opened(undefined, { openedBy: { accountId: 'x', role } }));

    expect(rules.find(({ code }) => code === 'MAT3')).toMatchObject({ variant });
  });

  // Code, who brings it, needed for a submission, may be seen by the reviewer instead.
  it.each([
    [NAMED, ['MAT4 UPLOAD false true LICENCE', 'MAT5 ENTRY true false ENTRY_RECORD']],
    [BARE, ['MAT4 UPLOAD false true LICENCE', 'MAT5 UPLOAD true false UPLOAD']],
  ])('%j: nothing comes from shared data; licence and decision are %j', (entry, expected) => {
    const rows = requiredMaterials(entry, opened())
      .filter(({ code }) => code === 'MAT4' || code === 'MAT5')
      .map(rule => [rule.code, rule.origin, rule.required, rule.confirmable, rule.variant].join(' '));

    expect(rows).toEqual(expected);
  });

  it('counts the decision as recorded only where the entry names number and date', () => {
    const entry = { decisionNumber: '示1号', decisionDate: '2026-01-02' };
    const facts = [entry, { ...entry, decisionNumber: '' }, { ...entry, decisionDate: '' }, null].map(entryFactsOf);

    expect(facts.map(({ decisionOnFile }) => decisionOnFile)).toEqual([true, false, false, false]);
  });

  it('requires the certificate where training is required, licence and extras never', () => {
    const required = (tier: 'GENERAL' | 'MINOR') =>
      requiredMaterials(NAMED, opened(rulesFor('KEY_ATTENTION', tier)))
        .filter(rule => rule.required)
        .map(({ code }) => code);

    expect(required('GENERAL')).toEqual(['MAT1', 'MAT2', 'MAT3', 'MAT5', 'MAT6']);
    expect(required('MINOR')).toEqual(['MAT1', 'MAT2', 'MAT3', 'MAT5']);
  });
});

describe('missingMaterials', () => {
  const answer = (result: 'POSITIVE' | 'NEGATIVE') => ({
    dutyRequests: [
      {
        ...{ round: 1, at: NOW, by: REP, text: '已整改' },
        answer: { at: NOW, by: AUTHORITY, outcome: result, reason: '' },
      },
    ],
  });
  const open = { dutyRequests: [{ round: 1, at: NOW, by: REP, text: '已整改' }] };

  it.each<[object, string[], Partial<RepairCase>, string[]]>([
    [BARE, [], {}, ['MAT2', 'MAT3', 'MAT5']],
    [NAMED, ['MAT8'], {}, ['MAT2', 'MAT3']],
    [BARE, ['MAT2', 'MAT3', 'MAT4'], {}, ['MAT5']],
    [NAMED, ['MAT3', 'MAT2', 'MAT2'], {}, []],
    [NAMED, ['MAT3'], { noDutyStated: { by: REP, at: NOW } }, []],
    [NAMED, ['MAT3'], answer('POSITIVE'), []],
    [NAMED, ['MAT3'], answer('NEGATIVE'), ['MAT2']],
    [NAMED, ['MAT3'], open, ['MAT2']],
  ])('%j with %j and %j lacks %j', (...row) => {
    const [entry, uploaded, repairCase, missing] = row;
    expect(missingMaterials(materialsAtHand(entry as typeof NAMED, uploaded, repairCase))).toEqual(missing);
  });
});

const WITHOUT_LICENCE = ['MAT2', 'MAT3', 'MAT5'];
const warned = () => ({ ...caseAt('READY_TO_SIGN'), finedOnly: false, noDuty: true });
const submittedWith = (start: RepairCase, materials: string[]) =>
  after(start, [event('sign', { materials }), event('letterIssued')]);
const stateOf = (repairCase: RepairCase, code: 'MAT2' | 'MAT4', there: string[]): MaterialState | undefined => {
  const rule = requiredMaterials(NAMED, repairCase).find(found => found.code === code);
  return rule && materialState(rule, repairCase, new Set(there));
};

describe('what the reviewer has to see, as no paper was filed (ruling B6)', () => {
  const filed = submittedWith(caseAt('READY_TO_SIGN'), WITHOUT_LICENCE);

  it('is the licence where none was uploaded; the submission is taken all the same', () => {
    expect(filed).toMatchObject({ stage: 'SUBMITTED', submissions: [{ toConfirm: ['MAT4'] }] });
    expect(stateOf(filed, 'MAT4', WITHOUT_LICENCE)).toBe('TO_CONFIRM');
    expect(submittedWith(caseAt('READY_TO_SIGN'), [...WITHOUT_LICENCE, 'MAT4']).submissions[0]?.toConfirm).toEqual([]);
  });

  it.each([
    ['nothing is written', []],
    ['blanks are written', [{ material: 'MAT4' as const, seen: '  ' }]],
    ['something else was seen', [{ material: 'MAT5' as const, seen: '决定书' }]],
  ])('stops the acceptance while %s', (_what, confirmed) => {
    const step = applyRepairEvent(filed, event('accept', { confirmed }), RULES);

    expect(step).toMatchObject({ refusal: { code: 'confirmationMissing', values: { materials: 'MAT4' } } });
  });

  it('is recorded with who, when and what, in the case and in its chain', () => {
    const confirmed = [{ material: 'MAT4' as const, seen: ' 营业执照原件，登记状态正常 ' }];
    const step = taken(applyRepairEvent(filed, event('accept', { confirmed }), RULES));
    const seen = { material: 'MAT4', seen: '营业执照原件，登记状态正常' };

    expect(step.case.confirmations).toEqual([{ ...seen, by: COUNTY, at: NOW }]);
    expect(step.record).toMatchObject({ by: COUNTY, at: NOW, data: { confirmed: [seen] } });
    expect(stateOf(step.case, 'MAT4', WITHOUT_LICENCE)).toBe('CONFIRMED');
  });

  it('is asked for once, also where the case comes back and is accepted again', () => {
    const confirmed = [{ material: 'MAT4' as const, seen: '营业执照原件' }];
    const back = after(filed, [
      event('accept', { confirmed }),
      event('return'),
      event('resubmit', { materials: WITHOUT_LICENCE }),
    ]);

    expect(outcome(applyRepairEvent(back, event('accept'), RULES))).toBe('COUNTY_REVIEW');
  });
});

describe('a decision that names no duty (ruling B5)', () => {
  it('is stated by the firm, and confirmed by whoever accepts', () => {
    const stated = after(warned(), [event('stateNoDuty')]);
    expect(stated.noDutyStated).toEqual({ by: REP, at: NOW });
    const filed = submittedWith(stated, ['MAT2', 'MAT3', 'MAT4', 'MAT5']);
    expect(filed.submissions[0]?.toConfirm).toEqual(['MAT2']);
    expect(outcome(applyRepairEvent(filed, event('accept'), RULES))).toBe('confirmationMissing');

    const confirmed = [{ material: 'MAT2' as const, seen: '决定书只给予警告' }];
    expect(after(filed, [event('accept', { confirmed })])).toMatchObject({
      stage: 'COUNTY_REVIEW',
      confirmations: [{ material: 'MAT2', seen: '决定书只给予警告', by: COUNTY }],
    });
  });

  it('is stated once, and never where the entry names a penalty or a duty', () => {
    const stated = after(warned(), [event('stateNoDuty')]);

    expect(outcome(applyRepairEvent(stated, event('stateNoDuty'), RULES))).toBe('alreadyRecorded');
    expect(outcome(applyRepairEvent(caseAt('READY_TO_SIGN'), event('stateNoDuty'), RULES))).toBe('dutiesNamed');
  });

  it.each(RETURN_REASONS.filter(code => code !== 'R03'))('returned for %s: only R05 takes the statement back', code => {
    const filed = submittedWith(after(warned(), [event('stateNoDuty')]), ['MAT2', 'MAT3', 'MAT4', 'MAT5']);
    const returned = after(filed, [event('return', { reasons: [{ code, text: '请说明' }] })]);

    expect(returned.noDutyStated === undefined).toBe(code === 'R05');
  });
});
