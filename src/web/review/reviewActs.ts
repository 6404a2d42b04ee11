import type { Outcome } from '../../domain/proceeding/form.js';
import type { ActKind } from '../../domain/repair/events.js';
import { actOf, fieldOf, OFFICE_FORMS } from '../../domain/repair/judge.js';
import type { CaseInBrief } from '../../domain/repair/repairCase.js';
import { paths } from '../paths.js';
import type { AddressValues } from './queueForm.js';

export const hasForm = (kind: string): kind is ActKind => OFFICE_FORMS.some(known => known === kind);
export const actAddress = (act: ActKind, caseId: string, query: AddressValues): string =>
  paths.review[act].build({ caseId }, query);

/** Whether the form of the act asks for this in the case. */
export function asks(act: ActKind, input: string, repairCase: CaseInBrief): boolean {
  const field = fieldOf(act, input);
  return field !== undefined && (field.asked?.(repairCase as never) ?? true);
}

/** Whether there is nothing to choose where the act otherwise has an outcome: it only records. */
export const onlyRecords = (act: ActKind, repairCase: CaseInBrief): boolean =>
  fieldOf(act, 'outcome') !== undefined && !asks(act, 'outcome', repairCase);

/** Whether the act is shown once more before it counts: what cannot be taken back, and what the firm will have to read. */
export function isConfirmed(act: ActKind, outcome: Outcome, repairCase: CaseInBrief): boolean {
  const { irreversible, shownAsRead } = actOf(act);
  if (shownAsRead === true || irreversible === true) return true;
  return irreversible?.(repairCase, outcome) ?? false;
}

/** Names the words for one variant of an act, e.g. `cityDecision.RECORD`. */
export function variantOf(act: ActKind, outcome: Outcome, repairCase: CaseInBrief): string {
  const own = actOf(act).variant?.(repairCase, outcome);
  return `${act}.${own ?? (asks(act, 'outcome', repairCase) ? outcome : 'DO')}`;
}
