import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { AccountsService, Refused } from '../../accounts/index.js';
import { prepareLetter, preparedLetter, recordSignature } from '../../commands/signatureCommands.js';
import type { CaseView } from '../../data/caseStore.js';
import { may } from '../../domain/access/permissions.js';
import { dayOf } from '../../domain/calendarDay.js';
import { type LetterContent, letterParagraphs, letterStatements } from '../../domain/commitment/letter.js';
import { policySet } from '../../domain/policy/policySet.js';
import { mayAct, objectOf } from '../../domain/repair/mayAct.js';
import { waitWords } from '../account/formState.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fieldList, fields } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { type FieldFault, readSignForm, readTicks, type SignValues } from './signForm.js';

export type CommitmentDependencies = WebDependencies & {
  readonly accounts: Pick<AccountsService, 'issueSigningCode' | 'requireFreshSecret'>;
};

/** A part of the address, as text. */
const param = (req: Request, name: 'caseId' | 'contentHash'): string => String(req.params[name] ?? '');

/** The case of the representative's own firm, or 404: nobody else learns that it exists. */
async function ownCase(deps: CommitmentDependencies, res: Response, caseId: string): Promise<CaseView> {
  res.locals.caseId = caseId;
  const view = await deps.data.cases.find(caseId);
  if (view === null || !may(actorOf(res), 'case.sign', objectOf(view.case))) throw notFound('case of own firm');
  return view;
}

async function figures({ data, demo, clock }: CommitmentDependencies, { case: repairCase }: CaseView) {
  const { listType, tier } = repairCase;
  const policy = policySet(await data.policies.rows(), { day: dayOf(clock()), listType, tier, demo });
  return { watchMonths: policy.watchMonths, lockMonths: policy.lockMonths };
}

/** The letter as it would be signed now; refused in words where the case is not at this point. */
export const showLetter =
  (deps: CommitmentDependencies): RequestHandler =>
  async (req, res) => {
    const view = await ownCase(deps, res, param(req, 'caseId'));
    await renderLetter(deps, res, { view, ticked: [], faults: [] });
  };

async function renderLetter(
  deps: CommitmentDependencies,
  res: Response,
  { view, ticked, faults }: { view: CaseView; ticked: readonly string[]; faults: readonly FieldFault[] },
): Promise<void> {
  const { t, lang } = res.locals;
  const { case: repairCase } = view;
  const verdict = mayAct(repairCase, actorOf(res), 'sign');
  const options = { ...(await figures(deps, view)), caseId: repairCase.caseId, at: deps.clock() };
  const prepared = await prepareLetter(deps.data, options);
  if (prepared === null) throw notFound('letter of the case');
  const { content, contentHash } = prepared;
  const statements = statementsOf(content, options);
  res.render('commitment/read', {
    ...{ caseId: repairCase.caseId, enterpriseName: view.enterpriseName, reference: repairCase.reference },
    blocked: verdict.ok ? '' : t(`refusals:${verdict.refusal.code}`, verdict.refusal.values),
    improvementMissing: repairCase.answers.improvement.trim() === '',
    firstDay: repairCase.firstSubmissionDay,
    tooEarly: dayOf(deps.clock()) < repairCase.firstSubmissionDay,
    blocks: letterParagraphs(content).filter(({ kind }) => kind !== 'statements'),
    statements: statements.map(statement => ({
      value: statement.code,
      text: `${statement.code} ${lang === 'zh' ? statement.zh : statement.en}`,
      ...(lang !== 'zh' && { hint: statement.zh }),
    })),
    ...{ ticked, contentHash, errors: faults, statementsError: faults[0]?.text ?? '' },
  });
}

const statementsOf = (
  content: LetterContent,
  { watchMonths, lockMonths }: { watchMonths: number; lockMonths: number },
) =>
  letterStatements({
    ...{ watchMonths, lockYears: lockMonths / 12 },
    trainingCertificateNumber: content.trainingCertificateNumber,
    trainingDate: content.trainingDate,
  });

/** All required statements ticked: the letter is frozen with the voluntary ones, and a code is sent for signing it. */
export const submitReading =
  (deps: CommitmentDependencies): RequestHandler =>
  async (req, res) => {
    const view = await ownCase(deps, res, param(req, 'caseId'));
    const { caseId } = view.case;
    const ticked = fieldList(req, 'statements');
    const options = { ...(await figures(deps, view)), caseId, at: deps.clock() };
    const first = await prepareLetter(deps.data, options);
    if (first === null) throw notFound('letter of the case');
    const { voluntary, faults } = readTicks(ticked, {
      statements: statementsOf(first.content, options),
      t: res.locals.t,
    });
    if (faults.length > 0) {
      res.status(422);
      await renderLetter(deps, res, { view, ticked, faults });
      return;
    }
    const prepared = voluntary.length === 0 ? first : await prepareLetter(deps.data, { ...options, voluntary });
    if (prepared === null) throw notFound('letter of the case');
    await deps.accounts.issueSigningCode(actorOf(res).accountId, prepared.contentHash);
    res.redirect(303, paths.commitment.sign.build({ caseId, contentHash: prepared.contentHash }));
  };

/** Sends the code once more; the earlier one no longer works. */
export const resendCode =
  (deps: CommitmentDependencies): RequestHandler =>
  async (req, res) => {
    const view = await ownCase(deps, res, param(req, 'caseId'));
    const issued = await deps.accounts.issueSigningCode(actorOf(res).accountId, param(req, 'contentHash'));
    if (!issued.ok) {
      await renderSigning(deps, res, {
        view,
        hash: param(req, 'contentHash'),
        faults: [{ field: 'code', text: words(res, issued) }],
      });
      return;
    }
    res.redirect(
      303,
      paths.commitment.sign.build({ caseId: param(req, 'caseId'), contentHash: param(req, 'contentHash') }),
    );
  };

