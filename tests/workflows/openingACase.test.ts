import { describe, expect, it } from '@jest/globals';
import * as messages from '../../workflows/creditRepair/messages.js';
import { people } from '../support/workflowFakes.js';
import { refusalOf, useCaseServer, withCase } from './support/caseStory.js';

useCaseServer();

describe('opening a case', () => {
  it('lets an act that arrives while the case is being opened wait for its turn', async () => {
    const slowly = () =>
      new Promise<object>(resolve =>
        setTimeout(() => {
          resolve({});
        }, 1_500),
      );
    await withCase(
      async ({ act, world }) => {
        const registered = await act('register', { actor: people.rep });
        expect(registered.stage).toBe('TRAINING');
        expect(world.steps.map(step => step.record.kind)).toEqual(['open', 'register', 'enrol']);
      },
      { opening: slowly },
    );
  }, 60_000);

  it('opens nothing for an entry that the rules keep from repair, and says why to everybody who asks', async () => {
    const refusal = { code: 'notRepairable', clause: 'ORDER_36' as const };
    await withCase(
      async ({ act, world, handle }) => {
        const opened = handle.executeUpdate(messages.openedUpdate, { args: [{ actor: people.rep }] });
        const register = act('register', { actor: people.rep });
        expect(await Promise.all([refusalOf(opened), refusalOf(register)])).toEqual(['notRepairable', 'notRepairable']);
        expect(await handle.result()).toBe('NOT_OPENED');
        expect(world.steps).toEqual([]);
      },
      { opening: () => Promise.resolve({ refusal }) },
    );
  }, 60_000);

  it('judges an act that answers a page after the step that the page already shows', async () => {
    await withCase(async story => {
      // The step is stored, and shown, a while before the workflow hears of it.
      story.world.slowAnswerMs = 700;
      const registering = story.act('register', { actor: people.rep });
      await story.until('TRAINING');
      const withdrawn = await story.act('withdraw', { actor: people.rep, reason: '重复申请' });
      await registering;
      expect(withdrawn.stage).toBe('WITHDRAWN');
    });
  }, 60_000);
});
