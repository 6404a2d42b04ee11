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
