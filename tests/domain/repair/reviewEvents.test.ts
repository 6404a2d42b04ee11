import { describe, expect, it } from '@jest/globals';
import { applyRepairEvent, availableActions } from '../../../src/domain/repair/judge.js';
import type { RepairStage } from '../../../src/domain/repair/stages.js';
import { SEED_LAW } from '../../support/law.js';
import {
  actorOf,
  after,
  at,
  AUTHORITY,
  BLACKLIST_RULES,
  caseAt,
  CITY,
  COUNTY,
  event,
  NOW,
  outcome,
  RULES,
  taken,
} from './support.js';

const dues = ({ deadlines }: { deadlines: readonly { id: string; due: string }[] }) =>
  Object.fromEntries(deadlines.map(({ id, due }) => [id, due]));

describe('acceptance (states 6, 19)', () => {
  it('ends T1 and T2, starts T3 of 7 working days, goes on with T4 and pins the policy', () => {
    const accepted = after(caseAt('SUBMITTED'), [event('accept', { at: at('2026-11-05') })]);

    expect(dues(accepted)).toEqual({ T4: '2026-11-17', T3: '2026-11-16' });
    expect(accepted).toMatchObject({
      policyVersion: SEED_LAW.versionId,
      acceptedAt: at('2026-11-05'),
      finalWord: 'CITY',
    });
  });

  it('needs a reason for not accepting', () => {
    const step = applyRepairEvent(caseAt('SUBMITTED'), event('notAccept', { reason: '  ' }), RULES);

    expect(outcome(step)).toBe('reasonMissing');
  });
});

describe('returning (state 7)', () => {
  const submitted = caseAt('SUBMITTED');
  const back = (reasons: { code: 'R04' | 'R99' | 'R01'; text: string }[]) =>
    outcome(applyRepairEvent(submitted, event('return', { reasons }), RULES));

  it.each([
    ['no reason', [], 'returnReasonMissing'],
    ['R99 without text', [{ code: 'R99' as const, text: ' ' }], 'returnTextMissing'],
    [
      'one reason of two without what is wrong',
      [
        { code: 'R04' as const, text: '金额看不清' },
        { code: 'R01' as const, text: '' },
      ],
      'returnTextMissing',
    ],
    [
      'the same reason twice',
      [
        { code: 'R04' as const, text: '金额看不清' },
        { code: 'R04' as const, text: 'x' },
      ],
      'returnReasonTwice',
    ],
    ['R99 with text', [{ code: 'R99' as const, text: '其他' }], 'RETURNED'],
    [
      'several at once',
      [
        { code: 'R01' as const, text: '差两天' },
        { code: 'R04' as const, text: '金额看不清' },
      ],
      'RETURNED',
    ],
  ])('%s', (_what, reasons, expected) => {
    expect(back(reasons)).toBe(expected);
  });

  it.each([
    ['SUBMITTED', COUNTY],
    ['COUNTY_REVIEW', COUNTY],
    ['AUTHORITY_OPINION', AUTHORITY],
    ['CITY_REVIEW', CITY],
  ] as const)('from %s: staff clocks end, the total pauses, T7 starts', (stage, by) => {
    const returned = after(caseAt(stage), [event('return', { by, at: NOW })]);

    expect(dues(returned)).toEqual({ T7: '2026-11-17' });
    expect(returned.paused.map(({ id }) => id)).toEqual(['T4']);
    expect(returned.returns).toMatchObject([{ round: 1, fromStage: stage }]);
  });

  it('goes on with what T4 had left and counts T1 and T2 anew', () => {
    const returned = after(submitted, [event('return', { at: at('2026-11-05') })]);
    const again = after(returned, [event('resubmit', { at: at('2026-11-10') })]);

    // 3 November + 10 is the 17th; on the 5th 8 days were left; the 10th + 8 is the 20th.
    expect(dues(again)).toEqual({ T1: '2026-11-13', T2: '2026-11-13', T4: '2026-11-20' });
  });

  it('takes no more than three rounds; then a decision is due', () => {
    let repairCase = submitted;
    for (const round of [1, 2, 3]) {
      repairCase = after(repairCase, [event('return'), event('resubmit')]);
      expect(repairCase.returns).toHaveLength(round);
    }

    const fourth = applyRepairEvent(repairCase, event('return'), RULES);

    expect(fourth).toMatchObject({ refusal: { code: 'correctionRoundsUsed', values: { rounds: 3 } } });
  });
});

