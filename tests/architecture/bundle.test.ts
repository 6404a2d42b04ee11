import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const logger = new DefaultLogger('ERROR');

/** Modules that webpack put into the bundle, by the path it names each with. */
let modules: string[];

beforeAll(async () => {
  const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
  const { code } = await bundleWorkflowCode({ workflowsPath, logger });
  modules = [...code.matchAll(/^\/\*\*\*\/ "([^"]+)":?$/gm)].map(([, name]) => name ?? '');
}, 60_000);

const ofProject = () => modules.filter(name => /^\.\/(src|activities|workflows)\//.test(name));
const packages = () =>
  [...new Set(modules.flatMap(name => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.slice(1) ?? []))].sort();

describe('the workflow bundle', () => {
  it('holds the workflows and the rules of the domain', () => {
    expect(ofProject()).toEqual(
      expect.arrayContaining([
        './workflows/creditRepair/creditRepairWorkflow.ts',
        './workflows/listExit/listExitWorkflow.ts',
        './workflows/examAttempt/examAttemptWorkflow.ts',
        './src/domain/repair/applyRepairEvent.ts',
      ]),
    );
  });

  it('holds nothing of the server: no activity, no store, no page', () => {
    const foreign = ofProject().filter(name => !/^\.\/(workflows|src\/domain)\//.test(name));
    expect(foreign).toEqual([]);
  });

  it('holds no packages but what the workflow library itself brings', () => {
    expect(packages().filter(name => !name.startsWith('@temporalio/'))).toEqual(['long', 'ms', 'nexus-rpc']);
  });
});