export const showSigning =
  (deps: CommitmentDependencies): RequestHandler =>
  async (req, res) => {
    const view = await ownCase(deps, res, param(req, 'caseId'));
    await renderSigning(deps, res, { view, hash: param(req, 'contentHash'), faults: [] });
  };

interface Signing {
  view: CaseView;
  hash: string;
  faults: readonly FieldFault[];
  typedName?: string;
  key?: string;
}

async function renderSigning(deps: CommitmentDependencies, res: Response, signing: Signing): Promise<void> {
  const { view, hash, faults, typedName = '', key = randomUUID() } = signing;
  const content = await preparedLetter(deps.data, { caseId: view.case.caseId, contentHash: hash });
  if (content === null) {
    res.redirect(303, paths.commitment.read.build({ caseId: view.case.caseId }));
    return;
  }
  if (faults.length > 0 && res.statusCode === 200) res.status(422);
  res.render('commitment/sign', {
    ...{ caseId: view.case.caseId, enterpriseName: view.enterpriseName, reference: view.case.reference },
    ...{ contentHash: hash, key, typedName, representativeName: content.promisor.representativeName },
    blocks: letterParagraphs(content),
    errors: faults,
    error: Object.fromEntries(
      ['password', 'code', 'typedName', 'consent', 'drawing'].map(name => [
        name,
        faults.find(({ field }) => field === name)?.text ?? '',
      ]),
    ),
  });
}

function words({ locals: { t } }: Response, { refusal, waitSeconds }: Refused): string {
  const text = t(`account:refusals.${refusal.code}`, { wait: waitWords(t, waitSeconds) });
  return text;
}

/** Signs exactly the letter of this hash: fresh password and code, the signature recorded, then the case told. */
export const submitSigning =
  (deps: CommitmentDependencies): RequestHandler =>
  async (req, res) => {
    const view = await ownCase(deps, res, param(req, 'caseId'));
    const contentHash = param(req, 'contentHash');
    const { caseId } = view.case;
    const sent = fields(req);
    const key = sent['key'] ?? randomUUID();
    const done = paths.commitment.done.build({ caseId });
    // The same form once more: the answer of the first time.
    if (view.case.signature?.signatureId === signatureIdOf(caseId, key)) {
      res.redirect(303, done);
      return;
    }
    const content = await preparedLetter(deps.data, { caseId, contentHash });
    const representativeName = content?.promisor.representativeName ?? '';
    const { values, faults } = readSignForm(sent, { t: res.locals.t, representativeName });
    const wrong = faults.length > 0 ? faults : await signOnce(deps, { req, res, view, values, contentHash, key });
    if (wrong.length === 0) res.redirect(303, done);
    else
      await renderSigning(deps, res, {
        view,
        hash: contentHash,
        typedName: sent['typedName'] ?? '',
        key,
        faults: wrong,
      });
  };

interface SigningAct {
  req: Request;
  res: Response;
  view: CaseView;
  values: SignValues;
  contentHash: string;
  key: string;
}

/** Checks who it is, records the signature and tells the case; answers with what is wrong, or with nothing. */
async function signOnce(deps: CommitmentDependencies, act: SigningAct): Promise<FieldFault[]> {
  const { req, res, view, contentHash, key } = act;
  const { password, code, ...signature } = act.values;
  const actor = actorOf(res);
  const { accountId } = actor;
  const ip = req.ip ?? 'unknown';
  const fresh = await deps.accounts.requireFreshSecret({
    accountId,
    password,
    code,
    subject: contentHash,
    address: ip,
  });
  if (!fresh.ok) {
    const isPassword = ['passwordWrong', 'waitFirst'].includes(fresh.refusal.code);
    return [{ field: isPassword ? 'password' : 'code', text: words(res, fresh) }];
  }
  const { caseId, entryId } = view.case;
  const signatureId = signatureIdOf(caseId, key);
  const device = (req.get('user-agent') ?? '').slice(0, 200);
  await recordSignature(deps.data, {
    ...signature,
    signatureId,
    caseId,
    accountId,
    contentHash,
    ip,
    device,
    at: deps.clock(),
  });
  const outcome = await deps.commands.cases.sign({ entryId, actor, key, signatureId, contentHash });
  if (outcome.ok) return [];
  const { t } = res.locals;
  res.status(outcome.pending === true ? 503 : 409);
  const text =
    outcome.pending === true ? t('commitment:pending') : t(`refusals:${outcome.refusal.code}`, outcome.refusal.values);
  return [{ field: 'password', text }];
}

const signatureIdOf = (caseId: string, key: string): string => `${caseId}:${key.replace(/[^\w-]/g, '').slice(0, 64)}`;

/** After signing: waits on the page until the letter is made, then hands it over. */
export const showSigned =
  (deps: CommitmentDependencies): RequestHandler =>
  async (req, res) => {
    const { case: repairCase, enterpriseName } = await ownCase(deps, res, param(req, 'caseId'));
    const { letterId, signature, caseId, reference } = repairCase;
    if (signature === undefined) {
      res.redirect(303, paths.commitment.read.build({ caseId }));
      return;
    }
    const letter = letterId === undefined ? null : await deps.data.documents.find(letterId);
    const shown = { caseId, reference, enterpriseName, letterId: letterId ?? '', signedAt: signature.at };
    if (letter === null) {
      res.render('commitment/done', { ...shown, ready: false, refresh: 2, sha256: '', code: '', number: '' });
      return;
    }
    const { sha256, verificationCode: code = '', meta } = letter;
    res.render('commitment/done', { ...shown, ready: true, refresh: 0, sha256, code, number: String(meta['number']) });
  };
