import type { DataAccess } from '../src/data/index.js';
import { dayOf } from '../src/domain/calendarDay.js';
import { entryFactsOf, materialsAtHand } from '../src/domain/repair/materials.js';
import type { RepairCase } from '../src/domain/repair/repairCase.js';
import type { ActivityDependencies } from './dependencies.js';
import { requireEntry } from './requireCase.js';

/** The act of signing that a case is asked to take. */
export interface SignatureAsked {
  signatureId: string;
  contentHash: string;
  accountId: string;
}

export interface SubmissionFacts {
  evidenceIds: string[];
  materials: string[];
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  today: string;
  /** Only where a signature is asked about. */
  signing?: SigningFacts;
}

export interface SigningFacts {
  /** The act is kept for this case, letter and person, and its statements were ticked. */
  statementsTicked: boolean;
  /** The signer's own certificate that counts today. */
  certificateId?: string;
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
    const today = dayOf(clock());
    const [entry, evidence, signing] = await Promise.all([
      requireEntry(data, repairCase.entryId),
      data.evidence.list(repairCase.caseId),
      signature === undefined ? undefined : signingFacts(data, { repairCase, signature, today }),
    ]);
    const uploaded = evidence.map(item => item.material);
    return {
      evidenceIds: evidence.map(item => item.evidenceId),
      materials: materialsAtHand(entryFactsOf(entry), uploaded, repairCase),
      today,
      ...(signing !== undefined && { signing }),
    };
  };

async function signingFacts(
  data: DataAccess,
  { repairCase, signature, today }: { repairCase: RepairCase; signature: SignatureAsked; today: string },
): Promise<SigningFacts> {
  const { signatureId, contentHash, accountId } = signature;
  const { caseId, certificateId: held } = repairCase;
  const [act, certificate] = await Promise.all([
    data.signatures.find(signatureId),
    data.certificates.forCase({ accountId, day: today, held }),
  ]);
  const isSame = act?.caseId === caseId && act.contentHash === contentHash && act.accountId === accountId;
  return {
    statementsTicked: isSame && act.tickedAt !== undefined && act.refusedAt === undefined,
    ...(certificate !== null && { certificateId: certificate.certificateId }),
  };
}
