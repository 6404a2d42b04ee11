import { describe, expect, it } from '@jest/globals';
import { type Actor, ROLES, type Role } from '../../../src/domain/access/actor.js';
import { ACT_KINDS, applyRepairEvent, availableActions, mayAct } from '../../../src/domain/repair/judge.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import type { RepairStage } from '../../../src/domain/repair/stages.js';
import {
  actorOf,
  after,
  ALL_STAGES,
  AUTHORITY,
  caseAt,
  CITY,
  COUNTY,
  event,
  KINDS,
  outcome,
  RULES,
} from './support.js';

const verdict = (repairCase: RepairCase, actor: Actor, kind: Parameters<typeof mayAct>[2]): string => {
  const answer = mayAct(repairCase, actor, kind);
  return answer.ok ? 'ok' : answer.refusal.code;
};
const fresh = (role: Role, change: Partial<Actor> = {}) => actorOf(`fresh ${role}`, role, change);

const EDIT = ['saveAnswers'];
const WITHDRAW = ['withdraw'];

/** Who may do what where, written out; roles not named may do nothing. */
const ACTIONS: Partial<Record<RepairStage, Partial<Record<Role, string[]>>>> = {
  DRAFT: {
    LEGAL_REP: ['register', ...EDIT, ...WITHDRAW],
    AGENT: ['register', ...EDIT],
    WINDOW_CLERK: ['register', ...EDIT],
  },
  REGISTERED: { LEGAL_REP: [...EDIT, ...WITHDRAW], AGENT: EDIT, WINDOW_CLERK: EDIT },
  TRAINING: {
    LEGAL_REP: [...EDIT, 'extendTraining', ...WITHDRAW],
    AGENT: [...EDIT, 'extendTraining'],
    WINDOW_CLERK: [...EDIT, 'extendTraining'],
  },
  QUIZ_READY: {
    LEGAL_REP: [...EDIT, 'extendTraining', ...WITHDRAW],
    AGENT: [...EDIT, 'extendTraining'],
    WINDOW_CLERK: [...EDIT, 'extendTraining'],
  },
  READY_TO_SIGN: { LEGAL_REP: [...EDIT, 'sign', ...WITHDRAW], AGENT: EDIT, WINDOW_CLERK: EDIT },
  SUBMITTED: { LEGAL_REP: WITHDRAW, COUNTY_REVIEWER: ['claim', 'accept', 'notAccept', 'return'] },
  RETURNED: {
    LEGAL_REP: [...EDIT, 'resubmit', ...WITHDRAW],
    AGENT: [...EDIT, 'resubmit'],
    WINDOW_CLERK: [...EDIT, 'resubmit'],
  },
  COUNTY_REVIEW: { LEGAL_REP: WITHDRAW, COUNTY_REVIEWER: ['claim', 'return', 'countyReview', 'extend'] },
  AUTHORITY_OPINION: { LEGAL_REP: WITHDRAW, AUTHORITY_OFFICER: ['claim', 'return', 'authorityOpinion', 'extend'] },
  CITY_REVIEW: { LEGAL_REP: WITHDRAW, CITY_REVIEWER: ['claim', 'return', 'cityDecision', 'extend'] },
  EXTENDED: { LEGAL_REP: WITHDRAW, COUNTY_REVIEWER: ['claim', 'resume'] },
  APPROVED: {},
  EXITING: {},
  REPAIRED: {},
  REJECTED: {},
  NOT_ACCEPTED: {},
  WITHDRAWN: {},
  EXPIRED: {},
};

const NAMED = Object.values(ACTIONS)
  .flatMap(byRole => Object.values(byRole).flat())
  .concat('release');

