import { ApplicationFailure } from '@temporalio/common';
import type { DataAccess, StoredDocument } from '../src/data/index.js';
import type { Signature } from '../src/data/signatureStore.js';
import type { HandSignature } from '../src/documents/index.js';
import type { LetterContent } from '../src/domain/commitment/letter.js';
import { LETTER_NOT_MADE } from '../workflows/creditRepair/messages.js';
import type { ActivityDependencies } from './dependencies.js';
import { newVerificationCode } from './verificationCode.js';

/**
 * Makes the letter that was signed and keeps its bytes under the signature's id: the first bytes stay, so a second
 * run finds the same letter. `signedAt` (epoch milliseconds) is the instant at which the case took the signature. An
 * earlier letter of the case is revoked by it. Answers with the letter's id.
 */
export const createIssueCommitment =
  (dependencies: ActivityDependencies) =>
  async ({
    caseId,
    signatureId,
    signedAt,
  }: {
    caseId: string;
    signatureId: string;
    /** Absent in runs that were scheduled before it was given. */
    signedAt?: number;
  }): Promise<{ letterId: string }> => {
    const { data } = dependencies;
    const letterId = `letter:${signatureId}`;
    const [act, papers] = await Promise.all([
      data.signatures.find<LetterContent>(signatureId),
      data.documents.ofCase(caseId),
    ]);
    if (act === null) throw ApplicationFailure.nonRetryable('signature is not stored', 'MissingSignature');
    const at = signedAt ?? act.at;
    if (!papers.some(({ documentId }) => documentId === letterId))
      await makeLetter(dependencies, { act, letterId, at });
    await revokeEarlier(data, papers, { letterId, at });
    return { letterId };
  };

async function makeLetter(
  { data, documents, baseUrl }: ActivityDependencies,
  { act, letterId, at }: { act: Signature<LetterContent>; letterId: string; at: number },
): Promise<void> {
  const { content, contentHash, caseId } = act;
  const verificationCode = newVerificationCode();
  const making = documents.commitmentLetter({
    ...{ content, contentHash, verificationCode },
    verifyUrl: `${baseUrl}/verify/${verificationCode}`,
    signature: handSignature(act),
    signedAt: new Date(at).toISOString(),
  });
  const { bytes } = await making.catch(notMade);
  const { promisor, letterNumber } = content;
  const meta = { number: letterNumber, enterpriseName: promisor.name, uscc: promisor.uscc, contentHash };
  await data.documents.put({ documentId: letterId, kind: 'COMMITMENT', bytes, verificationCode, caseId, meta, at });
}

/** A fault of the paper itself, told apart from a database that is away: only the first may void the signature. */
function notMade(error: unknown): never {
  throw ApplicationFailure.create({
    type: LETTER_NOT_MADE,
    message: 'the letter could not be made',
    details: [causeOf(error)],
    ...(error instanceof Error && { cause: error }),
  });
}

/** The code of a fault, else its name; never its text, which may quote what was written. */
function causeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return (
    ([code, name].find(word => typeof word === 'string' && /^\w{1,60}$/.test(word)) as string | undefined) ?? 'UNKNOWN'
  );
}

/** A letter signed anew takes the place of the one before: whoever verifies that one learns it (R03). */
async function revokeEarlier(
  data: DataAccess,
  papers: readonly StoredDocument[],
  { letterId, at }: { letterId: string; at: number },
): Promise<void> {
  for (const { documentId, kind, at: issuedAt } of papers) {
    if (kind !== 'COMMITMENT' || documentId === letterId || issuedAt >= at) continue;
    await data.documents.revoke(documentId, { at, reason: 'REPLACED' });
  }
}

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
