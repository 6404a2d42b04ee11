import { describe, expect, it } from '@jest/globals';
import { people } from '../support/workflowFakes.js';
import { seen, type Story, submit, useCaseServer, withCase } from './support/caseStory.js';

useCaseServer();

const endings: [string, string[], (story: Story) => Promise<unknown>][] = [
  [
    'WITHDRAWN',
    [],
    ({ act }) => act('register', { actor: people.rep }).then(() => act('withdraw', { actor: people.rep, reason: '' })),
  ],
  [
    'NOT_ACCEPTED',
    ['NON_ACCEPTANCE'],
    async story => {
      await submit(story);
      await story.act('notAccept', { actor: people.county, reason: '不属于本渠道', ...seen(story) });
    },
  ],
  [
    'REJECTED',
    ['REJECTION'],
    async story => {
      await submit(story);
      const no = { outcome: 'NEGATIVE', reason: '义务未履行' };
      await story.act('accept', { actor: people.county, ...seen(story) });
      await story.act('countyReview', { actor: people.county, ...no, ...seen(story) });
      await story.act('authorityOpinion', { actor: people.authority, ...no, ...seen(story) });
    },
  ],
  [
    'EXPIRED',
    [],
    async story => {
      await submit(story);
      const reasons = [{ code: 'R04', text: '请补正' }];
      await story.act('return', { actor: people.county, reasons, ...seen(story) });
    },
  ],
];

describe('a case that ends without repair', () => {
  it.each(endings)(
    '%s: leaves no mark behind, and its paper is made',
    async (stage, papers, end) => {
      await withCase(async story => {
        const { world, handle } = story;
        await end(story);

        expect(await handle.result()).toBe(stage);
        expect(world.unmarked).toEqual([stage]);
        expect(world.notices).toEqual(papers);
        const own = world.steps.filter(({ record }) => record.kind === 'marksRemoved');
        expect(own.map(step => [step.case.stage, step.record.from, step.notice])).toEqual([[stage, stage, undefined]]);
      });
    },
    60_000,
  );
});
