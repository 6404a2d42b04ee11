import { dutiesConfirmed } from './dutyRequest.js';
import type { ActorRef, Confirmation, RepairCase } from './repairCase.js';
import type { Material } from './stages.js';

/** Longest note of what was seen, characters. */
export const SEEN_LENGTH = 500;

/**
 * What the county has to see for itself because the submission brings no paper for it (rulings B5, B6): the licence
 * where no copy was uploaded, and that the decision names no duty where the firm states so.
 */
export function toConfirm(
  materials: readonly string[],
  repairCase: Pick<RepairCase, 'noDutyStated' | 'dutyRequests'>,
): Material[] {
  const stands = repairCase.noDutyStated !== undefined && !dutiesConfirmed(repairCase);
  return [...(stands ? ['MAT2' as const] : []), ...(materials.includes('MAT4') ? [] : ['MAT4' as const])];
}

/** Of the last submission what nobody has confirmed yet; none before the first. */
export function openConfirmations({
  submissions,
  confirmations = [],
}: Pick<RepairCase, 'confirmations'> & { submissions: readonly { toConfirm: readonly Material[] }[] }): Material[] {
  const wanted = submissions.at(-1)?.toConfirm ?? [];
  return wanted.filter(code => !confirmations.some(({ material }) => material === code));
}

/** What a reviewer writes down of a material: what exactly was seen. */
export interface Seen {
  material: Material;
  seen: string;
}

/** The confirmations that are wanted, as this person gives them; the codes of those that say nothing. */
export function confirm(
  repairCase: RepairCase,
  given: readonly Seen[],
  { by, at }: { by: ActorRef; at: number },
): { confirmations: Confirmation[]; missing: Material[] } {
  const wanted = openConfirmations(repairCase);
  const seenOf = (code: Material) => given.find(({ material }) => material === code)?.seen.trim() ?? '';
  return {
    confirmations: wanted.map(material => ({ material, seen: seenOf(material), by, at })),
    missing: wanted.filter(code => seenOf(code) === ''),
  };
}
