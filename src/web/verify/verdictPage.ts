import type { Response } from 'express';
import type { StoredDocument } from '../../data/documentStore.js';
import type { DataAccess } from '../../data/index.js';
import type { Additions } from '../../documents/index.js';
import { type CalendarDay, dayOf } from '../../domain/calendarDay.js';
import { certificateCounts } from '../../domain/training/trainingCertificate.js';
import { formatDate, formatDateTime, formatNumber } from '../format.js';
import { paths } from '../paths.js';

/** `added`: what was signed is intact, and something stands behind it in the file. */
export type VerifyVerdict = 'genuine' | 'replaced' | 'revoked' | 'added' | 'altered' | 'unknown';

export interface Finding {
  verdict: VerifyVerdict;
  /** What was issued; null where nothing of it may be told. */
  document: StoredDocument | null;
  byFile: boolean;
  added?: Additions | undefined;
}

interface Desk {
  readonly data: Pick<DataAccess, 'documents' | 'commitments'>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** What became of an issued document since. A letter signed anew is replaced, which is no reproach to the firm. */
export function stateOf({ kind, revokedAt, revokedReason }: StoredDocument): 'genuine' | 'replaced' | 'revoked' {
  if (revokedAt === undefined) return 'genuine';
  return kind === 'COMMITMENT' && revokedReason === 'REPLACED' ? 'replaced' : 'revoked';
}

/** The verdict in words, with the facts that anyone may see. */
export async function showVerdict(desk: Desk, res: Response, finding: Finding): Promise<void> {
  const { verdict, document, byFile, added } = finding;
  const facts = document === null ? NO_FACTS : await issuedFacts(desk, res, document);
  res.status(verdict === 'unknown' && !byFile ? 404 : 200).render('verify/verdict', {
    ...{ verdict, byFile, ...facts },
    meaning: verdict === 'unknown' ? `unknown${byFile ? 'File' : 'Code'}` : verdict,
    additions: added === undefined ? [] : additionWords(added, res),
  });
}

const NO_FACTS = { number: '', rows: [], isPast: false, revokedReason: '', successorHref: '' };

async function issuedFacts({ data, clock }: Desk, res: Response, document: StoredDocument) {
  const successor = stateOf(document) === 'replaced' ? await successorOf(data, document) : null;
  return {
    ...factsOf(document, res),
    isPast: isOver(document, dayOf(clock())),
    revokedReason: revocationWords(document, { successor, res }),
    successorHref: successor?.href ?? '',
  };
}

interface Successor {
  readonly letter: StoredDocument;
  /** Its public commitment; empty where it is not published. */
  readonly href: string;
}

/** The letter that counts in place of one that was signed anew: the newest of its case. */
async function successorOf(data: Desk['data'], { documentId, caseId, at }: StoredDocument): Promise<Successor | null> {
  if (caseId === undefined) return null;
  const letters = (await data.documents.ofCase(caseId)).filter(({ kind }) => kind === 'COMMITMENT');
  const letter = letters.findLast(other => other.at > at && other.documentId !== documentId);
  if (letter === undefined) return null;
  const published = await data.commitments.find(caseId);
  const isPublic = published?.letterId === letter.documentId;
  return { letter, href: isPublic ? paths.commitment.publicShow.build({ caseId }) : '' };
}

/** Why and since when a document no longer counts, and what counts instead. */
function revocationWords(
  document: StoredDocument,
  { successor, res }: { successor: Successor | null; res: Response },
): string {
  const { t, lang } = res.locals;
  if (document.revokedAt === undefined) return '';
  const at = formatDateTime(new Date(document.revokedAt), lang);
  if (successor === null) return t(`verify:revocation.${document.revokedReason ?? ''}`, { at });
  const { meta, at: signedAt } = successor.letter;
  const signedOn = formatDate(dayOf(signedAt), lang);
  return t('verify:replacedBy', { at, number: String(meta['number'] ?? ''), signedOn });
}

/** What was put behind the signed part, as far as a file's structure tells it. */
function additionWords({ bytes, blank, objects, signatures }: Additions, { locals: { t, lang } }: Response): string[] {
  const size = t('verify:added.bytes', { bytes: formatNumber(bytes, lang) });
  if (blank) return [size, t('verify:added.blank')];
  return [
    size,
    ...signatures.map(({ signer, signedAt }) =>
      t(signedAt === undefined ? 'verify:added.signature' : 'verify:added.signatureAt', {
        signer: signer === '' ? t('verify:added.nobody') : signer,
        at: signedAt === undefined ? '' : formatDateTime(new Date(signedAt), lang),
      }),
    ),
    ...(objects === 0 ? [] : [t('verify:added.objects', { objects: formatNumber(objects, lang) })]),
  ];
}

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
