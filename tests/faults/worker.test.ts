import { describe, expect, it, jest } from '@jest/globals';
import type { Actor } from '../../src/domain/access/actor.js';
import { listExitWorkflowId } from '../../workflows/listExit/messages.js';
import { brokenChains, type CaseWorld, caseWorld, mustBeDone } from '../support/caseWorld.js';

// A killed worker's tasks are given to the next one only after the server's own time limits.
jest.setTimeout(180_000);

const ADMIN: Actor = { accountId: 'admin-1', role: 'CITY_ADMIN', usccs: [], interests: [] };

/** Tells a story in a world of its own. The stories wait for the server most of their time, so they are told at once. */
const withWorld = (story: (world: CaseWorld) => Promise<void>) => async () => {
  const world = await caseWorld();
  try {
    await world.worker.start();
    await story(world);
  } finally {
    await world.close();
  }
};

const kindsInChain = async ({ data, caseId }: CaseWorld) =>
  (await data.audit.ofChain(`case:${caseId}`)).map(({ kind }) => kind);

describe('a worker killed with -9', () => {
  it.concurrent(
    'between signing and submission leaves one letter and one submission',
    withWorld(async world => {
      await world.openAndFill();
      const signed = mustBeDone(await world.sign());
      await world.worker.kill();
      const left = await world.stored();
      expect(left).toMatchObject({ version: signed.version, stage: 'READY_TO_SIGN' });
      expect(left.signature).toBeDefined();
      expect(left.letterId).toBeUndefined();

      await world.worker.start();
      const submitted = await world.until('SUBMITTED');

      expect(submitted.submissions).toHaveLength(1);
      const letters = (await world.data.documents.ofCase(world.caseId)).filter(({ kind }) => kind === 'COMMITMENT');
      expect(letters.map(({ documentId }) => documentId)).toEqual([submitted.letterId]);
      const kinds = await kindsInChain(world);
      expect(kinds.filter(kind => kind === 'sign' || kind === 'letterIssued')).toEqual(['sign', 'letterIssued']);
      expect(await brokenChains(world.data)).toEqual([]);
    }),
  );

  it.concurrent(
    'during the exit leaves one exit, one notice and one receipt of each register',
    withWorld(async world => {
      await world.openAndFill();
      mustBeDone(await world.sign());
      await world.until('SUBMITTED');
      await world.data.receivers.setMode('SHARING', { mode: 'AWAY', at: Date.now() });
      await world.approve();
      await world.until('EXITING');
      const acknowledged = async () => (await world.data.receivers.receiptsOf(world.caseId)).length;
      while ((await acknowledged()) < 3) await new Promise(resolve => setTimeout(resolve, 50));
      await world.worker.kill();
      expect(await world.data.entries.findById(world.entryId)).toMatchObject({ state: 'ACTIVE', sharing: true });

      await world.data.receivers.setMode('SHARING', { mode: 'OK', at: Date.now() });
      await world.worker.start();
      const isNoticed = ({ documents }: { documents: readonly { kind: string }[] }) =>
        documents.some(({ kind }) => kind === 'EXIT_NOTICE');
      const repaired = await world.until('REPAIRED', isNoticed);

      const entry = await world.data.entries.findById(world.entryId);
      expect(entry).toMatchObject({ state: 'EXITED', exitCaseId: world.caseId, sharing: false, sanctions: false });
      // The import made version 1; one exit is one change.
      expect(entry?.version).toBe(2);
      const notices = (await world.data.documents.ofCase(world.caseId)).filter(({ kind }) => kind === 'EXIT_NOTICE');
      expect(notices).toHaveLength(1);
      const standing = (await world.data.receivers.receiptsOf(world.caseId)).filter(
        ({ recalledAt }) => recalledAt === undefined,
      );
      expect(standing.map(({ receiver }) => receiver).sort()).toEqual([
        'CREDIT_PORTAL',
        'PUBLICATION',
        'SANCTIONS',
        'SHARING',
      ]);
      expect(repaired.receipts.map(({ receiptId }) => receiptId).sort()).toEqual(
        standing.map(({ receiptId }) => receiptId).sort(),
      );
      expect((await kindsInChain(world)).filter(kind => kind === 'exitCompleted')).toHaveLength(1);
      expect(await brokenChains(world.data)).toEqual([]);
    }),
  );
});

describe('an exit whose run is ended by hand', () => {
  it.concurrent(
    'is announced, taken back at every register, and done on the administrator’s word',
    withWorld(async world => {
      const { data, cases, client, caseId, entryId } = world;
      const standing = async () => (await data.receivers.receiptsOf(caseId)).filter(r => r.recalledAt === undefined);
      await world.openAndFill();
      mustBeDone(await world.sign());
      await world.until('SUBMITTED');
      await data.receivers.setMode('SHARING', { mode: 'AWAY', at: Date.now() });
      await world.approve();
      await world.until('EXITING', ({ receipts }) => receipts.length === 3);

      await client.workflow.getHandle(listExitWorkflowId(caseId)).terminate('by hand');
      await world.until('EXITING', ({ exit, receipts }) => exit?.hindrance === 'FAILED' && receipts.length === 0);

      expect(await standing()).toEqual([]);
      expect(await data.entries.findById(entryId)).toMatchObject({ state: 'ACTIVE', sharing: true });
      const told = await data.notices.forActor(ADMIN, { page: 1, size: 10 });
      expect(told.items.map(({ code }) => code)).toEqual(['exitFailed']);

      await data.receivers.setMode('SHARING', { mode: 'OK', at: Date.now() });
      await cases.retryExit({ entryId, key: 'form-1', by: { accountId: ADMIN.accountId, role: ADMIN.role } });
      const repaired = await world.until('REPAIRED');

      expect(await standing()).toHaveLength(4);
      expect(repaired.receipts.map(({ receiptId }) => receiptId).sort()).toEqual(
        (await standing()).map(({ receiptId }) => receiptId).sort(),
      );
      expect(await data.entries.findById(entryId)).toMatchObject({ state: 'EXITED', exitCaseId: caseId });
      expect(await brokenChains(data)).toEqual([]);
    }),
  );
});
