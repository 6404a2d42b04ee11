import type { RequestHandler, Response } from 'express';
import { tickStatements } from '../../commands/signatureCommands.js';
import {
  type LetterBlock,
  letterParagraphs,
  type LetterStatement,
  letterStatements,
} from '../../domain/commitment/letter.js';
import type { Refusal } from '../../domain/refusal.js';
import { mayAct } from '../../domain/repair/judge.js';
import type { CaseFile } from '../../queries/caseQueries.js';
import { answerRefused } from '../account/formState.js';
import { refusalText } from '../cases/refusalWords.js';
import { actorOf } from '../middleware/locals.js';
import { fieldList, query } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import {
  caseFileOf,
  codeRefusedWords,
  type CommitmentDependencies,
  letterAsItStands,
  letterOf,
  obstacleToSigning,
  ownCase,
} from './letterAccess.js';
import { type FieldFault, readTicks } from './signForm.js';

interface Reading {
  readonly file: CaseFile;
  readonly ticked: readonly string[];
  readonly faults: readonly FieldFault[];
  /** The letter that was about to be signed is no longer the one of the case. */
  readonly changed?: boolean;
}

/** The letter as it would be signed now; refused in words where the case is not at this point. */
export const showLetter =
  (dependencies: CommitmentDependencies): RequestHandler =>
  async (req, res) => {
    const file = await caseFileOf(dependencies, await ownCase(dependencies, { req, res }));
    const changed = query(req)['changed'] === '1';
    await renderLetter(dependencies, res, { file, ticked: [], faults: [], changed });
  };

async function renderLetter(dependencies: CommitmentDependencies, res: Response, reading: Reading): Promise<void> {
  const { file, ticked, faults, changed = false } = reading;
  const { view } = file;
  const refusal = obstacleToSigning(dependencies, { file, res });
  // No letter is drawn up where the case is not to be signed at all; a number is given when its statements are ticked.
  const content = mayAct(view.case, actorOf(res), 'sign').ok ? await letterAsItStands(dependencies, file) : null;
  res.render('commitment/read', {
    ...{ caseId: view.case.caseId, enterpriseName: view.enterpriseName, reference: view.case.reference },
    ...{ blocked: refusal === null ? null : blockedBy(refusal, view.case.caseId, res), changed },
    letterFailed: view.case.letterFailure !== undefined,
    ...aroundStatements(content === null ? [] : letterParagraphs(content)),
    statements: content === null ? [] : letterStatements(content).map(statement => statementLine(statement, res)),
    ...{ ticked, errors: faults, statementsError: faults[0]?.text ?? '' },
  });
}

/** The letter without its statements, which are ticked in their place. */
function aroundStatements(blocks: readonly LetterBlock[]) {
  const place = blocks.findIndex(({ kind }) => kind === 'statements');
  return { before: blocks.slice(0, Math.max(0, place)), after: blocks.slice(place + 1) };
}

function statementLine({ code, zh, en }: LetterStatement, { locals: { lang } }: Response) {
  return { value: code, text: `${code} ${lang === 'zh' ? zh : en}`, ...(lang !== 'zh' && { hint: zh }) };
}

/** Where what is missing is made good. */
const CURES: Readonly<Record<string, 'answers' | 'courses' | 'evidence' | undefined>> = {
  answersIncomplete: 'answers',
  certificateMissing: 'courses',
  materialsMissing: 'evidence',
};

function blockedBy(refusal: Refusal, caseId: string, { locals }: Response) {
  const page = CURES[refusal.code];
  const addresses = {
    answers: paths.cases.answers.build({ caseId }),
    courses: paths.training.courses.build(),
    evidence: paths.evidence.list.build({ caseId }),
  };
  return {
    text: refusalText(refusal, locals),
    href: page === undefined ? '' : addresses[page],
    linkText: page === undefined ? '' : locals.t(`cases:nextLink.${page}`),
  };
}

/** All required statements ticked: that is kept with the letter, frozen with the voluntary ones, and a code is sent for signing it. */
export const submitReading =
  (dependencies: CommitmentDependencies): RequestHandler =>
  async (req, res) => {
    const file = await caseFileOf(dependencies, await ownCase(dependencies, { req, res }));
    const ticked = fieldList(req, 'statements');
    if (obstacleToSigning(dependencies, { file, res }) !== null) {
      res.status(422);
      await renderLetter(dependencies, res, { file, ticked, faults: [] });
      return;
    }
    const statements = letterStatements(await letterAsItStands(dependencies, file));
    const { voluntary, faults } = readTicks(ticked, { statements, t: res.locals.t });
    if (faults.length > 0) {
      res.status(422);
      await renderLetter(dependencies, res, { file, ticked, faults });
      return;
    }
    const { contentHash } = await letterOf(dependencies, file, voluntary);
    const { caseId } = file.view.case;
    const { accountId } = actorOf(res);
    await tickStatements(dependencies.data, { caseId, contentHash, accountId, at: dependencies.clock() });
    const issued = await dependencies.accounts.issueSigningCode(accountId, contentHash);
    if (!issued.ok) {
      answerRefused(res, issued);
      const fault = { field: 'statements', text: codeRefusedWords(res, issued) };
      await renderLetter(dependencies, res, { file, ticked, faults: [fault] });
      return;
    }
    res.redirect(303, paths.commitment.sign.build({ caseId, contentHash }));
  };
