import { describe, expect, it } from '@jest/globals';
import { people } from '../support/workflowFakes.js';
import { lastOf, readyToSign, refusalOf, seen, submit, useCaseServer, withCase } from './support/caseStory.js';

useCaseServer();

const signing = (signatureId: string) => ({ actor: people.rep, signatureId, contentHash: `hash of ${signatureId}` });

describe('a letter that cannot be made', () => {
  it('is tried a few times, then frees its case: the signature is void, and the person is asked to sign again', async () => {
    await withCase(async story => {
      const { act, until, world } = story;
      const ready = await readyToSign(story);
      world.letterFault = 'BAD_SIGNATURE';
      await act('sign', signing('sig-1'));
      const freed = await until('READY_TO_SIGN', ({ letterFailure }) => letterFailure !== undefined);

      expect(world.letterTries).toBe(5);
      expect(world.voided).toEqual(['sig-1']);
      expect(freed).not.toHaveProperty('signature');
      expect(freed.letterFailure?.cause).toBe('BAD_SIGNATURE');
      expect(freed.deadlines.map(({ id }) => id)).toEqual(['T9']);
      expect(freed.deadlines[0]?.startedAt).toBeGreaterThanOrEqual(ready.deadlines[0]?.startedAt ?? 0);
      expect(world.steps.at(-1)).toMatchObject({
        record: { kind: 'letterFailed', data: { cause: 'BAD_SIGNATURE', signatureId: 'sig-1' } },
        notice: { code: 'signAgain' },
        staffNotice: { code: 'letterFailed', role: 'CITY_ADMIN', values: { cause: 'BAD_SIGNATURE' } },
      });

      delete world.letterFault;
      await act('sign', signing('sig-2'));
      const submitted = await until('SUBMITTED');
      expect(submitted.submissions).toMatchObject([{ version: 1, letterId: 'letter:sig-2' }]);
      expect(submitted).not.toHaveProperty('letterFailure');
    });
  }, 60_000);

  it('of a returned case leaves it to be signed anew within a new time', async () => {
    await withCase(async story => {
      const { act, until, world } = story;
      await submit(story);
      await act('return', { actor: people.county, reasons: [{ code: 'R03', text: '没有写改进措施' }], ...seen(story) });
      world.letterFault = 'RENDER_TIMEOUT';
      await act('sign', signing('sig-2'));
      const freed = await until('RETURNED', ({ letterFailure }) => letterFailure !== undefined);

      expect(freed.deadlines.map(({ id }) => id)).toEqual(['T7']);
      expect(await refusalOf(act('resubmit', { actor: people.rep }))).toBe('mustSignAgain');
      delete world.letterFault;
      await act('sign', signing('sig-3'));
      expect((await until('SUBMITTED')).submissions.map(({ letterId }) => letterId)).toEqual([
        'letter:sig-1',
        'letter:sig-3',
      ]);
    });
  }, 60_000);

  it('only because a server behind it is away voids nothing and is made once that is back', async () => {
    await withCase(async story => {
      const { act, until, world } = story;
      await readyToSign(story);
      world.letterFault = 'AWAY';
      await act('sign', signing('sig-1'));
      while (world.letterTries < 6) await new Promise(resolve => setTimeout(resolve, 50));
      delete world.letterFault;
      const submitted = await until('SUBMITTED');

      expect(submitted.signature?.signatureId).toBe('sig-1');
      expect(world.voided).toEqual([]);
      expect(lastOf(world, 'letterFailed')).toBeUndefined();
    });
  }, 60_000);
});
