import { createHash } from 'node:crypto';
import type { Enterprise } from '../data/enterpriseStore.js';
import type { DataAccess } from '../data/index.js';
import type { ListEntry } from '../data/listEntry.js';
import { dayOf, yearOf } from '../domain/calendarDay.js';
import {
  canonicalLetter,
  LETTER_TEMPLATE_ID,
  LETTER_TEMPLATE_VERSION,
  LIST_LABELS,
  type LetterContent,
  letterStatements,
  type StatementCode,
} from '../domain/commitment/letter.js';
import { findCounty } from '../domain/reference/counties.js';
import type { RepairCase } from '../domain/repair/repairCase.js';

/** A letter as it is shown to the signer, with the hash that the signature will bind. */
export interface PreparedLetter {
  content: LetterContent;
  contentHash: string;
}

export interface LetterOptions {
  caseId: string;
  /** Epoch milliseconds. */
  at: number;
  /** Voluntary statements that were ticked, e.g. C10. */
  voluntary?: readonly StatementCode[];
}

export interface SignatureAct {
  /** One-time key of the form. */
  signatureId: string;
  caseId: string;
  accountId: string;
  contentHash: string;
  /** JSON of the drawn strokes, or the typed name. */
  drawn?: string | undefined;
  typedName?: string | undefined;
  ip: string;
  device: string;
  at: number;
}

const DRAFT = 'draft:';
const draftId = (caseId: string, contentHash: string): string => `${DRAFT}${caseId}:${contentHash}`;

/** The letter's words; its number and the time it was put together come with the draft. */
type LetterFacts = Omit<LetterContent, 'letterNumber' | 'preparedAt'>;

/** A letter as the stored facts make it, beside the drafts that were kept of it. */
interface LetterNow {
  readonly facts: LetterFacts;
  /** Begins the number of every letter of the county and year. */
  readonly prefix: string;
  /** A draft that says the very same. */
  readonly same?: PreparedLetter;
  /** The number of an earlier draft, which a changed one keeps: a number is used up by signing. */
  readonly known?: string;
}

async function letterNow(data: DataAccess, options: LetterOptions): Promise<LetterNow | null> {
  const view = await data.cases.find(options.caseId);
  const facts = view === null ? null : await letterFacts(data, view.case, options);
  if (view === null || facts === null) return null;
  const acts = await data.signatures.ofCase<LetterContent>(options.caseId);
  const taken = view.case.signature?.signatureId;
  const signed = acts.filter(act => !isDraft(act) && (act.refusedAt === undefined || act.signatureId === taken));
  const signedNumbers = new Set(signed.map(({ content }) => content.letterNumber));
  const drafts = acts.filter(act => isDraft(act) && !signedNumbers.has(act.content.letterNumber));
  const same = drafts.find(({ content }) => {
    const { letterNumber, preparedAt } = content;
    return canonicalLetter(content) === canonicalLetter({ ...facts, letterNumber, preparedAt });
  });
  const prefix = `CN-${view.case.county}-${String(yearOf(dayOf(options.at)))}-`;
  const known = drafts.find(({ content }) => content.letterNumber.startsWith(prefix))?.content.letterNumber;
  return { facts, prefix, ...(same !== undefined && { same }), ...(known !== undefined && { known }) };
}

/**
 * The letter of a case as it would be signed now; null where the case is not there. Nothing is kept and no number is
 * taken: a letter that was never confirmed has none yet (empty text).
 */
export async function readLetter(data: DataAccess, options: LetterOptions): Promise<LetterContent | null> {
  const now = await letterNow(data, options);
  if (now === null) return null;
  const preparedAt = new Date(options.at).toISOString();
  return now.same?.content ?? { ...now.facts, letterNumber: now.known ?? '', preparedAt };
}

/**
 * Puts the letter of a case together from the stored facts and keeps it as a draft; null where the case is not there.
 * Prepared again without a change it is the same draft, and a changed one keeps its number: a number is used up by signing.
 */
export async function prepareLetter(data: DataAccess, options: LetterOptions): Promise<PreparedLetter | null> {
  const now = await letterNow(data, options);
  if (now === null) return null;
  const { facts, prefix, same, known } = now;
  if (same !== undefined) return { content: same.content, contentHash: same.contentHash };
  const letterNumber = known ?? (await nextNumber(data, prefix));
  return keepDraft(data, options, { ...facts, letterNumber, preparedAt: new Date(options.at).toISOString() });
}

const isDraft = ({ signatureId }: { signatureId: string }): boolean => signatureId.startsWith(DRAFT);

async function nextNumber(data: DataAccess, prefix: string): Promise<string> {
  return prefix + String(await data.counters.next(`letter:${prefix}`)).padStart(4, '0');
}

