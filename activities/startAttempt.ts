import type { ActivityDependencies } from './dependencies.js';

/** Writes down until when answers count, so that every page shows the same clock. The first start stays. */
export const createStartAttempt =
  ({ data }: ActivityDependencies) =>
  async ({ attemptId, closesAt }: { attemptId: string; closesAt: number }): Promise<void> => {
    await data.exams.start(attemptId, closesAt);
  };
