import { createHash } from 'node:crypto';
import { NO_LEGAL_EFFECT } from './authorityLabel.js';
import { type CommitmentLetterInput, renderCommitmentLetter } from './commitmentLetter.js';
import { type DecisionLetterInput, renderDecisionLetter } from './decisionLetter.js';
import { createExaminer, type Examination } from './examiner.js';
import { type ExitNoticeInput, renderExitNotice } from './exitNotice.js';
import { signPdf } from './signing/signPdf.js';
import type { SignatureProvider } from './signing/signatureProvider.js';
import { renderTrainingCertificate, type TrainingCertificateInput } from './trainingCertificate.js';

export { type Examination, type Examined } from './examiner.js';
export { missingGlyphs } from './fonts.js';
export { type CommitmentLetterInput } from './commitmentLetter.js';
export { renderSampleProof } from './sampleProof.js';
export { type DecisionLetterInput } from './decisionLetter.js';
export { type ExitNoticeInput } from './exitNotice.js';
export { type HandSignature } from './signatureInk.js';
export { createLocalAuthority, type StoredAuthority } from './signing/localAuthority.js';
export { type SignatureProvider } from './signing/signatureProvider.js';
export { type TrainingCertificateInput } from './trainingCertificate.js';
export { type Additions } from './verifyPdf.js';

export interface SignedDocument {
  bytes: Buffer;
  /** Hex, over the signed bytes. */
  sha256: string;
}

export interface Documents {
  commitmentLetter(input: CommitmentLetterInput): Promise<SignedDocument>;
  trainingCertificate(input: TrainingCertificateInput): Promise<SignedDocument>;
  exitNotice(input: ExitNoticeInput): Promise<SignedDocument>;
  decisionLetter(input: DecisionLetterInput): Promise<SignedDocument>;
  /** Roots that our signatures come from, PEM. */
  readonly trustedPem: string;
  /** Whether a file carries our signature; the file may be anybody's and anything. */
  examine(bytes: Buffer): Promise<Examination>;
}

/**
 * Values in, signed PDF out. Rendering is the same for the same input; the signature is not (ECDSA), so keep the
 * first signed bytes. `trustedPem` defaults to the authority's own chain; add roots of earlier authorities to it.
 * What no licensed authority signs says on each page that it has no legal effect.
 */
export function createDocuments({
  authority,
  trustedPem = authority.chainPem,
}: {
  authority: SignatureProvider;
  trustedPem?: string | undefined;
}): Documents {
  const signed = async (unsigned: Promise<Buffer>): Promise<SignedDocument> => {
    const bytes = await signPdf(await unsigned, authority);
    return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  const mark = authority.licensed ? undefined : NO_LEGAL_EFFECT;
  return {
    commitmentLetter: input => signed(renderCommitmentLetter({ ...input, mark })),
    trainingCertificate: input => signed(renderTrainingCertificate({ ...input, mark })),
    exitNotice: input => signed(renderExitNotice({ ...input, mark })),
    decisionLetter: input => signed(renderDecisionLetter({ ...input, mark })),
    trustedPem,
    examine: createExaminer({ trustedPem }),
  };
}
