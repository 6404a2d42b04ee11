import type { Response } from 'express';
import type { ListEntry } from '../../data/index.js';
import { paymentDifference } from '../../domain/repair/payment.js';
import type { CaseAnswers } from '../../domain/repair/repairCase.js';
import { formatNumber } from '../format.js';

/** That the payment stated is not the fine on record, for firm and reviewer alike; empty where it is, or none is stated. */
export function paymentText(
  { entry, answers }: { entry: ListEntry | null; answers: CaseAnswers },
  { t, lang }: Pick<Response['locals'], 't' | 'lang'>,
): string {
  const found = paymentDifference(entry?.amount, answers.paidAmount);
  if (found === null) return '';
  const yuan = (amount: string) => formatNumber(Number(amount), lang, 2);
  const values = { fine: yuan(found.fine), paid: yuan(found.paid), difference: yuan(found.difference) };
  return t(`cases:payment.${found.kind}`, values);
}