describe('availableActions (part 2)', () => {
  it.each(ALL_STAGES.filter(stage => stage in ACTIONS).flatMap(stage => ROLES.map(role => ({ stage, role }))))(
    '$role in $stage',
    ({ stage, role }) => {
      const offered: string[] = availableActions(caseAt(stage), fresh(role)).filter(kind => NAMED.includes(kind));
      expect(offered).toEqual(ACTIONS[stage]?.[role] ?? []);
    },
  );

  it('leaves out what the case itself rules out', () => {
    const thrice = after(
      caseAt('SUBMITTED'),
      [1, 2, 3].flatMap(() => [event('return'), event('resubmit')]),
    );
    const signed = after(caseAt('READY_TO_SIGN'), [event('sign')]);
    const longer = after(caseAt('TRAINING'), [event('extendTraining')]);

    expect(availableActions(thrice, fresh('COUNTY_REVIEWER'), RULES)).toEqual(['claim', 'accept', 'notAccept']);
    expect(availableActions(signed, fresh('LEGAL_REP'))).toEqual([]);
    expect(availableActions(longer, fresh('AGENT'))).toEqual(['saveAnswers']);
  });

  it('never offers what only the system does', () => {
    const system = KINDS.filter(kind => !(ACT_KINDS as readonly string[]).includes(kind));

    for (const kind of system) expect(verdict(caseAt('DRAFT'), fresh('LEGAL_REP'), kind)).toBe('notPermitted');
    expect(system).toHaveLength(KINDS.length - ACT_KINDS.length);
  });
});

describe('mayAct: scope, interest, own import', () => {
  it.each([
    ['another county', 'SUBMITTED', 'accept', fresh('COUNTY_REVIEWER', { county: '411723' }), 'notPermitted'],
    [
      'another department',
      'AUTHORITY_OPINION',
      'authorityOpinion',
      fresh('AUTHORITY_OFFICER', { authorityId: 'HBJ' }),
      'notPermitted',
    ],
    ['another firm', 'READY_TO_SIGN', 'sign', fresh('LEGAL_REP', { usccs: ['91411702PDY00001XL'] }), 'notPermitted'],
    ['a clerk of another county', 'DRAFT', 'saveAnswers', fresh('WINDOW_CLERK', { county: '411723' }), 'notPermitted'],
    [
      'an interest',
      'CITY_REVIEW',
      'cityDecision',
      fresh('CITY_REVIEWER', { interests: ['91411722PDY000028K'] }),
      'interestDeclared',
    ],
    ['an own import', 'CITY_REVIEW', 'claim', actorOf('importer', 'CITY_REVIEWER'), 'ownImport'],
    ['the county at the city step', 'CITY_REVIEW', 'return', fresh('COUNTY_REVIEWER'), 'notPermitted'],
    ['the city at the county step', 'SUBMITTED', 'claim', fresh('CITY_REVIEWER'), 'notPermitted'],
  ] as const)('%s', (...row) => {
    const [, stage, kind, actor, expected] = row;

    expect(verdict(caseAt(stage), actor, kind)).toBe(expected);
  });

  it('tells a stranger nothing about stage, import or interest', () => {
    const stranger = actorOf('importer', 'COUNTY_REVIEWER', { county: '411723', interests: ['91411722PDY000028K'] });

    expect(verdict(caseAt('CITY_REVIEW'), stranger, 'accept')).toBe('notPermitted');
  });
});

