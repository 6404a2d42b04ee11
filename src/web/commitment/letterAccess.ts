import type { Request, Response } from 'express';
import type { AccountsService, Refused } from '../../accounts/index.js';
import { type PreparedLetter, prepareLetter, readLetter } from '../../commands/signatureCommands.js';
import type { CaseView } from '../../data/index.js';
import { refOf } from '../../domain/access/actor.js';
import { may } from '../../domain/access/permissions.js';
import type { LetterContent, StatementCode } from '../../domain/commitment/letter.js';
import type { Refusal } from '../../domain/refusal.js';
import { judgeAct, objectOf } from '../../domain/repair/judge.js';
import { type CaseFile, caseQueries } from '../../queries/caseQueries.js';
import { refusalWords, waitWords } from '../account/formState.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import type { WebDependencies } from '../webDependencies.js';

export type CommitmentDependencies = WebDependencies & {
  readonly accounts: Pick<AccountsService, 'issueSigningCode' | 'requireFreshSecret'>;
};

/** The case of the representative's own firm, or 404: nobody else learns that it exists. */
export async function ownCase(
  { data }: Pick<WebDependencies, 'data'>,
  { req, res }: { req: Request; res: Response },
): Promise<CaseView> {
  const view = await data.cases.find(String(req.params['caseId']));
  if (view === null || !may(actorOf(res), 'case.sign', objectOf(view.case))) throw notFound('case of own firm');
  res.locals.caseId = view.case.caseId;
  return view;
}

/** The hash of the letter in the address. */
export const hashOf = (req: Request): string => String(req.params['contentHash']);

export const caseFileOf = (dependencies: CommitmentDependencies, view: CaseView): Promise<CaseFile> =>
  caseQueries(dependencies).file(view);

/**
 * What the rules would answer to this person's signature of a letter that was read and ticked; the workflow asks them
 * again when it is given.
 */
export function obstacleToSigning(
  { clock }: Pick<WebDependencies, 'clock'>,
  { file, res }: { file: CaseFile; res: Response },
): Refusal | null {
  const actor = actorOf(res);
  const { case: repairCase } = file.view;
  const event = {
    ...{ kind: 'sign' as const, at: clock(), by: refOf(actor) },
    ...{ signatureId: '', contentHash: '', evidenceIds: [], today: file.today, statementsTicked: true },
    materials: file.atHand,
    certificateId: file.certificateId,
  };
  const step = judgeAct(repairCase, { actor, event }, { calendar: file.calendar, policy: file.policy });
  return step.ok ? null : step.refusal;
}

/** The letter as the stored facts make it now; nothing is kept. */
export async function letterAsItStands(
  { data, clock }: Pick<WebDependencies, 'data' | 'clock'>,
  { view }: Pick<CaseFile, 'view'>,
): Promise<LetterContent> {
  const content = await readLetter(data, { caseId: view.case.caseId, at: clock() });
  if (content === null) throw notFound('letter of the case');
  return content;
}

/** The letter as the stored facts make it now, kept as a draft, with the voluntary statements that were ticked. */
export async function letterOf(
  { data, clock }: Pick<WebDependencies, 'data' | 'clock'>,
  { view }: Pick<CaseFile, 'view'>,
  voluntary: readonly StatementCode[] = [],
): Promise<PreparedLetter> {
  const prepared = await prepareLetter(data, { caseId: view.case.caseId, at: clock(), voluntary });
  if (prepared === null) throw notFound('letter of the case');
  return prepared;
}

/** Why no code was sent. */
export function codeRefusedWords({ locals: { t } }: Response, { refusal, waitSeconds }: Refused): string {
  if (refusal.code !== 'waitFirst') return refusalWords(t, refusal);
  return t('commitment:faults.codesUsedUp', { wait: waitWords(t, waitSeconds) });
}
