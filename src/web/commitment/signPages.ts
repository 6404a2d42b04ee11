import type { Request, RequestHandler, Response } from 'express';
import { tickedLetter } from '../../commands/signatureCommands.js';
import { type LetterContent, letterParagraphs, LETTER_STATEMENTS } from '../../domain/commitment/letter.js';
import type { CaseFile } from '../../queries/caseQueries.js';
import { answerRefused } from '../account/formState.js';
import { keyOf, newKey } from '../cases/caseAccess.js';
import { actorOf } from '../middleware/locals.js';
import { fields } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import {
  caseFileOf,
  codeRefusedWords,
  type CommitmentDependencies,
  hashOf,
  letterOf,
  obstacleToSigning,
  ownCase,
} from './letterAccess.js';
import { drawingFaults, type FieldFault, NOTHING_SIGNED, readSignValues, type SignValues } from './signForm.js';
import { isRecorded, signatureIdOf, signOnce } from './signOnce.js';

/** After so long the page that waits for the letter asks again. */
const WAIT_SECONDS = 2;

/** A letter that lies ready to be signed. */
interface Ready {
  readonly file: CaseFile;
  readonly content: LetterContent;
  readonly contentHash: string;
}

/**
 * The letter of the address where it may be signed now. Otherwise the way leads on: to the result where it is signed,
 * and back to reading where the case does not allow it, this person has not ticked the statements of such a letter, or
 * its facts have changed since.
 */
async function readyLetter(
  dependencies: CommitmentDependencies,
  { req, res }: { req: Request; res: Response },
  key = newKey(),
): Promise<Ready | null> {
  const view = await ownCase(dependencies, { req, res });
  const contentHash = hashOf(req);
  const { caseId, signature } = view.case;
  if (signature?.contentHash === contentHash) {
    res.redirect(303, paths.commitment.done.build({ caseId }));
    return null;
  }
  const file = await caseFileOf(dependencies, view);
  const { accountId } = actorOf(res);
  const ticked = await tickedLetter(dependencies.data, { caseId, contentHash, accountId });
  if (ticked === null || obstacleToSigning(dependencies, { file, res }) !== null) {
    res.redirect(303, paths.commitment.read.build({ caseId }));
    return null;
  }
  const ready = { file, content: ticked.content, contentHash };
  // Once the signature is recorded the letter's number is used up; the form of that signature still stands.
  if ((await isCurrent(dependencies, ready)) || (await isRecorded(dependencies, { res }, { view, contentHash, key }))) {
    return ready;
  }
  res.redirect(303, paths.commitment.read.build({ caseId }, { changed: '1' }));
  return null;
}

const VOLUNTARY = LETTER_STATEMENTS.filter(({ required }) => !required).map(({ code }) => code);

/** Whether the facts of the case still make this very letter. */
async function isCurrent(
  dependencies: CommitmentDependencies,
  { file, content, contentHash }: Ready,
): Promise<boolean> {
  const voluntary = VOLUNTARY.filter(code => content.statements.some(statement => statement.code === code));
  return (await letterOf(dependencies, file, voluntary)).contentHash === contentHash;
}

export const showSigning =
  (dependencies: CommitmentDependencies): RequestHandler =>
  async (req, res) => {
    const ready = await readyLetter(dependencies, { req, res });
    if (ready !== null) renderSigning(res, ready, { key: newKey(), values: NOTHING_SIGNED });
  };

interface SigningForm {
  readonly key: string;
  readonly values: SignValues;
  readonly faults?: readonly FieldFault[];
  /** Who it is was proven a moment ago; only the answer of the case is still out. */
  readonly proven?: boolean;
  /** A new code has just been sent. */
  readonly sent?: boolean;
}

const FIELDS = ['password', 'code', 'drawing', 'typedName', 'consent'];