describe('opinions and decisions (states 8–12, 18)', () => {
  it('starts T6 of 5 working days for the authority and ends it with the opinion', () => {
    expect(dues(caseAt('AUTHORITY_OPINION'))).toEqual({ T4: '2026-11-17', T3: '2026-11-12', T6: '2026-11-10' });
    expect(dues(caseAt('CITY_REVIEW'))).toEqual({ T4: '2026-11-17', T3: '2026-11-12' });
  });

  it.each([
    ['COUNTY_REVIEW', 'countyReview', COUNTY],
    ['AUTHORITY_OPINION', 'authorityOpinion', AUTHORITY],
    ['CITY_REVIEW', 'cityDecision', CITY],
  ] as const)('in %s a no needs a reason', (stage, kind, by) => {
    const step = applyRepairEvent(caseAt(stage), event(kind, { by, outcome: 'NEGATIVE', reason: '' }), RULES);

    expect(outcome(step)).toBe('reasonMissing');
  });

  it('a county no is a proposal: the authority and the city may still agree, with a reason', () => {
    const proposed = after(caseAt('COUNTY_REVIEW'), [
      event('countyReview', { outcome: 'NEGATIVE', reason: '整改未完成' }),
    ]);
    expect(proposed.stage).toBe('AUTHORITY_OPINION');
    expect(outcome(applyRepairEvent(proposed, event('authorityOpinion'), RULES))).toBe('reasonMissing');

    const agreed = after(proposed, [event('authorityOpinion', { reason: '已现场核实' })]);
    expect(outcome(applyRepairEvent(agreed, event('cityDecision'), RULES))).toBe('reasonMissing');
    expect(outcome(applyRepairEvent(agreed, event('cityDecision', { reason: '同意认定单位意见' }), RULES))).toBe(
      'APPROVED',
    );
  });

  it('a no of an earlier round asks for no reason in a later one', () => {
    const later = after(caseAt('COUNTY_REVIEW'), [
      event('countyReview', { outcome: 'NEGATIVE', reason: '缺少证明' }),
      event('return', { by: AUTHORITY }),
      event('resubmit'),
      event('accept'),
      event('countyReview'),
    ]);

    expect(outcome(applyRepairEvent(later, event('authorityOpinion'), RULES))).toBe('CITY_REVIEW');
  });

  it('the city refuses where it has the final word', () => {
    const step = taken(
      applyRepairEvent(
        caseAt('CITY_REVIEW'),
        event('cityDecision', { outcome: 'NEGATIVE', reason: '材料不实' }),
        RULES,
      ),
    );

    expect(step.case).toMatchObject({ stage: 'REJECTED', deadlines: [] });
    expect(step.notice).toMatchObject({ code: 'rejected', values: { reason: '材料不实', step: 'CITY' } });
  });

  it.each([
    ['city has the final word', RULES],
    ['authority has it', BLACKLIST_RULES],
  ])('the reason of the authority’s refusal is in the record and in the notice to the firm; the %s', (_who, rules) => {
    const reason = '现场核查发现整改不到位：两处隐患未消除';
    const refusal = event('authorityOpinion', { outcome: 'NEGATIVE', reason });
    const step = taken(applyRepairEvent(caseAt('AUTHORITY_OPINION', rules), refusal, rules));

    expect(step.record).toMatchObject({
      kind: 'authorityOpinion',
      to: 'REJECTED',
      reason,
      data: { outcome: 'NEGATIVE' },
    });
    expect(step.notice).toMatchObject({ code: 'rejected', values: { reason, step: 'AUTHORITY' } });
    expect(step.case.decisions.at(-1)).toMatchObject({ step: 'AUTHORITY', outcome: 'NEGATIVE', reason });
  });

  it('the city only records where the authority has the final word, and may return', () => {
    const recorded = caseAt('CITY_REVIEW', BLACKLIST_RULES);
    const decide = (result: 'POSITIVE' | 'NEGATIVE') =>
      outcome(applyRepairEvent(recorded, event('cityDecision', { outcome: result, reason: '理由' }), BLACKLIST_RULES));

    expect(recorded.finalWord).toBe('AUTHORITY');
    expect(decide('NEGATIVE')).toBe('authorityHasFinalWord');
    expect(decide('POSITIVE')).toBe('APPROVED');
    expect(outcome(applyRepairEvent(recorded, event('return', { by: CITY }), BLACKLIST_RULES))).toBe('RETURNED');
  });
});

