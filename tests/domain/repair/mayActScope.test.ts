import { describe, expect, it } from '@jest/globals';
import { type Actor, ROLES, type Role } from '../../../src/domain/access/actor.js';
import type { ActKind } from '../../../src/domain/repair/events.js';
import { stepOf } from '../../../src/domain/repair/fourEyes.js';
import { ACT_KINDS, actOf, mayAct } from '../../../src/domain/repair/judge.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import { DESK_ROLES, type RepairStage } from '../../../src/domain/repair/stages.js';
import { BOUND_OF, EVERYBODY, holdersOf, isLeftOut, personAt } from './holders.js';
import { after, ALL_STAGES, caseAt, event } from './support.js';

const verdict = (repairCase: RepairCase, actor: Actor, kind: ActKind): string => {
  const answer = mayAct(repairCase, actor, kind);
  return answer.ok ? 'ok' : answer.refusal.code;
};

/** Whose step a stage is, for the acts that three desks share (part 3.4). */
const DESKS: Partial<Record<RepairStage, Role>> = {
  SUBMITTED: 'COUNTY_REVIEWER',
  COUNTY_REVIEW: 'COUNTY_REVIEWER',
  EXTENDED: 'COUNTY_REVIEWER',
  AUTHORITY_OPINION: 'AUTHORITY_OFFICER',
  CITY_REVIEW: 'CITY_REVIEWER',
};
/** Of a stage that is not written out there, what its row says. */
const deskOf = (repairCase: RepairCase): Role | undefined => {
  const step = stepOf(repairCase);
  return step === undefined ? undefined : DESK_ROLES[step];
};
const REVIEWING: readonly Role[] = ['COUNTY_REVIEWER', 'AUTHORITY_OFFICER', 'CITY_REVIEWER'];

/** A case in which the act stands open to this person, but for who the person is. */
function openCase(kind: ActKind, stage: RepairStage, { accountId, role }: Actor): RepairCase {
  if (kind === 'release') return after(caseAt(stage), [event('claim', { by: { accountId, role } })]);
  if (kind === 'takeOver') return after(caseAt(stage), [event('claim', { by: { accountId: 'a colleague', role } })]);
  if (kind === 'sign' && stage === 'RETURNED') return { ...caseAt(stage), letterVoid: true };
  const otherDuty = { ...caseAt(stage), finedOnly: false };
  if (kind === 'askAuthority') return otherDuty;
  if (kind === 'answerDuties') return after(otherDuty, [event('askAuthority')]);
  if (kind === 'stateNoDuty') return { ...otherDuty, noDuty: true };
  return caseAt(stage);
}

const CELLS = ACT_KINDS.flatMap(kind => actOf(kind).stages.map(stage => ({ kind, stage })));

describe('every act of a person, by role and place (part 2)', () => {
  it.each(CELLS)('$kind in $stage', ({ kind, stage }) => {
    const wrong = EVERYBODY.flatMap(({ role, place }) => {
      const actor = personAt(role, place, caseAt(stage));
      const desk = kind === 'answerDuties' ? 'AUTHORITY_OFFICER' : (DESKS[stage] ?? deskOf(caseAt(stage)));
      const isDesk = !REVIEWING.includes(role) || desk === role;
      const expected = isLeftOut(kind, role, place) || !isDesk ? 'notPermitted' : 'ok';
      const found = verdict(openCase(kind, stage, actor), actor, kind);
      return found === expected ? [] : [`${role}, ${place}: ${found} instead of ${expected}`];
    });

    expect(wrong).toEqual([]);
  });

  it('is open somewhere to every role that holds it', () => {
    for (const kind of ACT_KINDS) {
      const able = ROLES.filter(role =>
        actOf(kind).stages.some(stage => {
          const actor = personAt(role, 'right', caseAt(stage));
          return verdict(openCase(kind, stage, actor), actor, kind) === 'ok';
        }),
      );
      // Only what was extended at the county is taken up again in these cases.
      const holders = kind === 'resume' ? ['COUNTY_REVIEWER'] : holdersOf(kind);
      expect([kind, able.toSorted()]).toEqual([kind, [...holders].sort()]);
    }
  });
});

describe('a person from elsewhere', () => {
  it.each(ALL_STAGES)('learns nothing of the stage %s: each act is refused in the same words everywhere', stage => {
    const repairCase = caseAt(stage);
    const told = ACT_KINDS.flatMap(kind =>
      EVERYBODY.filter(({ role, place }) => isLeftOut(kind, role, place)).map(({ role, place }) =>
        verdict(repairCase, personAt(role, place, repairCase), kind),
      ),
    );

    expect([...new Set(told)]).toEqual(['notPermitted']);
  });

  it.each(CELLS)('is nobody without a county, a department or a firm: $kind in $stage', ({ kind, stage }) => {
    const bounded = ROLES.filter(role => BOUND_OF[role] !== 'city');
    const told = bounded.map(role => {
      const unset: Actor = { accountId: `${role} of nowhere`, role, usccs: [], interests: [] };
      return verdict(openCase(kind, stage, unset), unset, kind);
    });

    expect([...new Set(told)]).toEqual(['notPermitted']);
  });
});
