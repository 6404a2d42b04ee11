import type { ActivityDependencies } from './dependencies.js';
import { requireCase } from './requireCase.js';

/** Tells the city administrators that registers refuse an exit begun before its case heard of it; one notice a round. */
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
    const { case: repairCase } = await requireCase(data, caseId);
    await data.notices.add({
      noticeId: `${caseId}:stuck:${String(round)}`,
      scope: { role: 'CITY_ADMIN' },
      code: 'exitRefused',
      values: { reference: repairCase.reference, receivers: refusing.join(', ') },
      caseId,
      at: clock(),
    });
  };
