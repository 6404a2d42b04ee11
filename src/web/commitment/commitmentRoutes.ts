import { paths } from '../paths.js';
import type { RouteDeclaration } from '../routeDeclaration.js';
import {
  MOST_UPLOAD_BYTES,
  showCode,
  showVerify,
  submitCode,
  submitFile,
  type VerifyDependencies,
} from '../verify/verifyPages.js';
import type { CommitmentDependencies } from './letterAccess.js';
import { listCommitments, showCommitment } from './publicPages.js';
import { showLetter, submitReading } from './readPages.js';
import { resendCode, showSigned, showSigning, submitSigning } from './signPages.js';

export type CommitmentRouteDependencies = CommitmentDependencies & VerifyDependencies;

const own = { permission: 'case.sign', object: 'case of a firm the person represents, else 404' } as const;
const open = { permission: 'public', object: 'published facts only' } as const;
const lookUp = { name: 'verify', points: 60, seconds: 60 };

/** Signing, checking and publishing of commitments. */
export const commitmentRoutes: readonly RouteDeclaration<CommitmentRouteDependencies>[] = [
  { method: 'get', path: paths.commitment.read, ...own, handler: showLetter },
  { method: 'post', path: paths.commitment.read, ...own, handler: submitReading },
  { method: 'get', path: paths.commitment.sign, ...own, handler: showSigning },
  {
    method: 'post',
    path: paths.commitment.sign,
    ...own,
    handler: submitSigning,
    notes: 'password and one-time code asked afresh',
  },
  { method: 'post', path: paths.commitment.code, ...own, handler: resendCode },
  { method: 'get', path: paths.commitment.done, ...own, handler: showSigned },
  { method: 'get', path: paths.commitment.publicList, ...open, limit: lookUp, handler: listCommitments },
  { method: 'get', path: paths.commitment.publicShow, ...open, limit: lookUp, handler: showCommitment },
  { method: 'get', path: paths.verify.start, ...open, handler: () => showVerify },
  { method: 'post', path: paths.verify.start, ...open, limit: lookUp, handler: () => submitCode },
  {
    method: 'post',
    path: paths.verify.file,
    ...open,
    limit: lookUp,
    upload: { field: 'file', maxFiles: 1, maxFileBytes: MOST_UPLOAD_BYTES },
    handler: submitFile,
    notes: 'the file is compared in memory and never kept',
  },
  { method: 'get', path: paths.verify.code, ...open, limit: lookUp, handler: showCode },
];
