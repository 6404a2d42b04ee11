import type { CaseInBrief, DutyRequest } from './repairCase.js';

type Asking = Pick<CaseInBrief, 'dutyRequests'>;

/** The firm's request that waits for the recognising authority's answer; undefined where none does (ruling B5). */
export function openRequest({ dutyRequests = [] }: Asking): DutyRequest | undefined {
  const last = dutyRequests.at(-1);
  return last === undefined || last.answer !== undefined || last.endedAt !== undefined ? undefined : last;
}

/** Whether the authority's last answer says that the duties are performed. */
export const dutiesConfirmed = ({ dutyRequests = [] }: Asking): boolean =>
  dutyRequests.at(-1)?.answer?.outcome === 'POSITIVE';