function renderSigning(res: Response, { file, content, contentHash }: Ready, form: SigningForm): void {
  const { key, values, faults = [], proven = false, sent = false } = form;
  const { case: repairCase, enterpriseName } = file.view;
  res.render('commitment/sign', {
    ...{ caseId: repairCase.caseId, reference: repairCase.reference, enterpriseName, contentHash },
    ...{ key, ...values, proven, sent, representativeName: content.promisor.representativeName },
    ticked: values.consent ? ['yes'] : [],
    blocks: letterParagraphs(content),
    errors: faults,
    error: Object.fromEntries(FIELDS.map(name => [name, faults.find(({ field }) => field === name)?.text ?? ''])),
  });
}

/** Sends the code once more; the earlier one no longer works. What was filled in so far stays in the form. */
export const resendCode =
  (dependencies: CommitmentDependencies): RequestHandler =>
  async (req, res) => {
    const ready = await readyLetter(dependencies, { req, res });
    if (ready === null) return;
    const sent = fields(req);
    const values = readSignValues(sent);
    const faults = drawingFaults(values, res.locals.t);
    const form = { key: keyOf(sent['key']), values, faults };
    const issued = await dependencies.accounts.issueSigningCode(actorOf(res).accountId, ready.contentHash);
    if (issued.ok) {
      renderSigning(res, ready, { ...form, sent: true });
      return;
    }
    answerRefused(res, issued);
    renderSigning(res, ready, { ...form, faults: [{ field: 'code', text: codeRefusedWords(res, issued) }, ...faults] });
  };

/** Signs exactly the letter of this hash: fresh password and code, the signature recorded, then the case told. */
export const submitSigning =
  (dependencies: CommitmentDependencies): RequestHandler =>
  async (req, res) => {
    const { caseId, signature } = (await ownCase(dependencies, { req, res })).case;
    const sent = fields(req);
    const key = await usableKey(dependencies, caseId, keyOf(sent['key']));
    const done = paths.commitment.done.build({ caseId });
    // The same form once more: the answer of the first time.
    if (signature?.signatureId === signatureIdOf(caseId, key)) {
      res.redirect(303, done);
      return;
    }
    const ready = await readyLetter(dependencies, { req, res }, key);
    if (ready === null) return;
    const values = readSignValues(sent);
    const signing = { view: ready.file.view, content: ready.content, contentHash: ready.contentHash, key, values };
    const { faults, proven, refused } = await signOnce(dependencies, { req, res }, signing);
    if (faults.length === 0) res.redirect(303, done);
    else renderSigning(res, ready, { key: refused ? newKey() : key, values, faults, proven });
  };

/** The form's key, or a new one where the case refused that form: whoever signs then signs anew. */
async function usableKey({ data }: CommitmentDependencies, caseId: string, key: string): Promise<string> {
  const earlier = await data.signatures.find(signatureIdOf(caseId, key));
  return earlier?.refusedAt === undefined ? key : newKey();
}

/** After signing: waits on the page until the letter is made, then hands it over. */
export const showSigned =
  (dependencies: CommitmentDependencies): RequestHandler =>
  async (req, res) => {
    const { case: repairCase, enterpriseName } = await ownCase(dependencies, { req, res });
    const { letterId, signature, caseId, reference } = repairCase;
    if (signature === undefined) {
      res.redirect(303, paths.commitment.read.build({ caseId }));
      return;
    }
    const letter = letterId === undefined ? null : await dependencies.data.documents.find(letterId);
    const shown = { caseId, reference, enterpriseName, letterId: letterId ?? '', signedAt: signature.at };
    if (letter === null) {
      res.setHeader('Refresh', String(WAIT_SECONDS));
      res.render('commitment/done', { ...shown, ready: false, sha256: '', code: '', number: '' });
      return;
    }
    const { sha256, verificationCode: code = '', meta } = letter;
    res.render('commitment/done', { ...shown, ready: true, sha256, code, number: String(meta['number']) });
  };
