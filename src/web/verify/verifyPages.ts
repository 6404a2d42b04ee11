import { createHash } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { StoredDocument } from '../../data/documentStore.js';
import type { Documents } from '../../documents/index.js';
import { halfWidth } from '../../domain/halfWidth.js';
import { formatDateTime } from '../format.js';
import { fields } from '../middleware/setUpBodies.js';
import { fileOf, type ReceivedFile } from '../middleware/upload.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';

export type VerifyDependencies = WebDependencies & { readonly documents: Pick<Documents, 'verify' | 'carriesOurMark'> };
export type VerifyVerdict = 'genuine' | 'revoked' | 'altered' | 'unknown';

/** Kinds that the public may learn about; the authority's own key never is one of them. */
const PUBLIC_KINDS = ['COMMITMENT', 'EXIT_NOTICE', 'REJECTION', 'NON_ACCEPTANCE', 'CERTIFICATE'];

const MOST_MEGABYTES = 10;
/** What is compared; of a bigger file nothing is kept. */
export const MOST_UPLOAD_BYTES = MOST_MEGABYTES * 1024 * 1024;

export const showVerify: RequestHandler = (_req, res) => {
  res.render('verify/start', { code: '', codeError: '', fileError: '', errors: [] });
};

/** The form again with what is wrong beside its field. */
function showFault(res: Response, field: 'code' | 'file', { text, code = '' }: { text: string; code?: string }): void {
  const beside = { codeError: field === 'code' ? text : '', fileError: field === 'file' ? text : '' };
  res.status(422).render('verify/start', { code, ...beside, errors: [{ field, text }] });
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
  ({ data }: VerifyDependencies): RequestHandler =>
  async (req, res) => {
    const found = await data.documents.findByCode(normalised(String(req.params['code'])));
    const document = found !== null && PUBLIC_KINDS.includes(found.kind) ? found : null;
    showVerdict(res, { verdict: document === null ? 'unknown' : stateOf(document), document, byFile: false });
  };

/** Compares an uploaded file with what was issued. The file is looked at in memory and never kept. */
export const submitFile =
  ({ data, documents }: VerifyDependencies): RequestHandler =>
  async (req, res) => {
    const file = fileOf(req);
    const fault = fileFault(file);
    if (file === undefined || fault !== null) {
      showFault(res, 'file', { text: res.locals.t(`verify:faults.${fault ?? 'file'}`, { most: MOST_MEGABYTES }) });
      return;
    }
    const sha256 = createHash('sha256').update(file.buffer).digest('hex');
    const issued = await data.documents.findBySha256(sha256);
    if (issued !== null && PUBLIC_KINDS.includes(issued.kind)) {
      showVerdict(res, { verdict: stateOf(issued), document: issued, byFile: true });
      return;
    }
    showVerdict(res, { verdict: isOurs(documents, file.buffer) ? 'altered' : 'unknown', document: null, byFile: true });
  };

/** Why a file cannot be one of our documents. */
function fileFault(file: ReceivedFile | undefined): 'file' | 'fileTooBig' | 'notPdf' | null {
  if (file === undefined || file.size === 0) return 'file';
  if (file.size > MOST_UPLOAD_BYTES) return 'fileTooBig';
  return file.buffer.subarray(0, 5).toString('latin1') === '%PDF-' ? null : 'notPdf';
}

/** Bytes we never issued, yet with a signature of our authority or what is left of one: an issued file was changed. */
const isOurs = (documents: VerifyDependencies['documents'], bytes: Buffer): boolean =>
  documents.verify(bytes).trusted || documents.carriesOurMark(bytes);

const stateOf = ({ revokedAt }: StoredDocument): VerifyVerdict => (revokedAt === undefined ? 'genuine' : 'revoked');

function showVerdict(
  res: Response,
  found: { verdict: VerifyVerdict; document: StoredDocument | null; byFile: boolean },
): void {
  const { verdict, document, byFile } = found;
  const status = verdict === 'unknown' && !byFile ? 404 : 200;
  const facts = { isKnown: document !== null, ...factsOf(document), revokedReason: revocationWords(document, res) };
  const meaning = verdict === 'unknown' ? `unknown${byFile ? 'File' : 'Code'}` : verdict;
  res.status(status).render('verify/verdict', { verdict, meaning, byFile, ...facts });
}

/** Why and since when a document no longer counts. */
const revocationWords = (document: StoredDocument | null, { locals: { t, lang } }: Response): string =>
  document?.revokedAt === undefined
    ? ''
    : t(`verify:revocation.${document.revokedReason ?? ''}`, {
        at: formatDateTime(new Date(document.revokedAt), lang),
      });

const NOTHING = { kind: '', meta: {}, sha256: '', at: 0 };

/** What anyone may see of a document: kind, number, firm, hash, time. */
function factsOf(document: StoredDocument | null) {
  const { kind, meta, sha256, at }: Omit<StoredDocument, 'documentId' | 'size'> = document ?? NOTHING;
  const text = (name: string): string => String(meta[name] ?? '');
  return {
    kind,
    sha256,
    at,
    number: text('number'),
    enterpriseName: text('enterpriseName'),
    uscc: text('uscc'),
  };
}