describe('four eyes (part 2 (a)): one person, one step', () => {
  const returnedByAuthority = after(caseAt('AUTHORITY_OPINION'), [
    event('return', { by: AUTHORITY }),
    event('resubmit'),
  ]);
  const returnedByCounty = after(caseAt('SUBMITTED'), [
    event('return', { by: { accountId: 'county-2', role: 'COUNTY_REVIEWER' } }),
    event('resubmit'),
    event('accept'),
    event('countyReview'),
  ]);
  const proposedNo = after(caseAt('COUNTY_REVIEW'), [event('countyReview', { outcome: 'NEGATIVE', reason: '理由' })]);

  it.each([
    [
      'who accepted, reviews at the county',
      caseAt('COUNTY_REVIEW'),
      COUNTY.accountId,
      'COUNTY_REVIEWER',
      'countyReview',
      'ok',
    ],
    [
      'who accepted, gives the opinion',
      caseAt('AUTHORITY_OPINION'),
      COUNTY.accountId,
      'AUTHORITY_OFFICER',
      'authorityOpinion',
      'fourEyes',
    ],
    [
      'who accepted, decides at the city',
      caseAt('CITY_REVIEW'),
      COUNTY.accountId,
      'CITY_REVIEWER',
      'cityDecision',
      'fourEyes',
    ],
    ['who accepted, claims at the city', caseAt('CITY_REVIEW'), COUNTY.accountId, 'CITY_REVIEWER', 'claim', 'fourEyes'],
    [
      'who accepted, returns from the city',
      caseAt('CITY_REVIEW'),
      COUNTY.accountId,
      'CITY_REVIEWER',
      'return',
      'fourEyes',
    ],
    [
      'who proposed the no, gives the opinion',
      proposedNo,
      COUNTY.accountId,
      'AUTHORITY_OFFICER',
      'authorityOpinion',
      'fourEyes',
    ],
    [
      'who returned at the county, gives the opinion',
      returnedByCounty,
      'county-2',
      'AUTHORITY_OFFICER',
      'authorityOpinion',
      'fourEyes',
    ],
    [
      'who gave the opinion, decides at the city',
      caseAt('CITY_REVIEW'),
      AUTHORITY.accountId,
      'CITY_REVIEWER',
      'cityDecision',
      'fourEyes',
    ],
    [
      'who returned at the authority, accepts next time',
      returnedByAuthority,
      AUTHORITY.accountId,
      'COUNTY_REVIEWER',
      'accept',
      'fourEyes',
    ],
    [
      'who returned at the county, accepts next time',
      after(caseAt('RETURNED'), [event('resubmit')]),
      COUNTY.accountId,
      'COUNTY_REVIEWER',
      'accept',
      'ok',
    ],
    ['who filed the case, accepts', caseAt('SUBMITTED'), 'rep', 'COUNTY_REVIEWER', 'accept', 'fourEyes'],
    ['somebody new', caseAt('CITY_REVIEW'), CITY.accountId, 'CITY_REVIEWER', 'cityDecision', 'ok'],
  ] as const)('%s', (...row) => {
    const [, repairCase, accountId, role, kind, expected] = row;
    expect(verdict(repairCase, actorOf(accountId, role), kind)).toBe(expected);
    const by = { accountId, role };
    // The rule holds without the access policy too: the last gate is the event itself.
    const step =
      kind === 'claim' ? undefined : applyRepairEvent(repairCase, event(kind, { by, reason: '理由' }), RULES);
    expect(step === undefined || outcome(step) === 'fourEyes').toBe(expected === 'fourEyes');
  });
});

describe('claims', () => {
  const claimed = after(caseAt('COUNTY_REVIEW'), [event('claim')]);

  it.each(['claim', 'release', 'return', 'countyReview', 'extend'] as const)('another reviewer may not %s', kind => {
    expect(verdict(claimed, fresh('COUNTY_REVIEWER'), kind)).toBe('claimedByOther');
  });

  it('the claimer goes on', () => {
    const actions = availableActions(claimed, actorOf(COUNTY.accountId, 'COUNTY_REVIEWER'));

    expect(actions.filter(kind => NAMED.includes(kind))).toEqual(['release', 'return', 'countyReview', 'extend']);
  });

  it('offers another reviewer of the desk nothing but to take the case over', () => {
    expect(availableActions(claimed, fresh('COUNTY_REVIEWER'))).toEqual(['takeOver']);
    expect(availableActions(claimed, fresh('CITY_REVIEWER'))).toEqual([]);
    expect(availableActions(claimed, fresh('COUNTY_REVIEWER', { county: '411723' }))).toEqual([]);
  });

  it.each([
    ['the holder', actorOf(COUNTY.accountId, 'COUNTY_REVIEWER'), 'alreadyClaimed'],
    ['who filed the case', actorOf('rep', 'COUNTY_REVIEWER'), 'fourEyes'],
    ['who imported the entry', actorOf('importer', 'COUNTY_REVIEWER'), 'ownImport'],
    ['who declared an interest', fresh('COUNTY_REVIEWER', { interests: ['91411722PDY000028K'] }), 'interestDeclared'],
    ['the city', fresh('CITY_REVIEWER'), 'notPermitted'],
    ['another county', fresh('COUNTY_REVIEWER', { county: '411723' }), 'notPermitted'],
  ])('cannot be taken over by %s', (_who, actor, code) => {
    expect(verdict(claimed, actor, 'takeOver')).toBe(code);
  });

  it('does not keep the firm from withdrawing', () => {
    expect(verdict(claimed, fresh('LEGAL_REP'), 'withdraw')).toBe('ok');
  });
});
