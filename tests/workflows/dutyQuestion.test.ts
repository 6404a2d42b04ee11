import { describe, expect, it } from '@jest/globals';
import { people } from '../support/workflowFakes.js';
import { environment, lastOf, refusalOf, useCaseServer, withCase } from './support/caseStory.js';

useCaseServer();

describe('the firm’s question to the recognising authority (ruling B5)', () => {
  it('waits as long as it takes: reminds, goes to the city, ends nothing; a no may be asked again', async () => {
    await withCase(
      async ({ act, now, world, handle }) => {
        const ask = (text: string) => act('askAuthority', { actor: people.rep, text });
        const answer = (round: number, given: { outcome: string; reason: string }, actor = people.authority) =>
          act('answerDuties', { actor, round, ...given });
        const yes = { outcome: 'POSITIVE', reason: '' };
        const no = { outcome: 'NEGATIVE', reason: '两处隐患未消除' };
        await act('register', { actor: people.rep });
        await ask('设备已整改');
        // The sixty days of the training would be over.
        await environment.sleep('100 days');

        const waiting = await now();
        expect(waiting.stage).toBe('TRAINING');
        expect(waiting.paused.map(({ id }) => id)).toEqual(['T8']);
        const t6 = world.steps.filter(({ record }) => record.data['deadline'] === 'T6');
        expect(t6.map(({ record }) => record.kind)).toEqual(['deadlineMark', 'deadlineMark', 'deadlinePassed']);
        expect(t6.at(-1)?.staffNotice).toMatchObject({ code: 'deadlineOver', role: 'CITY_REVIEWER' });

        const other = { ...people.authority, accountId: 'authority-2', authorityId: 'STHJ' };
        expect(await refusalOf(answer(1, yes, other))).toBe('notPermitted');
        expect(await refusalOf(answer(1, yes, people.county))).toBe('notPermitted');
        expect(await refusalOf(answer(1, { ...no, reason: ' ' }))).toBe('reasonMissing');
        await answer(1, no);
        expect(lastOf(world, 'answerDuties')).toMatchObject({
          reason: '两处隐患未消除',
          data: { outcome: 'NEGATIVE' },
        });
        expect(await refusalOf(answer(1, yes))).toBe('noRequestOpen');

        await ask('两处隐患已消除');
        const confirmed = await answer(2, yes);
        expect(confirmed.deadlines.map(({ id }) => id)).toEqual(['T8']);
        expect(confirmed.paused).toEqual([]);
        // The clock goes on, and ends the case where nobody learns.
        expect(await handle.result()).toBe('EXPIRED');
      },
      { finedOnly: false },
    );
  }, 60_000);
});