async function keepDraft(
  data: DataAccess,
  { caseId, at }: LetterOptions,
  content: LetterContent,
): Promise<PreparedLetter> {
  const contentHash = createHash('sha256').update(canonicalLetter(content), 'utf8').digest('hex');
  const draft = { signatureId: draftId(caseId, contentHash), caseId, accountId: '', contentHash, content };
  await data.signatures.save({ ...draft, ip: '', device: '', at });
  return { content, contentHash };
}

/** Which prepared letter, and who ticks its statements or has ticked them. */
export type Reader = Pick<SignatureAct, 'caseId' | 'contentHash' | 'accountId'>;

/** Keeps that this person ticked every statement of the draft. False where no such draft was prepared for the case. */
export function tickStatements(
  data: DataAccess,
  { caseId, contentHash, accountId, at }: Reader & { at: number },
): Promise<boolean> {
  return data.signatures.tick(draftId(caseId, contentHash), { accountId, at });
}

/** The draft with this hash whose statements this person ticked, with the time; null where there is none. */
export async function tickedLetter(
  data: DataAccess,
  { caseId, contentHash, accountId }: Reader,
): Promise<{ content: LetterContent; tickedAt: number } | null> {
  const draft = await data.signatures.find<LetterContent>(draftId(caseId, contentHash));
  if (draft?.tickedAt === undefined || draft.accountId !== accountId) return null;
  return { content: draft.content, tickedAt: draft.tickedAt };
}

/**
 * Keeps the act of signing exactly the draft whose statements this person ticked. `unread`: there is no such draft, or
 * the case has refused an act of this id; the letter must be read again.
 */
export async function recordSignature(data: DataAccess, act: SignatureAct): Promise<'recorded' | 'unread'> {
  const ticked = await tickedLetter(data, act);
  if (ticked === null) return 'unread';
  if ((await data.signatures.save({ ...act, ...ticked })) === 'saved') return 'recorded';
  const earlier = await data.signatures.find(act.signatureId);
  return earlier?.refusedAt === undefined ? 'recorded' : 'unread';
}

async function letterFacts(
  data: DataAccess,
  repairCase: RepairCase,
  { at, voluntary = [] }: LetterOptions,
): Promise<LetterFacts | null> {
  const [entry, enterprise] = await Promise.all([
    data.entries.findById(repairCase.entryId),
    data.enterprises.findByUscc(repairCase.uscc),
  ]);
  if (entry === null || enterprise === null) return null;
  const { representativeAccountId: accountId } = enterprise;
  // C8 speaks of whoever signs: the certificate of an earlier representative is not named.
  const person = { day: dayOf(at), held: repairCase.certificateId };
  const certificate = accountId === undefined ? null : await data.certificates.forCase({ accountId, ...person });
  const trained =
    certificate === null ? {} : { trainingCertificateNumber: certificate.number, trainingDate: certificate.issuedOn };
  const statements = letterStatements(trained);
  const { answers } = repairCase;
  const county = findCounty(repairCase.county)?.zh ?? repairCase.county;
  return {
    templateId: LETTER_TEMPLATE_ID,
    templateVersion: LETTER_TEMPLATE_VERSION,
    promisor: promisorOf(enterprise),
    addressees: [`${county}信用建设主管部门`, entry.authorityName],
    matter: { ...matterOf(entry), performanceProof: performanceText(answers) },
    statements: statements
      .filter(({ required, code }) => required || voluntary.includes(code))
      .map(({ code, zh }) => ({ code, text: zh, agreed: true })),
    improvementMeasures: answers.improvement,
    ...trained,
    place: county,
  };
}

function performanceText(answers: {
  performance: string;
  receiptNumber: string;
  paidAmount: string;
  paidOn: string;
}): string {
  const { performance, receiptNumber, paidAmount, paidOn } = answers;
  const receipt = [
    receiptNumber && `缴款凭证 ${receiptNumber}`,
    paidAmount && `金额 ${paidAmount} 元`,
    paidOn && `缴款日期 ${paidOn}`,
  ].filter(part => part !== '');
  return receipt.length === 0 ? performance : `${performance}（${receipt.join('，')}）`;
}

const promisorOf = ({ name, uscc, address = '—', representative }: Enterprise): LetterContent['promisor'] => ({
  ...{ name, uscc, address },
  representativeName: representative.name,
  idType: '居民身份证',
  idLast4: representative.idLast4 ?? '—',
  phoneMasked: representative.phoneMasked ?? '—',
});

const matterOf = (entry: ListEntry): Omit<LetterContent['matter'], 'performanceProof'> => ({
  listType: entry.listType,
  listTypeLabel: LIST_LABELS[entry.listType],
  ...{ decisionNumber: entry.decisionNumber, decisionDate: entry.decisionDate, authorityName: entry.authorityName },
  ...{ facts: entry.facts, tier: entry.tier, duties: entry.duties, periodStart: entry.publicationStart },
});
