import { dayOf } from '../src/domain/calendarDay.js';
import type { RepairCase } from '../src/domain/repair/repairCase.js';
import { materialsOf } from '../src/facts/materials.js';
import { type SignatureAsked, type SignerFacts, signingOf } from '../src/facts/signing.js';
import type { ActivityDependencies } from './dependencies.js';
import { missingEntry } from './requireCase.js';

export interface SubmissionFacts {
  evidenceIds: string[];
  materials: string[];
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  today: string;
  /** Only where a signature is asked about. */
  signing?: SignerFacts;
}

/** What is on file at the moment of submitting, and of signing where a signature is asked about. */
export const createSubmissionFacts =
  ({ data, clock }: ActivityDependencies) =>
  async ({
    case: repairCase,
    signature,
  }: {
    case: RepairCase;
    signature?: SignatureAsked;
  }): Promise<SubmissionFacts> => {
    const at = clock();
    const [materials, signing] = await Promise.all([
      materialsOf(data, repairCase),
      signature === undefined ? undefined : signingOf(data, repairCase, { signature, at }),
    ]);
    if (materials.entry === null) throw missingEntry();
    return {
      evidenceIds: materials.evidence.map(item => item.evidenceId),
      materials: [...materials.atHand],
      today: dayOf(at),
      ...(signing !== undefined && { signing }),
    };
  };
