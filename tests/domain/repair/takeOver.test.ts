import { describe, expect, it } from '@jest/globals';
import { applyRepairEvent, availableActions } from '../../../src/domain/repair/judge.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import { actorOf, after, AUTHORITY, caseAt, COUNTY, event, outcome, REP, RULES, taken } from './support.js';

const COLLEAGUE = { accountId: 'county-2', role: 'COUNTY_REVIEWER' };
const claimed: RepairCase = after(caseAt('COUNTY_REVIEW'), [event('claim')]);

describe('taking a claimed case over (part 4, guards)', () => {
  const step = taken(applyRepairEvent(claimed, event('takeOver', { by: COLLEAGUE, reason: '同事休假' }), RULES));

  it('hands the case to the colleague and keeps who had it and why', () => {
    expect(step.case).toMatchObject({ stage: 'COUNTY_REVIEW', assignee: COLLEAGUE, deadlines: claimed.deadlines });
    expect(step.record).toMatchObject({
      kind: 'takeOver',
      by: COLLEAGUE,
      reason: '同事休假',
      data: { from: 'county' },
    });
  });

  it('tells the former holder alone, and the applicant nothing', () => {
    expect(step.staffNotice).toMatchObject({ code: 'takenOver', accountId: 'county', values: { reason: '同事休假' } });
    expect(step.notice).toBeUndefined();
  });

  it('lets the colleague go on and the former holder no longer', () => {
    const opinion = (by: { accountId: string; role: string }) =>
      outcome(applyRepairEvent(step.case, event('countyReview', { by }), RULES));

    expect(opinion(COUNTY)).toBe('claimedByOther');
    expect(opinion(COLLEAGUE)).toBe('AUTHORITY_OPINION');
  });

  it.each([
    ['without a reason', claimed, { by: COLLEAGUE, reason: ' ' }, 'reasonMissing'],
    ['by the holder', claimed, { by: COUNTY }, 'alreadyClaimed'],
    ['where nobody holds it', caseAt('COUNTY_REVIEW'), { by: COLLEAGUE }, 'notClaimed'],
    ['by who filed the case', claimed, { by: { ...REP, role: 'COUNTY_REVIEWER' } }, 'fourEyes'],
    [
      'by who gave the opinion before',
      returnedTo(claimed),
      { by: { ...AUTHORITY, role: 'COUNTY_REVIEWER' } },
      'fourEyes',
    ],
  ])('is refused %s', (...row) => {
    const [, repairCase, change, code] = row;

    expect(outcome(applyRepairEvent(repairCase, event('takeOver', change), RULES))).toBe(code);
  });
});

/** The same case after the authority had given its opinion once. */
function returnedTo(repairCase: RepairCase): RepairCase {
  const opinion = { step: 'AUTHORITY', outcome: 'POSITIVE', by: AUTHORITY, at: 1, reason: '' } as const;
  return { ...repairCase, decisions: [...repairCase.decisions, opinion] };
}

describe('a holder whose account was disabled', () => {
  it('no longer holds the case; the desk is told', () => {
    const freed = taken(applyRepairEvent(claimed, event('holderLeft'), RULES));

    expect(freed.case).not.toHaveProperty('assignee');
    expect(freed.record).toMatchObject({ kind: 'holderLeft', data: { accountId: 'county' } });
    expect(freed.staffNotice).toMatchObject({ code: 'holderLeft', role: 'COUNTY_REVIEWER', county: '411722' });
  });

  it('takes no case away from somebody else', () => {
    expect(outcome(applyRepairEvent(claimed, event('holderLeft', { accountId: 'other' }), RULES))).toBe('notClaimed');
  });
});

describe('giving a claimed case back', () => {
  it.each([
    ['declared an interest meanwhile', { interests: [claimed.uscc] }, claimed],
    ['imported the entry again', {}, { ...claimed, importedBy: COUNTY.accountId }],
  ])('is all that is left to a holder who %s', (_what, change, repairCase) => {
    const holder = actorOf(COUNTY.accountId, 'COUNTY_REVIEWER', change);

    expect(availableActions(repairCase, holder)).toEqual(['release']);
  });
});
