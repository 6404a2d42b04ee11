import { describe, expect, it } from '@jest/globals';
import { caseCommands } from '../../src/commands/caseCommands.js';
import { trainingProgressedSignal } from '../../workflows/creditRepair/messages.js';
import { people } from '../support/workflowFakes.js';
import {
  answers,
  environment,
  lastOf,
  refusalOf,
  seen,
  submit,
  taskQueue,
  useCaseServer,
  withCase,
} from './support/caseStory.js';

useCaseServer();

describe('creditRepair', () => {
  it('takes a case from the draft to the exit, with one letter, one exit and one record a step', async () => {
    await withCase(async story => {
      const { act, until, world, handle } = story;
      await submit(story);
      await act('accept', { actor: people.county, ...seen(story) });
      await act('countyReview', { actor: people.county, outcome: 'POSITIVE', reason: '', ...seen(story) });
      await act('authorityOpinion', {
        actor: people.authority,
        outcome: 'POSITIVE',
        reason: '',
        ...seen(story),
      });
      await act('cityDecision', { actor: people.city, outcome: 'POSITIVE', reason: '', ...seen(story) });
      await handle.result();

      await until('REPAIRED');
      expect(world.letters).toEqual(['sig-1']);
      expect(world.exits).toHaveLength(1);
      expect(world.published).toHaveLength(1);
      expect(world.notices).toEqual(['EXIT_NOTICE']);
      expect(world.steps.map(step => step.case.version)).toEqual(world.steps.map((_, index) => index + 1));
    });
  }, 60_000);

  it('refuses a stranger, another county, a second pair of the same eyes, and a page that is out of date', async () => {
    await withCase(async story => {
      const { act } = story;
      expect(await refusalOf(act('register', { actor: people.stranger }))).toBe('notPermitted');
      await submit(story);
      const stale = seen(story);
      expect(await refusalOf(act('accept', { actor: people.otherCounty, ...stale }))).toBe('notPermitted');
      await act('accept', { actor: people.county, ...stale });
      expect(
        await refusalOf(act('countyReview', { actor: people.county, outcome: 'POSITIVE', reason: '', ...stale })),
      ).toBe('actedMeanwhile');
      const county = { ...people.county, personMark: 'mark' };
      await act('countyReview', { actor: county, outcome: 'POSITIVE', reason: '', ...seen(story) });
      await act('authorityOpinion', {
        actor: people.authority,
        outcome: 'POSITIVE',
        reason: '',
        ...seen(story),
      });
      const sameEyes = { ...people.city, accountId: people.county.accountId };
      const otherAccount = { ...people.city, personMark: 'mark' };
      for (const actor of [sameEyes, otherAccount]) {
        const decision = { actor, outcome: 'POSITIVE', reason: '', ...seen(story) };
        expect(await refusalOf(act('cityDecision', decision))).toBe('fourEyes');
      }
    });
  }, 60_000);

  it('serves one form once, however often it arrives', async () => {
    await withCase(async story => {
      const { act, world } = story;
      await act('register', { actor: people.rep, key: 'same' });
      const steps = world.steps.length;
      const again = await act('register', { actor: people.rep, key: 'same' });
      expect(again.stage).toBe('TRAINING');
      expect(world.steps).toHaveLength(steps);
    });
  }, 60_000);

  it('keeps the old submission when a returned case comes back, and ends one that never does', async () => {
    await withCase(async story => {
      const { act, now, world, handle } = story;
      await submit(story);
      const reasons = [
        { code: 'R04', text: '收据看不清' },
        { code: 'R10', text: '照片模糊' },
      ];
      await act('return', { actor: people.county, reasons, ...seen(story) });
      await act('resubmit', { actor: people.rep });
      const resubmitted = await now();
      expect(resubmitted.submissions.map(one => one.version)).toEqual([1, 2]);
      expect(resubmitted.submissions[0]?.returned?.reasons).toEqual(reasons);
      await act('return', { actor: people.county, reasons, ...seen(story) });

      expect(await handle.result()).toBe('EXPIRED');
      expect(lastOf(world, 'deadlinePassed')?.data).toMatchObject({ deadline: 'T7' });
    });
  }, 60_000);

  it('reminds and escalates a silent authority but never takes silence for consent', async () => {
    await withCase(async story => {
      const { act, world, now } = story;
      await submit(story);
      await act('accept', { actor: people.county, ...seen(story) });
      await act('countyReview', { actor: people.county, outcome: 'POSITIVE', reason: '', ...seen(story) });
      await environment.sleep('40 days');

      expect((await now()).stage).toBe('AUTHORITY_OPINION');
      const t6 = world.steps.filter(step => step.record.data['deadline'] === 'T6');
      expect(t6.map(step => step.record.kind)).toEqual(['deadlineMark', 'deadlineMark', 'deadlinePassed']);
    });
  }, 60_000);

  it('closes an unused draft by itself', async () => {
    await withCase(async ({ handle, world }) => {
      expect(await handle.result()).toBe('EXPIRED');
      expect(lastOf(world, 'deadlinePassed')?.data).toMatchObject({ deadline: 'DRAFT' });
    });
  }, 60_000);

  it('stays EXITING while a register is away and goes on when it is back', async () => {
    await withCase(async story => {
      const { act, world, until, handle } = story;
      await submit(story);
      await act('accept', { actor: people.county, ...seen(story) });
      await act('countyReview', { actor: people.county, outcome: 'POSITIVE', reason: '', ...seen(story) });
      await act('authorityOpinion', {
        actor: people.authority,
        outcome: 'POSITIVE',
        reason: '',
        ...seen(story),
      });
      world.away.add('SHARING');
      await act('cityDecision', { actor: people.city, outcome: 'POSITIVE', reason: '', ...seen(story) });
      await until('EXITING');
      expect(world.exits).toEqual([]);
      world.away.clear();
      await handle.result();
      expect(world.exits).toHaveLength(1);
    });
  }, 60_000);

  it('hands over to a new run without losing the case or serving a form twice', async () => {
    await withCase(
      async story => {
        const { act, handle, world } = story;
        await act('register', { actor: people.rep, key: 'first' });
        for (let i = 0; i < 6; i += 1)
          await act('saveAnswers', { actor: people.rep, answers: { ...answers, improvement: `措施 ${String(i)}` } });
        const repeated = await act('register', { actor: people.rep, key: 'first' });
        expect(repeated.answers.improvement).toBe('措施 5');
        const run = await handle.describe();
        expect(run.runId).not.toBe((handle as unknown as { firstExecutionRunId: string }).firstExecutionRunId);
        expect(world.steps.at(-1)?.case.stage).toBe('TRAINING');
      },
      { longHistory: 20 },
    );
  }, 60_000);

  it('takes every act that arrives while it hands over, in the run before or the one after', async () => {
    await withCase(
      async ({ act, handle, world }) => {
        await act('register', { actor: people.rep });
        const workflows = { stateOf: () => Promise.resolve('alive' as const) };
        const cases = caseCommands({ client: environment.client, taskQueue, workflows });
        const entryId = handle.workflowId.replace('repair:', '');
        const save = (key: string) => cases.saveAnswers({ entryId, actor: people.rep, key, answers });
        for (let round = 0; round < 4; round += 1) {
          const keys = ['a', 'b', 'c', 'd', 'e'].map(name => `${name}${String(round)}`);
          const outcomes = await Promise.all(keys.map(save));
          expect(outcomes.map(({ ok }) => ok)).toEqual(keys.map(() => true));
        }
        expect(world.steps.filter(({ record }) => record.kind === 'saveAnswers')).toHaveLength(20);
      },
      { longHistory: 12 },
    );
  }, 60_000);

  it('asks for the ticks and for the signer’s own certificate, and takes the next form once they are there', async () => {
    await withCase(async story => {
      const { act, world, until, handle } = story;
      const sign = (key: string) =>
        act('sign', { actor: people.rep, key, signatureId: `sig-${key}`, contentHash: 'hash-1' });
      await act('register', { actor: people.rep });
      await act('saveAnswers', { actor: people.rep, answers });
      world.training = { certificateId: 'TC-1', complete: true, exhausted: false };
      await handle.signal(trainingProgressedSignal, { accountId: 'rep-1' });
      await until('READY_TO_SIGN');
      const steps = world.steps.length;

      world.ticked = false;
      expect(await refusalOf(sign('unticked'))).toBe('statementsNotTicked');
      world.ticked = true;
      world.training = { complete: false, exhausted: false };
      expect(await refusalOf(sign('of a successor'))).toBe('certificateMissing');
      expect(world.steps).toHaveLength(steps);

      world.training = { certificateId: 'TC-2', complete: true, exhausted: false };
      await sign('good');
      const submitted = await until('SUBMITTED');
      expect(submitted).toMatchObject({ certificateId: 'TC-2', signature: { signatureId: 'sig-good' } });
      expect(world.letters).toEqual(['sig-good']);
    });
  }, 60_000);

  it('runs under the law of the day of acceptance only once it is accepted', async () => {
    await withCase(async story => {
      const { act, handle, world } = story;
      const reasons = [{ code: 'R04', text: '收据看不清' }];
      await submit(story);
      const stale = { seenVersion: 1 };
      world.newPolicy = { correctionRounds: 0, basis: '受理日的依据' };

      expect(await refusalOf(act('accept', { actor: people.county, ...stale }))).toBe('actedMeanwhile');
      const returned = await act('return', { actor: people.county, reasons, ...seen(story) });
      expect(returned.stage).toBe('RETURNED');
      await act('resubmit', { actor: people.rep });
      await act('accept', { actor: people.county, ...seen(story) });
      const refused = act('return', { actor: people.county, reasons, ...seen(story) });
      expect(await refusalOf(refused)).toBe('correctionRoundsUsed');

      const decision = { outcome: 'NEGATIVE', reason: '义务未履行' };
      await act('countyReview', { actor: people.county, ...decision, ...seen(story) });
      await act('authorityOpinion', { actor: people.authority, ...decision, ...seen(story) });
      await handle.result();
      expect(world.ruledBy).toEqual({ REJECTION: '受理日的依据' });
    });
  }, 60_000);

  it('hears what is signalled while a run waits for its last acts to hand over', async () => {
    await withCase(
      async story => {
        const { act, handle, until, when, world } = story;
        await act('register', { actor: people.rep });
        world.slowAnswerMs = 400;
        const before = world.steps.length;
        const acts = [1, 2, 3, 4, 5, 6].map(place =>
          act('saveAnswers', { actor: people.rep, answers: { ...answers, improvement: `措施 ${String(place)}` } }),
        );
        await when('half of them', ({ version }) => version >= before + 4);
        world.training = { certificateId: 'TC-1', complete: true, exhausted: false };
        await handle.signal(trainingProgressedSignal, { accountId: 'rep-1' });
        await Promise.all(acts);

        expect((await until('READY_TO_SIGN')).certificateId).toBe('TC-1');
      },
      { longHistory: 20 },
    );
  }, 60_000);
});
