import { describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '../../src/domain/access/actor.js';
import { PERMISSIONS } from '../../src/domain/access/permissions.js';
import type { ActKind } from '../../src/domain/repair/events.js';
import { ACT_KINDS, permissionOf } from '../../src/domain/repair/judge.js';
import * as messages from '../../workflows/creditRepair/messages.js';
import { BOUND_OF, EVERYBODY, isLeftOut, personAt } from '../domain/repair/holders.js';
import { COUNTY, people, UNIT } from '../support/workflowFakes.js';
import { answers, refusalOf, submit, useCaseServer, withCase } from './support/caseStory.js';

useCaseServer();

const OBJECT = { uscc: UNIT, county: COUNTY, authorityId: 'YJGL' };
/** Whatever any act may carry, well-formed, so that only the person can be what is wrong. */
const LOAD = {
  ...{
    answers,
    reason: '不再申请',
    outcome: 'POSITIVE',
    seenVersion: 1_000,
    reasons: [{ code: 'R04', text: '请补正' }],
  },
  ...{ signatureId: 'signature-of-nobody', contentHash: 'hash-of-nobody' },
};
const UPDATES = ACT_KINDS.map(kind => messages.actUpdate(kind).name);
const STARTERS: readonly Role[] = ['LEGAL_REP', 'AGENT', 'WINDOW_CLERK'];

const leftOut = (kind: ActKind) =>
  EVERYBODY.filter(({ role, place }) => isLeftOut(kind, role, place)).map(({ role, place }) =>
    personAt(role, place, OBJECT),
  );

describe('updates of a case by people it is not for', () => {
  it('each has its permission', () => {
    expect(UPDATES).toEqual(ACT_KINDS);
    for (const kind of ACT_KINDS) expect(Object.keys(PERMISSIONS)).toContain(permissionOf(kind));
  });

  it.each(['DRAFT', 'SUBMITTED'] as const)(
    'are refused in %s, and nothing is written',
    async stage => {
      await withCase(async story => {
        if (stage === 'SUBMITTED') await submit(story);
        else await story.until('DRAFT');
        const { act, world } = story;
        const steps = world.steps.length;

        const told: string[] = [];
        for (const kind of ACT_KINDS) {
          const refusals = leftOut(kind).map(actor => refusalOf(act(kind, { ...LOAD, actor })));
          for (const refusal of await Promise.all(refusals)) told.push(`${kind}: ${refusal}`);
        }

        expect([...new Set(told)]).toEqual(ACT_KINDS.map(kind => `${kind}: notPermitted`));
        expect(world.steps).toHaveLength(steps);
        expect((await story.now()).stage).toBe(stage);
      });
    },
    120_000,
  );

  it('tell a draft to nobody but who may start it: own firm, or clerk of the county', async () => {
    await withCase(async ({ handle, world, until }) => {
      await until('DRAFT');
      const opened = (actor: Actor) => handle.executeUpdate(messages.openedUpdate, { args: [{ actor }] });

      const wrong: string[] = [];
      for (const { role, place } of EVERYBODY) {
        const told = await refusalOf(opened(personAt(role, place, OBJECT)));
        const expected = STARTERS.includes(role) && BOUND_OF[role] !== place ? 'none' : 'notPermitted';
        if (told !== expected) wrong.push(`${role}, ${place}: ${told} instead of ${expected}`);
      }

      expect(wrong).toEqual([]);
      expect(world.steps).toHaveLength(1);
    });
  }, 60_000);

  it('are refused with the key of a form that was served before', async () => {
    await withCase(async ({ act, world, until }) => {
      await act('register', { actor: people.rep, key: 'served' });
      await until('TRAINING');
      const steps = world.steps.length;
      const repeated = await act('register', { actor: people.rep, key: 'served' });

      const refusals = leftOut('register').map(actor => refusalOf(act('register', { actor, key: 'served' })));

      expect(repeated.stage).toBe('TRAINING');
      expect([...new Set(await Promise.all(refusals))]).toEqual(['notPermitted']);
      expect(world.steps).toHaveLength(steps);
    });
  }, 60_000);
});
