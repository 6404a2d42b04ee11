import { describe, expect, it } from '@jest/globals';
import { type Actor, refOf, type Role, samePerson } from '../../../src/domain/access/actor.js';
import { applyRepairEvent, mayAct } from '../../../src/domain/repair/judge.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import { actorOf, after, caseAt, event, outcome, RULES } from './support.js';

const MARK = 'a7c1';

/** The case as it is when the acts of this account were recorded with the person's mark. */
const marked = (repairCase: RepairCase, accountId: string, personMark = MARK): RepairCase => {
  const place = `"accountId":"${accountId}"`;
  return JSON.parse(
    JSON.stringify(repairCase).replaceAll(place, `${place},"personMark":"${personMark}"`),
  ) as RepairCase;
};

/** Another account of the person with the mark. */
const second = (role: Role, change: Partial<Actor> = {}) => actorOf('second', role, { personMark: MARK, ...change });

const verdict = (repairCase: RepairCase, actor: Actor, kind: Parameters<typeof mayAct>[2]): string => {
  const answer = mayAct(repairCase, actor, kind);
  return answer.ok ? 'ok' : answer.refusal.code;
};

describe('samePerson', () => {
  it.each([
    ['one account', { accountId: 'a' }, { accountId: 'a' }, true],
    ['two accounts', { accountId: 'a' }, { accountId: 'b' }, false],
    ['two accounts of one mark', { accountId: 'a', personMark: 'm' }, { accountId: 'b', personMark: 'm' }, true],
    ['two accounts of two marks', { accountId: 'a', personMark: 'm' }, { accountId: 'b', personMark: 'n' }, false],
    ['a mark and none', { accountId: 'a', personMark: 'm' }, { accountId: 'b' }, false],
  ])('%s', (...row) => {
    const [, one, other, expected] = row;

    expect(samePerson(one, other)).toBe(expected);
    expect(samePerson(other, one)).toBe(expected);
  });
});

describe('refOf', () => {
  it('remembers id, role and mark, and nothing else of an actor', () => {
    expect(refOf(second('CITY_REVIEWER', { interests: ['x'] }))).toEqual({
      accountId: 'second',
      role: 'CITY_REVIEWER',
      personMark: MARK,
    });
    expect(refOf(actorOf('a', 'AUDITOR'))).toEqual({ accountId: 'a', role: 'AUDITOR' });
  });
});

describe('four eyes see one person behind two accounts (part 2 (a))', () => {
  const clerkFiled: RepairCase = { ...caseAt('SUBMITTED'), openedBy: { accountId: 'clerk', role: 'WINDOW_CLERK' } };
  const returned = after(caseAt('AUTHORITY_OPINION'), [
    event('return', { by: { accountId: 'officer', role: 'AUTHORITY_OFFICER' } }),
    event('resubmit'),
  ]);

  it.each([
    ['who decided at the county', caseAt('CITY_REVIEW'), 'county', 'CITY_REVIEWER', 'cityDecision'],
    ['who gave the opinion', caseAt('CITY_REVIEW'), 'authority', 'CITY_REVIEWER', 'claim'],
    ['who opened the case', caseAt('SUBMITTED'), 'rep', 'COUNTY_REVIEWER', 'accept'],
    ['who signed and submitted, where another opened', clerkFiled, 'rep', 'COUNTY_REVIEWER', 'accept'],
    ['who opened it for the firm', clerkFiled, 'clerk', 'COUNTY_REVIEWER', 'return'],
    ['who sent it back', returned, 'officer', 'COUNTY_REVIEWER', 'accept'],
  ] as const)('%s', (...row) => {
    const [, repairCase, accountId, role, kind] = row;
    const act = (of: RepairCase) => {
      const { county, authorityId } = of;
      return verdict(of, second(role, { county, authorityId }), kind);
    };

    expect(act(marked(repairCase, accountId))).toBe('fourEyes');
    expect(act(marked(repairCase, accountId, 'another'))).toBe('ok');
    expect(act(repairCase)).toBe('ok');
  });

  it('also where the workflow decides', () => {
    const by = { accountId: 'second', role: 'CITY_REVIEWER', personMark: MARK };
    const decide = (repairCase: RepairCase) =>
      outcome(applyRepairEvent(repairCase, event('cityDecision', { by, outcome: 'POSITIVE', reason: '' }), RULES));

    expect(decide(marked(caseAt('CITY_REVIEW'), 'county'))).toBe('fourEyes');
    expect(decide(caseAt('CITY_REVIEW'))).not.toBe('fourEyes');
  });
});

describe('an own import is seen behind two accounts, and behind a later import (part 2 (a))', () => {
  const importers = [{ accountId: 'first', personMark: MARK }, { accountId: 'importer' }];
  const imported = { ...caseAt('SUBMITTED'), importers };

  it.each([
    ['another account of who imported', second('COUNTY_REVIEWER'), 'ownImport'],
    ['who imported before someone else did', actorOf('first', 'COUNTY_REVIEWER'), 'ownImport'],
    ['who imported last', actorOf('importer', 'COUNTY_REVIEWER'), 'ownImport'],
    ['anybody else', actorOf('else', 'COUNTY_REVIEWER', { personMark: 'another' }), 'ok'],
  ])('%s', (_who, actor, expected) => {
    expect(verdict(imported, actor, 'accept')).toBe(expected);
  });
});

describe('a reviewer who represents the firm in private is barred from its case (part 2 (b))', () => {
  it.each([
    ['COUNTY_REVIEWER', 'SUBMITTED', 'claim'],
    ['COUNTY_REVIEWER', 'SUBMITTED', 'accept'],
    ['COUNTY_REVIEWER', 'COUNTY_REVIEW', 'return'],
    ['AUTHORITY_OFFICER', 'AUTHORITY_OPINION', 'authorityOpinion'],
    ['CITY_REVIEWER', 'CITY_REVIEW', 'cityDecision'],
    ['CITY_REVIEWER', 'CITY_REVIEW', 'takeOver'],
  ] as const)('%s in %s: %s', (role, stage, kind) => {
    const repairCase = caseAt(stage);
    const { uscc } = repairCase;
    const verdictFor = (represents?: readonly string[]) =>
      verdict(repairCase, actorOf('else', role, represents === undefined ? {} : { represents }), kind);

    expect(verdictFor([uscc])).toBe('representsFirm');
    expect(verdictFor(['another firm'])).toBe(verdictFor());
    expect(verdictFor()).not.toBe('representsFirm');
  });

  it('names it before a declared interest, and to nobody whose case it would not be', () => {
    const repairCase = caseAt('CITY_REVIEW');
    const partial = { represents: [repairCase.uscc], interests: [repairCase.uscc] };

    expect(verdict(repairCase, actorOf('else', 'CITY_REVIEWER', partial), 'cityDecision')).toBe('representsFirm');
    expect(verdict(repairCase, actorOf('else', 'COUNTY_REVIEWER', partial), 'cityDecision')).toBe('notPermitted');
  });
});
