import type { DataAccess } from '../data/index.js';
import type { SigningFacts } from '../domain/repair/act.js';
import type { RepairCase } from '../domain/repair/repairCase.js';
import { certificateOf } from './training.js';

/** The act of signing that a case is asked to take. */
export interface SignatureAsked {
  readonly signatureId: string;
  readonly contentHash: string;
  readonly accountId: string;
}

/** What the act and the signer say beside the papers. */
export type SignerFacts = Pick<SigningFacts, 'statementsTicked' | 'certificateId'>;

/** What is found for a signature at an instant. */
export async function signingOf(
  data: Pick<DataAccess, 'signatures' | 'certificates'>,
  { caseId, certificateId: held }: Pick<RepairCase, 'caseId' | 'certificateId'>,
  { signature: { signatureId, contentHash, accountId }, at }: { signature: SignatureAsked; at: number },
): Promise<SignerFacts> {
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
