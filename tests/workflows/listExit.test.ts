import { describe, expect, it } from '@jest/globals';
import { EXIT_RECEIVERS } from '../../src/domain/repair/receivers.js';
import { retryExitSignal } from '../../workflows/creditRepair/messages.js';
import { approve, environment, type Story, useCaseServer, withCase } from './support/caseStory.js';

useCaseServer();

const ADMIN = { accountId: 'admin-1', role: 'CITY_ADMIN' };
const tryAgain = ({ handle }: Story, key: string) => handle.signal(retryExitSignal, { key, by: ADMIN });

const kinds = ({ world }: Story) => world.steps.map(({ record }) => record.kind);
/** What the administrators were told, as code and registers. */
const alarms = ({ world }: Story) =>
  world.steps.flatMap(({ staffNotice }) =>
    staffNotice?.role === 'CITY_ADMIN' ? [`${staffNotice.code} ${String(staffNotice.values['receivers'] ?? '')}`] : [],
  );
const receivers = ({ receipts }: { receipts: readonly { receiver: string }[] }) => receipts.map(r => r.receiver).sort();
const count = (list: readonly string[], wanted: string) => list.filter(item => item === wanted).length;
const roundOf = (names: readonly string[], round: number) => names.filter(name => name.endsWith(` ${String(round)}`));

/** One entry left the list once, after every register had acknowledged the same round. */
function expectOneExit({ world }: Story, round: number): void {
  const { receipts } = world.steps.at(-1)?.case ?? { receipts: [] };
  expect(world.exits).toHaveLength(1);
  expect(receipts.map(({ receiptId }) => receiptId).sort()).toEqual(
    EXIT_RECEIVERS.map(receiver => `r-${receiver} ${String(round)}`).sort(),
  );
  expect(world.acknowledged.filter(name => !world.recalled.includes(name))).toHaveLength(EXIT_RECEIVERS.length);
}

describe('an exit that every register acknowledges', () => {
  it('is told to the case receipt by receipt and alarms nobody', async () => {
    await withCase(async story => {
      await approve(story);
      expect(await story.handle.result()).toBe('REPAIRED');

      expect(count(kinds(story), 'receipt')).toBe(4);
      expect(kinds(story).filter(kind => kind.startsWith('exit'))).toEqual(['exitStarted', 'exitCompleted']);
      expect(alarms(story)).toEqual([]);
      expectOneExit(story, 1);
    });
  }, 60_000);
});

