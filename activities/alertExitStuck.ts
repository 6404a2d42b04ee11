import type { ActivityDependencies } from './dependencies.js';

/** Tells the city administrators that registers refuse an exit; one notice a round. */
export const createAlertExitStuck =
  ({ data, clock }: ActivityDependencies) =>
  async ({
    caseId,
    refusing,
    round,
  }: {
    caseId: string;
    refusing: readonly string[];
    round: number;
  }): Promise<void> => {
    await data.notices.add({
      noticeId: `${caseId}:stuck:${String(round)}`,
      scope: { role: 'CITY_ADMIN' },
      code: 'staff.exitStuck',
      values: { receivers: refusing.join(', ') },
      caseId,
      at: clock(),
    });
  };
