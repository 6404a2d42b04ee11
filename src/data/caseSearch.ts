import type { Model } from 'mongoose';
import { halfWidth } from '../domain/halfWidth.js';
import { parseCaseReference } from '../domain/repair/caseReference.js';
import { LEFT_OUT_OF_LISTS, type StoredCase } from './caseView.js';
import { looksLikeUscc, startsWith } from './storeKit.js';

/** Cases that a word may find before the database has to narrow them itself. */
const FEW = 200;
const REFERENCE = /^XF[-\d]/;

/**
 * What a search word finds: the cases themselves where they are few, else the condition to ask for. Few cases are looked
 * up by the index of the word alone and narrowed by whoever asked, because joined with the terms of a queue the embedded
 * database would read every case.
 */
export async function searchCases(
  cases: Model<StoredCase>,
  q: string | undefined,
): Promise<{ found: readonly StoredCase[] } | { condition: object }> {
  const condition = await conditionOf(cases, q?.trim() ?? '');
  if (condition === null) return { condition: {} };
  const found = await cases
    .find(condition, { ...LEFT_OUT_OF_LISTS })
    .limit(FEW + 1)
    .lean();
  return found.length > FEW ? { condition } : { found: found as unknown as StoredCase[] };
}

/** One condition instead of an $or, which would read all cases on some engines. Null where there is no word. */
async function conditionOf(cases: Model<StoredCase>, wanted: string): Promise<object | null> {
  if (wanted === '') return null;
  const code = halfWidth(wanted).toUpperCase();
  if (looksLikeUscc(code)) return { 'case.uscc': code };
  if (REFERENCE.test(code)) return { 'case.reference': parseCaseReference(code) ?? code };
  const decisionNumber = { decisionNumber: wanted };
  const isNumber = /\d/.test(wanted) && (await cases.exists(decisionNumber)) !== null;
  return isNumber ? decisionNumber : { nameKey: startsWith(wanted) };
}
