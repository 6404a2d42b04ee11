import { ApplicationFailure } from '@temporalio/common';
import type { HandSignature } from '../src/documents/index.js';
import type { LetterContent } from '../src/domain/commitment/letter.js';
import type { ActivityDependencies } from './dependencies.js';
import { newVerificationCode } from './verificationCode.js';

/**
 * Makes the letter that was signed and keeps its bytes under the signature's id: the first bytes stay, so a second
 * run finds the same letter. Answers with the letter's id and the evidence that belongs to this submission.
 */
export const createIssueCommitment =
  ({ data, documents, baseUrl }: ActivityDependencies) =>
  async ({
    caseId,
    signatureId,
  }: {
    caseId: string;
    signatureId: string;
  }): Promise<{ letterId: string; evidenceIds: string[] }> => {
    const letterId = `letter:${signatureId}`;
    const evidenceIds = (await data.evidence.list(caseId)).map(({ evidenceId }) => evidenceId);
    if ((await data.documents.find(letterId)) !== null) return { letterId, evidenceIds };
    const act = await data.signatures.find<LetterContent>(signatureId);
    if (act === null) throw ApplicationFailure.nonRetryable('signature is not stored', 'MissingSignature');
    const { content, contentHash, at } = act;
    const verificationCode = newVerificationCode();
    const { bytes } = await documents.commitmentLetter({
      ...{ content, contentHash, verificationCode },
      verifyUrl: `${baseUrl}/verify/${verificationCode}`,
      signature: handSignature(act),
      signedAt: new Date(at).toISOString(),
    });
    const { promisor, letterNumber } = content;
    const meta = { number: letterNumber, enterpriseName: promisor.name, uscc: promisor.uscc, contentHash };
    await data.documents.put({ documentId: letterId, kind: 'COMMITMENT', bytes, verificationCode, caseId, meta, at });
    return { letterId, evidenceIds };
  };

function handSignature({
  drawn,
  typedName,
}: {
  drawn?: string | undefined;
  typedName?: string | undefined;
}): HandSignature {
  if (drawn !== undefined)
    return { kind: 'drawn', ...(JSON.parse(drawn) as Omit<Extract<HandSignature, { kind: 'drawn' }>, 'kind'>) };
  return { kind: 'typed', name: typedName ?? '' };
}
