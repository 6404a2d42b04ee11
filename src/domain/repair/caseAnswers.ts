import { parseDay } from '../calendarDay.js';
import type { CaseAnswers, RepairCase } from './repairCase.js';

export type AnswerField = keyof CaseAnswers;

/** Longest text of each answer, characters. */
export const ANSWER_LIMITS: Readonly<Record<AnswerField, number>> = {
  performance: 2_000,
  receiptNumber: 100,
  paidAmount: 20,
  paidOn: 10,
  improvement: 2_000,
};
const FIELDS = Object.keys(ANSWER_LIMITS) as AnswerField[];
const PAYMENT = ['receiptNumber', 'paidAmount', 'paidOn'] as const;

/** Answers too long to keep. */
export const overlongAnswers = (answers: CaseAnswers): AnswerField[] =>
  FIELDS.filter(field => answers[field].length > ANSWER_LIMITS[field]);

/** Whether anything was filled in yet. */
export const hasAnswers = (answers: CaseAnswers): boolean => FIELDS.some(field => answers[field].trim() !== '');

export const changedAnswers = (before: CaseAnswers, after: CaseAnswers): AnswerField[] =>
  FIELDS.filter(field => before[field] !== after[field]);

/** What a form of answers comes to beside what is stored now. */
export interface MergedAnswers {
  /** Stored, with every answer that this form changed. */
  readonly answers: CaseAnswers;
  /** Answers that this form changed, and somebody else changed to something else since it was opened. */
  readonly disputed: readonly AnswerField[];
}

/**
 * Brings a form of answers together with what is stored now. `wasShown` says whether the form was opened with this very
 * text in the field: what the person left as it was does not overwrite what was saved meanwhile, and an answer that was
 * not sent at all stays as it is stored.
 */
export function mergeAnswers(
  stored: CaseAnswers,
  sent: Partial<CaseAnswers>,
  wasShown: (field: AnswerField, text: string) => boolean,
): MergedAnswers {
  const isChangedHere = (field: AnswerField): boolean => {
    const text = sent[field];
    return text !== undefined && text !== stored[field] && !wasShown(field, text);
  };
  const changed = FIELDS.filter(isChangedHere);
  const answers = { ...stored, ...Object.fromEntries(changed.map(field => [field, sent[field]])) };
  return { answers, disputed: changed.filter(field => !wasShown(field, stored[field])) };
}

/**
 * Answers that are missing or unusable before signing (C2, C3): how the duties were performed and at least one
 * improvement measure always; receipt number, amount and day of payment where the decision was a fine only, or as
 * soon as one of them is given.
 */
export function missingAnswers({ answers, finedOnly }: Pick<RepairCase, 'answers' | 'finedOnly'>): AnswerField[] {
  const paymentTold = finedOnly || PAYMENT.some(field => answers[field].trim() !== '');
  const wanted: AnswerField[] = paymentTold ? FIELDS : ['performance', 'improvement'];
  return wanted.filter(field => !isUsable(field, answers[field].trim()));
}

function isUsable(field: AnswerField, text: string): boolean {
  if (field === 'paidOn') return parseDay(text) !== null;
  if (field === 'paidAmount') return /^\d{1,12}(\.\d{1,2})?$/.test(text) && Number(text) > 0;
  return text !== '';
}