describe('extension (state 11, T5)', () => {
  it.each(['COUNTY_REVIEW', 'AUTHORITY_OPINION', 'CITY_REVIEW'] as const)('from %s and back', stage => {
    const before = caseAt(stage);
    const extended = after(before, [event('extend', { at: at('2026-11-05') })]);

    expect(dues(extended)).toEqual({ T5: '2026-11-19' });
    expect(extended).toMatchObject({ resumesTo: stage, extensions: 1 });

    const back = after(extended, [event('resume', { at: at('2026-11-06') })]);
    expect(back.stage).toBe(stage);
    expect(back.resumesTo).toBeUndefined();
    expect(back.paused).toEqual([]);
    // One day later than without the extension, for each clock that stood still a day.
    expect(dues(back)['T4']).toBe('2026-11-18');
    expect(outcome(applyRepairEvent(back, event('extend'), RULES))).toBe('extensionUsed');
  });

  it.each([0, 1, 2, 3])('can be ordered as often as the policy says: %i times', times => {
    const rules = { ...RULES, policy: { ...RULES.policy, extensionTimes: times } };
    const actor = actorOf('county', 'COUNTY_REVIEWER');
    let repairCase = caseAt('COUNTY_REVIEW');
    for (let round = 0; round < times; round += 1) {
      expect(availableActions(repairCase, actor, rules)).toContain('extend');
      repairCase = taken(applyRepairEvent(repairCase, event('extend'), rules)).case;
      repairCase = taken(applyRepairEvent(repairCase, event('resume'), rules)).case;
    }

    expect(applyRepairEvent(repairCase, event('extend'), rules)).toMatchObject({
      refusal: { code: 'extensionUsed', clause: 'PLATFORM', values: { times } },
    });
    expect(availableActions(repairCase, actor, rules)).not.toContain('extend');
  });

  it('needs a reason and is told to the applicant', () => {
    expect(outcome(applyRepairEvent(caseAt('COUNTY_REVIEW'), event('extend', { reason: '' }), RULES))).toBe(
      'reasonMissing',
    );
    const step = taken(applyRepairEvent(caseAt('COUNTY_REVIEW'), event('extend'), RULES));
    expect(step.notice).toMatchObject({ code: 'extended', values: { reason: '需现场核查', due: '2026-11-17' } });
  });
});

describe('claiming', () => {
  const claimed = after(caseAt('COUNTY_REVIEW'), [event('claim')]);
  const other = { accountId: 'county-2', role: 'COUNTY_REVIEWER' };

  it.each(['release', 'return', 'countyReview', 'extend', 'claim'] as const)('keeps others from %s', kind => {
    expect(outcome(applyRepairEvent(claimed, event(kind, { by: other }), RULES))).toBe('claimedByOther');
  });

  it('is not needed, but not done twice', () => {
    expect(outcome(applyRepairEvent(claimed, event('claim'), RULES))).toBe('alreadyClaimed');
    expect(after(claimed, [event('release')]).assignee).toBeUndefined();
  });

  it.each<[RepairStage, Parameters<typeof event>]>([
    ['AUTHORITY_OPINION', ['countyReview']],
    ['EXTENDED', ['extend']],
    ['WITHDRAWN', ['withdraw']],
  ])('ends with the change to %s', (stage, [kind]) => {
    const moved = after(claimed, [event(kind)]);

    expect(moved.stage).toBe(stage);
    expect(moved.assignee).toBeUndefined();
  });
});
