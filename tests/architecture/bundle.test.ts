import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { workflowBundle } from '../support/workflowBundle.js';

/** Modules that webpack put into the bundle, by the path it names each with. */
const modules = [...readFileSync(workflowBundle.codePath, 'utf8').matchAll(/^\/\*\*\*\/ "([^"]+)":?$/gm)].map(
  ([, name]) => name ?? '',
);
const ofProject = modules.filter(name => /^\.\/dist\/(src|activities|workflows)\//.test(name));
const packages = [
  ...new Set(modules.flatMap(name => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.slice(1) ?? [])),
].sort();

describe('the workflow bundle', () => {
  it('holds the workflows and the rules of the domain', () => {
    expect(ofProject).toEqual(
      expect.arrayContaining([
        './dist/workflows/creditRepair/creditRepairWorkflow.js',
        './dist/workflows/listExit/listExitWorkflow.js',
        './dist/workflows/examAttempt/examAttemptWorkflow.js',
        './dist/workflows/workflowCaseLog.js',
        './dist/src/domain/repair/judge.js',
      ]),
    );
  });

  it('holds nothing of the server: no activity, no store, no page', () => {
    const foreign = ofProject.filter(
      name => !/^\.\/dist\/(workflows|src\/(domain|temporalFailureConverter\.js$))/.test(name),
    );
    expect(foreign).toEqual([]);
  });

  it('holds no packages but what the workflow library itself brings', () => {
    expect(packages.filter(name => !name.startsWith('@temporalio/'))).toEqual(['long', 'ms', 'nexus-rpc']);
  });
});
