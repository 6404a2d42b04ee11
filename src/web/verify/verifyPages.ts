import type { RequestHandler, Response } from 'express';
import type { StoredDocument } from '../../data/documentStore.js';
import type { Documents, Examination, Examined } from '../../documents/index.js';
import { MOST_PAGES } from '../../domain/commitment/mostPages.js';
import { halfWidth } from '../../domain/halfWidth.js';
import { fields } from '../middleware/setUpBodies.js';
import { fileOf, type ReceivedFile } from '../middleware/upload.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { type Finding, showVerdict, stateOf } from './verdictPage.js';

export type VerifyDependencies = WebDependencies & { readonly documents: Pick<Documents, 'examine'> };

/** Kinds that the public may learn about; the authority's own key never is one of them. */
const PUBLIC_KINDS = ['COMMITMENT', 'EXIT_NOTICE', 'REJECTION', 'NON_ACCEPTANCE', 'CERTIFICATE'];

const MOST_MEGABYTES = 10;
/** What is compared; of a bigger file nothing is kept. */
export const MOST_UPLOAD_BYTES = MOST_MEGABYTES * 1024 * 1024;

export const showVerify: RequestHandler = (_req, res) => {
  res.render('verify/start', { code: '', codeError: '', fileError: '', errors: [] });
};

/** The form again with what is wrong beside its field. */
function showFault(
  res: Response,
  field: 'code' | 'file',
  { text, code = '', status = 422 }: { text: string; code?: string; status?: number },
): void {
  const beside = { codeError: field === 'code' ? text : '', fileError: field === 'file' ? text : '' };
  res.status(status).render('verify/start', { code, ...beside, errors: [{ field, text }] });
}

const LONGEST_TYPED = 60;
const CODE_LENGTH = 24;

const normalised = (code: string): string => {
  const letters = halfWidth(code)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
};

export const submitCode: RequestHandler = (req, res) => {
  const typed = fields(req)['code'] ?? '';
  const code = normalised(typed);
  if (code.length !== CODE_LENGTH) {
    showFault(res, 'code', { text: res.locals.t('verify:faults.code'), code: typed.trim().slice(0, LONGEST_TYPED) });
    return;
  }
  res.redirect(303, paths.verify.code.build({ code }));
};

/** What a code stands for; the address on the QR. */
export const showCode =
  (dependencies: VerifyDependencies): RequestHandler =>
  async (req, res) => {
    const { data } = dependencies;
    const found = await data.documents.findByCode(normalised(String(req.params['code'])));
    const document = found !== null && PUBLIC_KINDS.includes(found.kind) ? found : null;
    await showVerdict(dependencies, res, {
      verdict: document === null ? 'unknown' : stateOf(document),
      document,
      byFile: false,
    });
  };

const RETRY_AFTER_SECONDS = 10;

/** Compares an uploaded file with what was issued. The file is looked at in memory and never kept. */
export const submitFile =
  (dependencies: VerifyDependencies): RequestHandler =>
  async (req, res) => {
    const file = fileOf(req);
    const fault = fileFault(file);
    if (file === undefined || fault !== null) {
      showFault(res, 'file', { text: res.locals.t(`verify:faults.${fault ?? 'file'}`, { most: MOST_MEGABYTES }) });
      return;
    }
    const issued = await issuedWith(dependencies, file.sha256);
    const finding =
      issued === null
        ? await examined(dependencies, file)
        : { verdict: stateOf(issued), document: issued, byFile: true };
    if (finding === 'busy') {
      res.setHeader('Retry-After', String(RETRY_AFTER_SECONDS));
      showFault(res, 'file', { text: res.locals.t('verify:faults.busy'), status: 503 });
    } else if (finding === 'unreadable' || finding === 'tooManyPages') {
      showFault(res, 'file', { text: res.locals.t(`verify:faults.${finding}`, { most: MOST_PAGES }) });
    } else await showVerdict(dependencies, res, finding);
  };

/** Why a file cannot be one of our documents. */
function fileFault(file: ReceivedFile | undefined): 'file' | 'fileTooBig' | 'notPdf' | null {
  if (file === undefined || file.size === 0) return 'file';
  if (file.size > MOST_UPLOAD_BYTES) return 'fileTooBig';
  return file.buffer.subarray(0, 5).toString('latin1') === '%PDF-' ? null : 'notPdf';
}

/** What was issued with this hash and is no secret. */
async function issuedWith({ data }: VerifyDependencies, sha256: string): Promise<StoredDocument | null> {
  const found = await data.documents.findBySha256(sha256);
  return found !== null && PUBLIC_KINDS.includes(found.kind) ? found : null;
}

/**
 * Bytes we never issued. Where our signature covers what we did issue and something stands behind it, both are told;
 * with a signature of ours otherwise, or what is left of one, an issued file was changed.
 */
async function examined(
  dependencies: VerifyDependencies,
  { buffer }: ReceivedFile,
): Promise<Finding | Exclude<Examination, Examined>> {
  const examination = await dependencies.documents.examine(buffer);
  if (typeof examination === 'string') return examination;
  const { carriesOurMark, verification } = examination;
  const { intact, trusted, signedSha256, added } = verification;
  const signed = intact && trusted && signedSha256 !== undefined ? await issuedWith(dependencies, signedSha256) : null;
  if (signed !== null) return { verdict: 'added', document: signed, byFile: true, added };
  return { verdict: carriesOurMark ? 'altered' : 'unknown', document: null, byFile: true };
}
