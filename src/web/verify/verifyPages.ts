import { createHash } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { StoredDocument } from '../../data/documentStore.js';
import type { Documents } from '../../documents/index.js';
import { type CalendarDay, dayOf } from '../../domain/calendarDay.js';
import { halfWidth } from '../../domain/halfWidth.js';
import { certificateCounts } from '../../domain/training/trainingCertificate.js';
import { formatDate, formatDateTime } from '../format.js';
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
  (dependencies: VerifyDependencies): RequestHandler =>
  async (req, res) => {
    const { data } = dependencies;
    const found = await data.documents.findByCode(normalised(String(req.params['code'])));
    const document = found !== null && PUBLIC_KINDS.includes(found.kind) ? found : null;
    showVerdict(dependencies, res, {
      verdict: document === null ? 'unknown' : stateOf(document),
      document,
      byFile: false,
    });
  };

/** Compares an uploaded file with what was issued. The file is looked at in memory and never kept. */
export const submitFile =
  (dependencies: VerifyDependencies): RequestHandler =>
  async (req, res) => {
    const { data, documents } = dependencies;
    const file = fileOf(req);
    const fault = fileFault(file);
    if (file === undefined || fault !== null) {
      showFault(res, 'file', { text: res.locals.t(`verify:faults.${fault ?? 'file'}`, { most: MOST_MEGABYTES }) });
      return;
    }
    const sha256 = createHash('sha256').update(file.buffer).digest('hex');
    const issued = await data.documents.findBySha256(sha256);
    if (issued !== null && PUBLIC_KINDS.includes(issued.kind)) {
      showVerdict(dependencies, res, { verdict: stateOf(issued), document: issued, byFile: true });
      return;
    }
    showVerdict(dependencies, res, {
      verdict: isOurs(documents, file.buffer) ? 'altered' : 'unknown',
      document: null,
      byFile: true,
    });
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
  { clock }: VerifyDependencies,
  res: Response,
  found: { verdict: VerifyVerdict; document: StoredDocument | null; byFile: boolean },
): void {
  const { verdict, document, byFile } = found;
  const status = verdict === 'unknown' && !byFile ? 404 : 200;
  const { number, rows } = document === null ? { number: '', rows: [] } : factsOf(document, res);
  const isPast = document !== null && isOver(document, dayOf(clock()));
  const facts = { number, rows, isPast, revokedReason: revocationWords(document, res) };
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

/** What anyone may see of a document: kind, number, firm, hash, time; of a certificate until when it counts. */
function factsOf({ kind, meta, sha256, at }: StoredDocument, { locals: { t, lang } }: Response) {
  const text = (name: string): string => String(meta[name] ?? '');
  const row = (name: string, value: string, mono = false) => ({ key: t(`verify:${name}`), value, mono });
  const until = text('validUntil');
  const rows = [
    row('kind', t(`verify:kinds.${kind}`)),
    row('number', text('number'), true),
    ...(text('uscc') === '' ? [] : [row('enterprise', text('enterpriseName')), row('uscc', text('uscc'), true)]),
    row('issued', formatDateTime(new Date(at), lang)),
    ...(until === '' ? [] : [row('validUntil', formatDate(until, lang))]),
    { key: 'SHA-256', value: sha256, mono: true },
  ];
  return { number: text('number'), rows };
}

/** A certificate that was issued here and counts no more. */
const isOver = ({ meta: { issuedOn, validUntil } }: StoredDocument, today: CalendarDay): boolean =>
  validUntil !== undefined && !certificateCounts({ issuedOn: String(issuedOn), validUntil: String(validUntil) }, today);
