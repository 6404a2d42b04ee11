import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { AccountsService } from '../../accounts/index.js';
import { decidePersonQuestion, type PersonDecisionForm } from '../../commands/personQuestions.js';
import type { PersonQuestion } from '../../data/index.js';
import { may } from '../../domain/access/permissions.js';
import { PERSON_OUTCOMES } from '../../domain/entries/personQuestion.js';
import { personEvidence } from '../../queries/personQueries.js';
import { HttpProblem, notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields, query } from '../middleware/setUpBodies.js';
import { pageNumber } from '../pagination.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { countyOf, formKey } from './entryFilterForm.js';
import { subnav } from './listPresenter.js';
import { type PersonFormState, personListPage, personPage, personRefusalText } from './personPresenter.js';

export type PersonDependencies = WebDependencies & { readonly accounts: Pick<AccountsService, 'records'> };

const PAGE_SIZE = 50;
const LONGEST_REASON = 500;

/** Where lists name another representative than the record: what waits, or what was decided. */
export const showPersons =
  ({ data }: WebDependencies): RequestHandler =>
  async (req, res) => {
    const actor = actorOf(res);
    const { show, page } = query(req);
    const open = show !== 'decided';
    const request = { page: pageNumber(page), size: PAGE_SIZE };
    const list = await data.personQuestions.page({ county: countyOf(actor), open }, request);
    res.render('entries/persons', { nav: subnav(res, actor, 'persons'), ...personListPage(res, { list, open }) });
  };

async function questionInScope({ data }: WebDependencies, req: Request, res: Response): Promise<PersonQuestion> {
  const question = await data.personQuestions.find(String(req.params['questionId']));
  if (question === null || !may(actorOf(res), 'persons.read', { county: question.county })) throw notFound('question');
  return question;
}

async function renderPerson(dependencies: WebDependencies, res: Response, shown: PersonFormState): Promise<void> {
  const actor = actorOf(res);
  const evidence = await personEvidence(dependencies, { question: shown.question, actor });
  res.render('entries/person', { nav: subnav(res, actor, 'persons'), ...personPage(res, { ...shown, ...evidence }) });
}

const EMPTY = { outcome: '', reason: '' };

/** Both sides with their evidence, and the form for whoever may decide. */
export const showPerson =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const question = await questionInScope(dependencies, req, res);
    await renderPerson(dependencies, res, { question, key: randomUUID(), values: EMPTY, faults: [] });
  };

type Sent = Readonly<Record<string, string | undefined>>;

/** What was chosen and written; every fault at once. */
function readDecision(sent: Sent, { t }: Response['locals']) {
  const values = { outcome: sent['outcome'] ?? '', reason: (sent['reason'] ?? '').trim() };
  const outcome = PERSON_OUTCOMES.find(known => known === values.outcome);
  const fault = (field: string, code: string, told = {}) => ({
    field,
    text: t(`entries:persons.faults.${code}`, told),
  });
  const faults = [
    ...(outcome === undefined ? [fault('outcome', 'outcome')] : []),
    ...(values.reason === '' ? [fault('reason', 'reason')] : []),
    ...(values.reason.length > LONGEST_REASON ? [fault('reason', 'reasonLong', { most: LONGEST_REASON })] : []),
  ];
  return { values, outcome, faults };
}

export const decidePerson =
  (dependencies: PersonDependencies): RequestHandler =>
  async (req, res) => {
    const question = await questionInScope(dependencies, req, res);
    const { questionId } = question;
    const sent = fields(req);
    const key = formKey(sent);
    if (key === null) throw new HttpProblem(400, 'form without its key');
    const { values, outcome, faults } = readDecision(sent, res.locals);
    if (outcome === undefined || faults.length > 0) {
      res.status(422);
      await renderPerson(dependencies, res, { question, key, values, faults });
      return;
    }
    const [version, print] = [Number(sent['version']), sent['print'] ?? ''];
    const form: PersonDecisionForm = { ...{ questionId, key, outcome, reason: values.reason, version, print } };
    const answer = await decidePersonQuestion(
      { ...dependencies, correctPhone: (...given) => dependencies.accounts.records.correctPhone(...given) },
      { actor: actorOf(res), form },
    );
    if (answer.ok) {
      res.redirect(303, paths.entries.person.build({ questionId }));
      return;
    }
    if (answer.refusal === undefined) throw notFound('question');
    res.status(422);
    const refusal = { field: '', text: personRefusalText(answer.refusal, res.locals.t) };
    const now = await questionInScope(dependencies, req, res);
    await renderPerson(dependencies, res, { question: now, key: randomUUID(), values, faults: [refusal] });
  };
