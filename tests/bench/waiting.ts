import { once } from 'node:events';
import { fileOf, node } from './processes.js';
import type { Reached } from './product/reached.js';

const PATIENCE_MS = 60_000;

export interface Waiter {
  readonly until: (caseId: string, reached: Reached) => Promise<number>;
  stop(): void;
}

/** Waits for what stored cases come to, in another process. */
export async function openWaiter(mongodbUri: string): Promise<Waiter> {
  const child = node([fileOf('./waiter.ts')], { MONGODB_URI: mongodbUri });
  const waiting = new Map<string, (version: number) => void>();
  await once(child, 'message');
  child.on('message', ({ caseId, version }: { caseId: string; version: number }) => waiting.get(caseId)?.(version));
  return {
    until: (caseId, reached) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`the case is never ${reached}`));
        }, PATIENCE_MS);
        waiting.set(caseId, version => {
          clearTimeout(timer);
          resolve(version);
        });
        child.send({ caseId, reached });
      }),
    stop: () => child.kill(),
  };
}
