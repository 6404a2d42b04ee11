import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/domain/access/actor.js';
import { people } from '../support/workflowFakes.js';
import { refusalOf, seen, submit, type Story, useCaseServer, withCase } from './support/caseStory.js';

useCaseServer();

const agreed = { outcome: 'POSITIVE', reason: '' };
const REVIEW = [
  ['accept', people.county],
  ['countyReview', people.county],
  ['authorityOpinion', people.authority],
  ['cityDecision', people.city],
] as const;

const act = async (story: Story, name: string, actor: Actor) => story.act(name, { ...agreed, actor, ...seen(story) });

describe('a change of the entry imported after the case was opened (part 2 (a))', () => {
  it('bars whoever imported it from every step of the review, and nobody else', async () => {
    await withCase(async story => {
      await submit(story);
      for (const [name, actor] of REVIEW) {
        const importer = { ...actor, accountId: `imported before ${name}` };
        story.world.importers = [...story.world.importers, { accountId: importer.accountId }];

        expect(await refusalOf(act(story, name, importer))).toBe('ownImport');
        expect(await refusalOf(act(story, 'claim', importer))).toBe('ownImport');
        await act(story, name, actor);
      }
      expect((await story.now()).decisions).toHaveLength(REVIEW.length);
    });
  }, 60_000);

  it('is known by the person behind two accounts, and stored with the next step', async () => {
    await withCase(async story => {
      await submit(story);
      const importers = [{ accountId: 'admin-1' }, { accountId: 'admin-2', personMark: 'mark' }];
      story.world.importers = importers;

      const behindTwo: Actor = { ...people.county, personMark: 'mark' };
      expect(await refusalOf(act(story, 'accept', behindTwo))).toBe('ownImport');
      expect(story.world.steps.at(-1)?.case.importers).toEqual([]);

      const accepted = await act(story, 'accept', people.county);
      expect(accepted.importers).toEqual(importers);
      expect(story.world.steps.at(-1)?.case.importers).toEqual(importers);
      expect(await refusalOf(act(story, 'countyReview', behindTwo))).toBe('ownImport');
    });
  }, 60_000);
});