describe('a register that refuses for good', () => {
  it('makes the others take the exit back in reverse order, alarms once, and a second round succeeds on a word', async () => {
    await withCase(async story => {
      const { world, when, handle } = story;
      world.away.add('SANCTIONS');
      await approve(story);
      const { receipts: order } = await when('three receipts', ({ receipts }) => receipts.length === 3);
      world.refusing.add('SANCTIONS');
      await when('taken back', ({ exit, receipts }) => exit?.hindrance === 'REFUSED' && receipts.length === 0);

      expect(world.recalled).toEqual(order.map(({ receiver }) => `${receiver} 1`).toReversed());
      expect(kinds(story).slice(-5)).toEqual([
        'exitRefused',
        'exitStuck',
        'exitRecalled',
        'exitRecalled',
        'exitRecalled',
      ]);
      expect(alarms(story)).toEqual(['exitRefused SANCTIONS']);
      expect(world.steps.at(-1)?.case.stage).toBe('EXITING');
      expect(world.exits).toEqual([]);

      world.refusing.clear();
      world.away.clear();
      await tryAgain(story, 'form-1');
      expect(await handle.result()).toBe('REPAIRED');
      expectOneExit(story, 2);
      expect(alarms(story)).toHaveLength(1);
      const retried = world.steps.find(({ record }) => record.kind === 'exitRetried')?.record;
      expect(retried).toMatchObject({ by: ADMIN, data: { round: 2 } });
    });
  }, 60_000);

  it('is tried again after an hour by itself, and alarms in each round that fails', async () => {
    await withCase(async story => {
      const { world, when, handle } = story;
      world.refusing.add('SHARING');
      await approve(story);
      await when('refused', ({ exit }) => exit?.hindrance === 'REFUSED');
      await environment.sleep('90 minutes');
      await when('refused again', ({ exit }) => exit?.round === 2 && exit.hindrance === 'REFUSED');
      expect(alarms(story)).toEqual(['exitRefused SHARING', 'exitRefused SHARING']);

      world.refusing.clear();
      expect(await handle.result()).toBe('REPAIRED');
      expectOneExit(story, 3);
      const retries = world.steps.filter(({ record }) => record.kind === 'exitRetried');
      expect(retries.map(({ record }) => record.by)).toEqual([undefined, undefined]);
    });
  }, 60_000);

  it('is not waited with while another one is away', async () => {
    await withCase(async story => {
      const { world, when, handle } = story;
      for (const receiver of ['SHARING', 'SANCTIONS']) world.away.add(receiver);
      await approve(story);
      await when('two receipts', ({ receipts }) => receipts.length === 2);
      world.refusing.add('SANCTIONS');
      await when('taken back', ({ exit, receipts }) => exit?.hindrance === 'REFUSED' && receipts.length === 0);

      expect(alarms(story)).toEqual(['exitRefused SANCTIONS']);
      expect([...world.recalled].sort()).toEqual(['CREDIT_PORTAL 1', 'PUBLICATION 1']);
      expect(world.exits).toEqual([]);

      world.refusing.clear();
      world.away.clear();
      await tryAgain(story, 'form-1');
      expect(await handle.result()).toBe('REPAIRED');
      expectOneExit(story, 2);
    });
  }, 60_000);

  it('is taken back also at a register that carried it out and whose answer was lost', async () => {
    await withCase(async story => {
      const { world, when } = story;
      world.mute.add('PUBLICATION');
      world.refusing.add('SANCTIONS');
      await approve(story);
      await when('taken back', ({ exit, receipts }) => exit?.hindrance === 'REFUSED' && receipts.length === 0);
      await environment.sleep('1 minute');

      expect(world.acknowledged).toContain('PUBLICATION 1');
      expect(world.recalled).toContain('PUBLICATION 1');
      expect(world.acknowledged.filter(name => !world.recalled.includes(name))).toEqual([]);
    });
  }, 60_000);

  it('is not carried out at a register that was still answering', async () => {
    await withCase(async story => {
      const { world, when, handle } = story;
      world.slow.add('PUBLICATION');
      world.refusing.add('SANCTIONS');
      await approve(story);
      await when('refused', ({ exit }) => exit?.hindrance === 'REFUSED');
      await when('taken back', ({ receipts }) => receipts.length === 0);

      expect(world.acknowledged).toContain('PUBLICATION 1');
      expect([...world.recalled].sort()).toEqual([...world.acknowledged].sort());
      expect(count(kinds(story), 'exitRecalled')).toBe(3);

      world.refusing.clear();
      await tryAgain(story, 'form-1');
      expect(await handle.result()).toBe('REPAIRED');
      expectOneExit(story, 2);
    });
  }, 60_000);

  it('is announced although a register that had acknowledged has gone away; that one takes it back when it returns', async () => {
    await withCase(async story => {
      const { world, when, handle } = story;
      world.away.add('SANCTIONS');
      await approve(story);
      await when('three receipts', ({ receipts }) => receipts.length === 3);
      world.refusing.add('SANCTIONS');
      world.away.add('PUBLICATION');
      await tryAgain(story, 'form-1');
      const stuck = await when('others taken back', ({ receipts }) => receipts.length === 1);

      expect(receivers(stuck)).toEqual(['PUBLICATION']);
      expect(alarms(story)).toEqual(['exitRefused SANCTIONS']);

      world.refusing.clear();
      world.away.clear();
      await tryAgain(story, 'form-2');
      expect(await handle.result()).toBe('REPAIRED');
      expect(world.recalled).toContain('PUBLICATION 1');
      expectOneExit(story, 2);
    });
  }, 60_000);
});

