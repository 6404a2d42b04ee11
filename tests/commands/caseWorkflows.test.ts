import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { caseWorkflows } from '../../src/commands/caseWorkflows.js';
import type { CaseView } from '../../src/data/index.js';
import { caseAt } from '../domain/repair/support.js';

type Described = 'RUNNING' | 'COMPLETED' | 'TERMINATED' | 'missing' | 'away';

const described = new Map<string, Described>();
const stored = new Map<string, CaseView>();
/** What the list of running workflows says, which may be some seconds behind. */
let listed: string[] = [];
let logged: unknown[] = [];

const describeOne = (workflowId: string) => {
  const state = described.get(workflowId.replace('repair:', '')) ?? 'missing';
  if (state === 'missing') return Promise.reject(new WorkflowNotFoundError('not found', workflowId, undefined));
  return state === 'away' ? Promise.reject(new Error('no server')) : Promise.resolve({ status: { name: state } });
};

const client = {
  withDeadline: (_until: number, ask: () => Promise<unknown>) => ask(),
  workflow: {
    getHandle: (workflowId: string) => ({ describe: () => describeOne(workflowId) }),
    async *list() {
      for (const entryId of listed) yield await Promise.resolve({ workflowId: `repair:${entryId}` });
    },
  },
} as unknown as Client;

const cases = {
  openOfEntry: (entryId: string) => Promise.resolve(stored.get(entryId) ?? null),
  async *openCases() {
    for (const [entryId, { case: repairCase }] of stored) {
      yield await Promise.resolve({ entryId, caseId: repairCase.caseId });
    }
  },
};

const watch = () =>
  caseWorkflows({
    client,
    cases,
    logger: { error: (facts: unknown) => void logged.push(facts), warn: () => undefined } as never,
  });

const openCase = (entryId: string): void => {
  stored.set(entryId, { case: { ...caseAt('SUBMITTED'), entryId, caseId: `of ${entryId}` } } as CaseView);
};

beforeEach(() => {
  described.clear();
  stored.clear();
  listed = [];
  logged = [];
});

describe('the workflow of a case', () => {
  it.each([
    ['runs', 'RUNNING', true, 'alive'],
    ['ended with its case', 'COMPLETED', false, 'alive'],
    ['was forgotten after its case had ended', 'missing', false, 'alive'],
    ['was ended by hand', 'TERMINATED', true, 'lost'],
    ['ended before its case', 'COMPLETED', true, 'lost'],
    ['never began, or went with the data of Temporal', 'missing', true, 'lost'],
    ['cannot be asked for', 'away', true, 'unknown'],
  ] as const)('that %s (%s, case open: %s) is %s', async (...[, state, open, expected]) => {
    described.set('e', state);
    if (open) openCase('e');

    expect(await watch().stateOf('e')).toBe(expected);
  });

  it('that is lost is logged once, by the id of its case', async () => {
    openCase('e');
    const workflows = watch();
    await workflows.stateOf('e');
    await workflows.stateOf('e');

    expect(logged).toEqual([{ caseId: 'of e', stage: 'SUBMITTED' }]);
  });

  it('is missed among all open cases, also where the list of running ones is behind', async () => {
    for (const entryId of ['listed', 'just begun', 'lost']) openCase(entryId);
    described.set('just begun', 'RUNNING');
    listed = ['listed', 'of somebody else'];

    expect((await watch().lost())?.map(({ case: { entryId } }) => entryId)).toEqual(['lost']);
  });

  it('is not called lost while nobody answers', async () => {
    openCase('e');
    described.set('e', 'away');

    expect(await watch().lost()).toBeNull();
  });
});
