import type { HumanEventKind } from '../../domain/repair/mayAct.js';
import type { Decision, RepairCase } from '../../domain/repair/repairCase.js';
import { paths } from '../paths.js';
import type { AddressValues } from './queueForm.js';

/** Acts that have a form of their own; claim and release are single buttons. */
export const REVIEW_ACTS = [
  'takeOver',
  'accept',
  'notAccept',
  'return',
  'countyReview',
  'authorityOpinion',
  'cityDecision',
  'extend',
  'resume',
] as const satisfies readonly HumanEventKind[];
export type ReviewAct = (typeof REVIEW_ACTS)[number];
export type Outcome = Decision['outcome'];
export const OUTCOMES: readonly Outcome[] = ['POSITIVE', 'NEGATIVE'];

export const isReviewAct = (kind: string): kind is ReviewAct => (REVIEW_ACTS as readonly string[]).includes(kind);
export const actAddress = (act: ReviewAct, caseId: string, query: AddressValues): string =>
  paths.review[act].build({ caseId }, query);

const WITH_OUTCOME: readonly ReviewAct[] = ['countyReview', 'authorityOpinion', 'cityDecision'];
const WITHOUT_REASON: readonly ReviewAct[] = ['accept', 'return', 'resume'];

/** The city only records where the recognising authority has the final word (part 3.4), so there is nothing to choose. */
export const onlyRecords = (act: ReviewAct, { finalWord }: RepairCase): boolean =>
  act === 'cityDecision' && finalWord === 'AUTHORITY';

export const asksOutcome = (act: ReviewAct, repairCase: RepairCase): boolean =>
  WITH_OUTCOME.includes(act) && !onlyRecords(act, repairCase);
export const asksReason = (act: ReviewAct): boolean => !WITHOUT_REASON.includes(act);

/** Whether the act ends the case, takes it from a colleague or cannot be taken back, and therefore is shown once more with its consequences. */
function isIrreversible(act: ReviewAct, outcome: Outcome, { finalWord }: RepairCase): boolean {
  if (act === 'notAccept' || act === 'cityDecision' || act === 'takeOver') return true;
  if (act === 'countyReview') return outcome === 'NEGATIVE';
  return act === 'authorityOpinion' && (outcome === 'NEGATIVE' || finalWord === 'AUTHORITY');
}

/** Whether the act is shown once more before it counts: what cannot be taken back, and what the firm will have to read. */
export const isConfirmed = (act: ReviewAct, outcome: Outcome, repairCase: RepairCase): boolean =>
  act === 'return' || isIrreversible(act, outcome, repairCase);

/** Names the words for one variant of an act, e.g. `cityDecision.record`. */
export function variantOf(act: ReviewAct, outcome: Outcome, repairCase: RepairCase): string {
  if (onlyRecords(act, repairCase)) return `${act}.RECORD`;
  if (act === 'authorityOpinion' && repairCase.finalWord === 'AUTHORITY') return `${act}.FINAL_${outcome}`;
  return asksOutcome(act, repairCase) ? `${act}.${outcome}` : `${act}.DO`;
}
