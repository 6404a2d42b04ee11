import { setTimeout as pause } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { recordSignature } from '../../commands/signatureCommands.js';
import type { CaseView } from '../../data/index.js';
import type { LetterContent } from '../../domain/commitment/letter.js';
import { refuseRepair } from '../../domain/repair/refusals.js';
import { answerRefused, refusedWords } from '../account/formState.js';
import { problemOf } from '../cases/caseAccess.js';
import { refusalText } from '../cases/refusalWords.js';
import { actorOf } from '../middleware/locals.js';
import { fields } from '../middleware/setUpBodies.js';
import type { CommitmentDependencies } from './letterAccess.js';
import { type FieldFault, readSecrets, signatureFaults, type SignValues } from './signForm.js';

interface Signing {
  readonly view: CaseView;
  readonly content: LetterContent;
  readonly contentHash: string;
  /** The form's one-time key. */
  readonly key: string;
  readonly values: SignValues;
}

interface Exchange {
  readonly req: Request;
  readonly res: Response;
}

interface Signed {
  /** What is wrong; nothing where the letter is signed. */
  readonly faults: readonly FieldFault[];
  /** True where the person need not prove again who it is to send this form once more. */
  readonly proven: boolean;
  /** True where the case refused the act: it is kept as such, and the next try is an act of its own. */
  readonly refused: boolean;
}

const wrong = (...faults: FieldFault[]): Signed => ({ faults, proven: false, refused: false });

/** How long a recorded signature may be handed to the case without asking for the secrets again. */
const SAME_ACT_MS = 10 * 60_000;
/** A double click: the other request has spent the code and is about to record the signature. */
const OTHER_REQUEST = { tries: 10, pause: 100 };

/** One signature per form, however often it is sent. */
export const signatureIdOf = (caseId: string, key: string): string => `${caseId}:${key}`;

/** Checks who it is, records the signature and tells the case. */
export async function signOnce(
  dependencies: CommitmentDependencies,
  exchange: Exchange,
  signing: Signing,
): Promise<Signed> {
  if (await isRecorded(dependencies, exchange, signing)) return tellCase(dependencies, exchange, signing);
  const { res } = exchange;
  const { t } = res.locals;
  const { secrets, faults: secretFaults } = readSecrets(fields(exchange.req), { t });
  const { representativeName } = signing.content.promisor;
  const faults = [...secretFaults, ...signatureFaults(signing.values, { t, representativeName })];
  if (faults.length > 0) {
    res.status(422);
    return wrong(...faults);
  }
  const { accountId } = actorOf(res);
  const address = exchange.req.ip ?? 'unknown';
  const asked = { accountId, ...secrets, subject: signing.contentHash, address };
  const fresh = await dependencies.accounts.requireFreshSecret(asked);
  if (fresh.ok) {
    if (await record(dependencies, exchange, signing)) return tellCase(dependencies, exchange, signing);
    res.status(422);
    return wrong({ field: '', text: refusalText(refuseRepair('statementsNotTicked').refusal, res.locals) });
  }
  const isAboutPassword = ['passwordWrong', 'waitFirst', 'accountDisabled'].includes(fresh.refusal.code);
  if (!isAboutPassword && (await isRecordedSoon(dependencies, exchange, signing))) {
    return tellCase(dependencies, exchange, signing);
  }
  answerRefused(res, fresh);
  return wrong({ field: isAboutPassword ? 'password' : 'code', text: refusedWords(t, fresh) });
}

async function record(
  dependencies: CommitmentDependencies,
  { req, res }: Exchange,
  signing: Signing,
): Promise<boolean> {
  const { view, contentHash, key, values } = signing;
  const { caseId } = view.case;
  const kept = await recordSignature(dependencies.data, {
    ...{ signatureId: signatureIdOf(caseId, key), caseId, accountId: actorOf(res).accountId, contentHash },
    ...(values.drawing === '' ? { typedName: values.typedName } : { drawn: values.drawing }),
    ...{ ip: req.ip ?? 'unknown', device: (req.get('user-agent') ?? '').slice(0, 200), at: dependencies.clock() },
  });
  return kept === 'recorded';
}

/** Whether this very form was signed a moment ago by this person: sent again, it is the same act. */
export async function isRecorded(
  { data, clock }: CommitmentDependencies,
  { res }: Pick<Exchange, 'res'>,
  { view, contentHash, key }: Pick<Signing, 'view' | 'contentHash' | 'key'>,
): Promise<boolean> {
  const act = await data.signatures.find(signatureIdOf(view.case.caseId, key));
  if (act?.accountId !== actorOf(res).accountId || act.contentHash !== contentHash) return false;
  if (act.refusedAt !== undefined) return false;
  return clock() - act.at < SAME_ACT_MS;
}

async function isRecordedSoon(
  dependencies: CommitmentDependencies,
  exchange: Exchange,
  signing: Signing,
): Promise<boolean> {
  for (let left = OTHER_REQUEST.tries; left > 0; left -= 1) {
    if (await isRecorded(dependencies, exchange, signing)) return true;
    await pause(OTHER_REQUEST.pause);
  }
  return false;
}

async function tellCase(
  { commands, data, clock }: CommitmentDependencies,
  { res }: Exchange,
  { view, contentHash, key }: Signing,
): Promise<Signed> {
  const { caseId, entryId } = view.case;
  const act = { entryId, actor: actorOf(res), key, signatureId: signatureIdOf(caseId, key), contentHash };
  const outcome = await commands.cases.sign(act);
  if (outcome.ok) return wrong();
  if (outcome.pending !== true && (await hasSigned(data, act, caseId))) return wrong();
  const { status, text } = problemOf(outcome, res);
  res.status(status);
  if (outcome.pending === true) {
    return { faults: [{ field: '', text: res.locals.t('commitment:pending') }], proven: true, refused: false };
  }
  await data.signatures.refuse(act.signatureId, clock());
  return { faults: [{ field: '', text }], proven: false, refused: true };
}

/** A case may have taken the signature and gone on since; what it then refuses is only the repetition. */
async function hasSigned(
  data: CommitmentDependencies['data'],
  { signatureId }: { signatureId: string },
  caseId: string,
): Promise<boolean> {
  return (await data.cases.find(caseId))?.case.signature?.signatureId === signatureId;
}
