import type { DataAccess } from '../data/index.js';
import type { RepairCase } from '../domain/repair/repairCase.js';
import { certificateOf } from './training.js';

/** The act of signing that a case is asked to take. */
export interface SignatureAsked {
  readonly signatureId: string;
  readonly contentHash: string;
  readonly accountId: string;
}

export interface SigningFacts {
  /** The act is kept for this case, letter and person, and its statements were ticked. */
  statementsTicked: boolean;
  /** The signer's own certificate that counts at that instant. */
  certificateId?: string;
}

/** What is found for a signature at an instant. */
export async function signingOf(
  data: Pick<DataAccess, 'signatures' | 'certificates'>,
  { caseId, certificateId: held }: Pick<RepairCase, 'caseId' | 'certificateId'>,
  { signature: { signatureId, contentHash, accountId }, at }: { signature: SignatureAsked; at: number },
): Promise<SigningFacts> {
  const [act, certificate] = await Promise.all([
    data.signatures.find(signatureId),
    certificateOf(data, { accountId, held, at }),
  ]);
  const isSame = act?.caseId === caseId && act.contentHash === contentHash && act.accountId === accountId;
  return {
    statementsTicked: isSame && act.tickedAt !== undefined && act.refusedAt === undefined,
    ...(certificate !== null && { certificateId: certificate.certificateId }),
  };
}
