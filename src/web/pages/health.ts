import type { RequestHandler } from 'express';

/** One thing the service cannot work without, e.g. `database`, `temporal`, `worker`. */
export interface ReadinessCheck {
  readonly name: string;
  readonly check: () => Promise<boolean>;
}

export interface HealthDependencies {
  readonly readinessChecks: readonly ReadinessCheck[];
}

const LONGEST_CHECK_MS = 2_000;

/** A check that throws or hangs counts as failed: a probe must get its answer in time. */
async function passes(check: ReadinessCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(() => {
      resolve(false);
    }, LONGEST_CHECK_MS);
  });
  try {
    return await Promise.race([check.check(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** The process answers. */
export const showHealth: RequestHandler = (_req, res) => {
  res.json({ status: 'ok' });
};

/** 200 when every dependency answers, else 503; the body names each one. */
export const showReadiness =
  ({ readinessChecks }: HealthDependencies): RequestHandler =>
  async (_req, res) => {
    const results = await Promise.all(readinessChecks.map(async check => [check.name, await passes(check)] as const));
    const ready = results.every(([, passed]) => passed);
    const checks = Object.fromEntries(results.map(([name, passed]) => [name, passed ? 'ok' : 'away']));
    res.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', checks });
  };