describe('a register that is away', () => {
  it('is named to the administrators once, is asked on, and the exit is done when it is back', async () => {
    await withCase(async story => {
      const { world, now, handle } = story;
      world.away.add('SHARING');
      await approve(story);
      await environment.sleep('10 minutes');
      expect(alarms(story)).toEqual([]);
      await environment.sleep('2 hours');

      expect(alarms(story)).toEqual(['exitLate SHARING']);
      const waiting = await now();
      expect(waiting).toMatchObject({ stage: 'EXITING', exit: { round: 1, hindrance: 'AWAY' } });
      expect(receivers(waiting)).toEqual(['CREDIT_PORTAL', 'PUBLICATION', 'SANCTIONS']);
      expect(world.recalled).toEqual([]);

      world.away.clear();
      expect(await handle.result()).toBe('REPAIRED');
      expect(alarms(story)).toHaveLength(1);
      expectOneExit(story, 1);
    });
  }, 60_000);

  it('is really asked at once on a word, once for each form', async () => {
    await withCase(async story => {
      const { world, until, handle, exit } = story;
      const asked = async () =>
        ((await exit.fetchHistory()).events ?? []).filter(
          ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name === 'deliverExit',
        ).length;
      world.away.add('SHARING');
      await approve(story);
      await environment.sleep('5 minutes');
      expect(await asked()).toBe(4);

      await tryAgain(story, 'form-1');
      await tryAgain(story, 'form-1');
      world.away.clear();
      await until('REPAIRED');
      await handle.result();

      expect(await asked()).toBe(5);
      expect(count(kinds(story), 'exitRetried')).toBe(1);
      expectOneExit(story, 1);
    });
  }, 60_000);
});

describe('an entry that left the list another way', () => {
  it('is announced, every register takes the exit back, and only a word begins a new round', async () => {
    await withCase(async story => {
      const { world, when, handle } = story;
      world.notListed = true;
      await approve(story);
      await when('taken back', ({ exit, receipts }) => exit?.hindrance === 'NOT_LISTED' && receipts.length === 0);
      await environment.sleep('1 day');

      expect(alarms(story)).toEqual(['exitNotListed ']);
      expect(roundOf(world.recalled, 1)).toHaveLength(4);
      expect(roundOf(world.acknowledged, 2)).toEqual([]);

      world.notListed = false;
      await tryAgain(story, 'form-1');
      expect(await handle.result()).toBe('REPAIRED');
      expectOneExit(story, 2);
    });
  }, 60_000);
});

describe('an exit that is called off by hand', () => {
  it('is taken back, announced, and tried again after an hour', async () => {
    await withCase(async story => {
      const { world, when, handle, exit } = story;
      world.away.add('SHARING');
      await approve(story);
      await when('three receipts', ({ receipts }) => receipts.length === 3);
      await exit.cancel();
      await when('taken back', found => found.exit?.hindrance === 'FAILED' && found.receipts.length === 0);

      expect(alarms(story)).toEqual(['exitFailed ']);
      expect(roundOf(world.recalled, 1)).toHaveLength(3);

      world.away.clear();
      expect(await handle.result()).toBe('REPAIRED');
      expectOneExit(story, 2);
    });
  }, 60_000);
});

describe('a case that waits for the next round', () => {
  it('hands over to a new run and goes on from there', async () => {
    await withCase(
      async story => {
        const { world, when, handle } = story;
        const runOf = async () => (await handle.describe()).runId;
        const first = await runOf();
        world.refusing.add('SANCTIONS');
        await approve(story);
        await when('taken back', ({ exit, receipts }) => exit?.hindrance === 'REFUSED' && receipts.length === 0);
        while ((await runOf()) === first) await new Promise(resolve => setTimeout(resolve, 50));
        world.refusing.clear();
        await tryAgain(story, 'form-1');

        expect(await handle.result()).toBe('REPAIRED');
        expectOneExit(story, 2);
      },
      { longHistory: 20 },
    );
  }, 60_000);
});
