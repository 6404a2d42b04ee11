import { describe, expect, it } from '@jest/globals';
import { ROLES } from '../../../src/domain/access/actor.js';
import { PERMISSIONS } from '../../../src/domain/access/permissions.js';
import { readBasis } from '../../../src/domain/law/sources.js';
import type { RepairEvent } from '../../../src/domain/repair/events.js';
import {
  ACT_KINDS,
  actOf,
  applyRepairEvent,
  evidenceOpen,
  mayAct,
  permissionOf,
} from '../../../src/domain/repair/judge.js';
import { isClosed, STAGES } from '../../../src/domain/repair/stages.js';
import { actorOf, after, ALL_STAGES, caseAt, event, KINDS, outcome, RULES, taken } from './support.js';

/** Read from the acts themselves, so that an act that is added is judged here without a word more. */
const CELLS = KINDS.flatMap(kind =>
  ALL_STAGES.map(stage => ({ kind, stage, open: actOf(kind).stages.includes(stage) })),
);

describe('every act and every happening, from its own file', () => {
  it.each(CELLS.filter(({ open }) => !open))('$kind is refused in $stage', ({ kind, stage }) => {
    const refused = applyRepairEvent(caseAt(stage), event(kind), RULES);

    expect(outcome(refused)).toBe(isClosed(stage) ? 'caseClosed' : 'notInThisStage');
  });

  it.each(CELLS.filter(({ open }) => open))(
    '$kind in $stage makes the next version, or is refused by a known rule',
    cell => {
      const before = caseAt(cell.stage);
      const step = applyRepairEvent(before, event(cell.kind), RULES);

      const told = step.ok
        ? [
            step.case.version,
            step.record.kind,
            step.record.from,
            step.case.stage === cell.stage || step.notice !== undefined,
          ]
        : [step.refusal.clause === null || readBasis(step.refusal.clause) !== null];

      expect(told).toEqual(step.ok ? [before.version + 1, cell.kind, cell.stage, true] : [true]);
    },
  );
});

describe('every act of a person', () => {
  it.each(ACT_KINDS)('%s is refused to every role that its permission does not name', kind => {
    const granted = PERMISSIONS[permissionOf(kind)].grants.flatMap(({ roles }) => roles);
    const others = ROLES.filter(role => !granted.includes(role));
    const told = others.flatMap(role => ALL_STAGES.map(stage => mayAct(caseAt(stage), actorOf('x', role), kind)));

    expect(told.filter(({ ok }) => ok)).toEqual([]);
    expect(told.length).toBeGreaterThan(100);
  });
});

/** Acts with a text that must be given, or may not be too long, in a stage where the plain act is taken. */
const TEXTS = ACT_KINDS.flatMap(kind =>
  Object.entries(actOf(kind).form ?? {}).flatMap(([field, { required, most, missing, tooLong }]) => {
    const stage = actOf(kind).stages.find(at => applyRepairEvent(caseAt(at), event(kind), RULES).ok);
    return stage === undefined || tooLong === undefined
      ? []
      : [{ kind, field, stage, required, most, missing, tooLong }];
  }),
);

describe('the texts of a form', () => {
  it.each(TEXTS)('of $kind: $field is held to its length', ({ kind, field, stage, most = 0, tooLong }) => {
    const long = { ...event(kind), [field]: '字'.repeat(most + 1) };
    const fits = { ...event(kind), [field]: '字'.repeat(most) };

    expect(outcome(applyRepairEvent(caseAt(stage), long, RULES))).toBe(tooLong);
    expect(taken(applyRepairEvent(caseAt(stage), fits, RULES)).record.kind).toBe(kind);
  });

  it.each(TEXTS.filter(({ required }) => required === true))('of $kind: $field must be given', cell => {
    const { kind, field, stage, missing } = cell;
    for (const blank of ['', ' \n ', undefined]) {
      const event_ = { ...event(kind), [field]: blank };
      expect(outcome(applyRepairEvent(caseAt(stage), event_, RULES))).toBe(missing);
    }
  });

  it.each(['countyReview', 'authorityOpinion', 'cityDecision'] as const)('%s needs one of the outcomes', kind => {
    const [stage] = actOf(kind).stages;
    const chosen = { ...event(kind), outcome: 'PERHAPS' } as unknown as RepairEvent;

    expect(outcome(applyRepairEvent(caseAt(stage ?? 'DRAFT'), chosen, RULES))).toBe('outcomeMissing');
  });
});

describe('every stage, from its own row', () => {
  it.each(ALL_STAGES)('%s is reached by the plain way or sideways, and can be left unless it is closed', stage => {
    expect(caseAt(stage).stage).toBe(stage);
    const ways = KINDS.filter(kind => actOf(kind).stages.includes(stage));
    expect(ways.length > 0 || isClosed(stage)).toBe(true);
  });

  it('that is closed owes nothing to a clock', () => {
    for (const stage of ALL_STAGES.filter(isClosed)) expect(caseAt(stage).deadlines).toEqual([]);
    expect(ALL_STAGES.filter(stage => STAGES[stage].phase === 'closed')).toEqual(ALL_STAGES.filter(isClosed));
  });
});

describe('evidenceOpen', () => {
  it('is open until the signature and while a return is corrected', () => {
    const open = ALL_STAGES.filter(stage => evidenceOpen(caseAt(stage)).ok);

    expect(open).toEqual(['DRAFT', 'REGISTERED', 'TRAINING', 'QUIZ_READY', 'READY_TO_SIGN', 'RETURNED']);
    expect(evidenceOpen(after(caseAt('READY_TO_SIGN'), [event('sign')]))).toMatchObject({
      refusal: { code: 'letterBeingMade' },
    });
  });
});
