import { describe, expect, it } from '@jest/globals';
import { people } from '../support/workflowFakes.js';
import { seen, submit, useCaseServer, withCase } from './support/caseStory.js';

useCaseServer();

describe('the letter on the public page', () => {
  it('follows the case: a letter signed anew after acceptance is published in the place of the void one', async () => {
    await withCase(async story => {
      const { act, until, now, world } = story;
      await submit(story);
      await act('accept', { actor: people.county, ...seen(story) });
      await until('COUNTY_REVIEW', ({ publishedLetterId }) => publishedLetterId !== undefined);
      expect(world.published).toEqual(['letter:sig-1']);

      const reasons = [{ code: 'R03', text: '没有写改进措施' }];
      await act('return', { actor: people.county, reasons, ...seen(story) });
      await act('sign', { actor: people.rep, signatureId: 'sig-2', contentHash: 'hash-2' });
      await until('SUBMITTED', ({ publishedLetterId }) => publishedLetterId === 'letter:sig-2');

      expect(world.published).toEqual(['letter:sig-1', 'letter:sig-2']);
      await act('accept', { actor: people.county, ...seen(story) });
      expect((await now()).publishedLetterId).toBe('letter:sig-2');
      expect(world.published).toHaveLength(2);
    });
  }, 60_000);

  it('is not there before acceptance', async () => {
    await withCase(async story => {
      const { act, until, world } = story;
      await submit(story);
      await act('return', { actor: people.county, reasons: [{ code: 'R03', text: '请补正' }], ...seen(story) });
      await act('sign', { actor: people.rep, signatureId: 'sig-2', contentHash: 'hash-2' });
      await until('SUBMITTED', ({ letterId }) => letterId === 'letter:sig-2');
      expect(world.published).toEqual([]);
    });
  }, 60_000);
});
