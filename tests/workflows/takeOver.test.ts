import { describe, expect, it } from '@jest/globals';
import { holderLeftSignal } from '../../workflows/creditRepair/messages.js';
import { people } from '../support/workflowFakes.js';
import { lastOf, refusalOf, seen, submit, useCaseServer, withCase } from './support/caseStory.js';

useCaseServer();

const colleague = { ...people.county, accountId: 'county-9' };

describe('a claimed case', () => {
  it('is taken over by a colleague with a reason, and by nobody from another desk', async () => {
    await withCase(async story => {
      const { act, world, now } = story;
      await submit(story);
      await act('claim', { actor: people.county, ...seen(story) });
      const takeOver = async (actor: object, reason: string) => act('takeOver', { actor, reason, ...seen(story) });

      expect(await refusalOf(takeOver(people.city, '加急'))).toBe('notPermitted');
      expect(await refusalOf(takeOver(people.otherCounty, '加急'))).toBe('notPermitted');
      expect(await refusalOf(takeOver(colleague, ' '))).toBe('reasonMissing');
      await takeOver(colleague, '同事休假');

      expect((await now()).assignee?.accountId).toBe('county-9');
      expect(world.steps.at(-1)?.staffNotice).toMatchObject({ code: 'takenOver', accountId: 'county-1' });
      expect(await refusalOf(act('accept', { actor: people.county, ...seen(story) }))).toBe('claimedByOther');
      await act('accept', { actor: colleague, ...seen(story) });
    });
  }, 60_000);

  it('goes back to the desk when the account of its holder is disabled', async () => {
    await withCase(async story => {
      const { act, handle, until, world, now } = story;
      await submit(story);
      await act('claim', { actor: people.county, ...seen(story) });

      await handle.signal(holderLeftSignal, { accountId: 'somebody-else' });
      expect((await now()).assignee?.accountId).toBe('county-1');
      expect(await refusalOf(act('accept', { actor: colleague, ...seen(story) }))).toBe('claimedByOther');
      await handle.signal(holderLeftSignal, { accountId: 'county-1' });
      await until('SUBMITTED', ({ assignee }) => assignee === undefined);

      expect(lastOf(world, 'holderLeft')).toMatchObject({ data: { accountId: 'county-1' } });
      await act('accept', { actor: colleague, ...seen(story) });
      expect((await now()).stage).toBe('COUNTY_REVIEW');
    });
  }, 60_000);
});
