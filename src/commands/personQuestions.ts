import {
  type DataAccess,
  type ListImport,
  needsCity,
  type PersonDecision,
  type PersonDifference,
  type PersonOnRecord,
  type PersonQuestion,
} from '../data/index.js';
import { type Actor, type PersonRef, personRefOf, refOf } from '../domain/access/actor.js';
import { may } from '../domain/access/permissions.js';
import { isAnotherPerson, personDifference, type StatedPerson } from '../domain/entries/personDifference.js';
import { mayDecidePerson, type PersonOutcome, stateAfterDecision } from '../domain/entries/personQuestion.js';
import { coverPersonalNumbers } from '../domain/entries/personalData.js';
import type { Refusal } from '../domain/refusal.js';
import type { MessageGateway } from '../messaging/messageGateway.js';
import { tellAdministrators, tellOfDecision, tellOfQuestion } from './personQuestionTold.js';

export type PersonQuestionStores = Pick<DataAccess, 'personQuestions' | 'notices'>;

/**
 * Opens a question for every row that states another representative than the firm's record, and tells the person on
 * record and the county's administrators. Run again it opens and tells nothing twice.
 */
export async function askAboutPersons(
  { data, messages }: { readonly data: PersonQuestionStores; readonly messages: MessageGateway },
  asked: { list: ListImport; importers: readonly PersonRef[]; differences: readonly PersonDifference[]; at: number },
): Promise<void> {
  const { list, importers, differences, at } = asked;
  const counties = new Set<string>();
  for (const { stated, recorded, differing } of differences) {
    const { uscc, name: enterpriseName, county, representative, from } = stated;
    const { importId, fileName, by } = list;
    const place = { importId, fileName, line: from?.line ?? 0, by, at: list.at };
    const firm = { uscc, enterpriseName, county };
    const question = await data.personQuestions.open({
      ...{ ...firm, recorded, stated: representative, differing, place, importers, at },
    });
    if (question === null) continue;
    counties.add(county);
    await tellOfQuestion({ data, messages }, { question, accountId: recorded.accountId });
  }
  for (const county of counties) await tellAdministrators(data, { list, county, at });
}

export interface PersonDecisionForm {
  readonly questionId: string;
  /** One-time key of the form: sent twice, it decides once. */
  readonly key: string;
  readonly outcome: PersonOutcome;
  readonly reason: string;
  /** Question and record as the decider saw them. */
  readonly version: number;
  readonly print: string;
}

export interface PersonDecisionDependencies {
  readonly data: PersonQuestionStores & Pick<DataAccess, 'enterprises' | 'cases' | 'invitations' | 'audit'>;
  readonly messages: MessageGateway;
  /** Puts another telephone on record of an account, as its correction by the office does. */
  readonly correctPhone: (
    actor: Actor,
    correction: { key: string; accountId: string; phone: string; reason: 'CHANGED'; note: string },
  ) => Promise<{ ok: true } | { ok: false; refusal: Refusal } | null>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

export type PersonDecided =
  { ok: true; question: PersonQuestion } | { ok: false; refusal: Refusal } | { ok: false; refusal?: never };

const refused = (code: string): PersonDecided => ({ ok: false, refusal: { code, clause: null } });
const NOT_FOUND: PersonDecided = { ok: false };

/**
 * Takes one step of an open question. A record that changed after the decider saw it, or after the county decided, is
 * refused, and the question begins anew with the present record. No answer but `ok` means that anything was decided.
 */
export async function decidePersonQuestion(
  dependencies: PersonDecisionDependencies,
  { actor, form }: { actor: Actor; form: PersonDecisionForm },
): Promise<PersonDecided> {
  const { data } = dependencies;
  const question = await data.personQuestions.find(form.questionId);
  if (question === null || !may(actor, 'persons.decide', { county: question.county })) return NOT_FOUND;
  const sent = question.decisions.find(({ key, accountId }) => key === form.key && accountId === actor.accountId);
  // The same form again: an earlier sending may have ended between the decision and its record.
  if (sent !== undefined) return finish(dependencies, { question, decision: sent, actor });
  const verdict = mayDecidePerson(question, actor);
  if (!verdict.ok) return verdict;
  const record = await data.enterprises.personOf(question.uscc);
  return record === null ? NOT_FOUND : decide(dependencies, { question, record, actor, form });
}

async function decide(
  dependencies: PersonDecisionDependencies,
  { question, record, actor, form }: Step,
): Promise<PersonDecided> {
  const { data, clock } = dependencies;
  const { questionId, uscc, version } = question;
  // An earlier sending may have ended between the record and the decision.
  const isTaken = record.from?.questionId === questionId;
  if (!isTaken && (await isStale(dependencies, { question, record, form }))) return refused('personChanged');
  const { key, outcome } = form;
  const reason = coverPersonalNumbers(form.reason);
  const state = stateAfterDecision(question, { outcome, cityToo: await needsCity(data.cases, { ...record, uscc }) });
  if (outcome === 'TAKE_OVER' && state === 'DECIDED' && !isTaken) {
    const fault = await takeOver(dependencies, { question, record, actor, form });
    if (fault !== null) return fault;
  }
  const decision: PersonDecision = { ...refOf(actor), key, outcome, reason, at: clock() };
  if (!(await data.personQuestions.decide(questionId, { version, decision, state }))) return refused('personChanged');
  const decided = await data.personQuestions.find(questionId);
  return decided === null ? NOT_FOUND : finish(dependencies, { question: decided, decision, actor });
}

/** A question about a record that is no longer there begins anew, so that the next look at it shows the present one. */
async function isStale(
  { data }: PersonDecisionDependencies,
  { question, record, form }: { question: PersonQuestion; record: PersonOnRecord; form: PersonDecisionForm },
): Promise<boolean> {
  const { questionId, version, print } = question;
  if (print !== record.print) {
    await data.personQuestions.begin(questionId, { version, recorded: record });
    return true;
  }
  return form.version !== version || form.print !== print;
}

interface Step {
  question: PersonQuestion;
  record: PersonOnRecord;
  actor: Actor;
  form: PersonDecisionForm;
}

/** Null once the person of the list is on record, with what follows from it. */
async function takeOver(
  dependencies: PersonDecisionDependencies,
  { question, record, actor, form }: Step,
): Promise<PersonDecided | null> {
  const { data, clock } = dependencies;
  const { questionId, uscc } = question;
  const both = await data.personQuestions.privateOf(questionId);
  if (both === null) return NOT_FOUND;
  const person = both.stated;
  const known = await correctedPhone(dependencies, { record, person, actor, form, uscc });
  if ('ok' in known) return known;
  const by = [...question.importers, ...question.decisions, actor].map(personRefOf);
  const taken = { questionId, print: known.print, person, by, at: clock() };
  if (!(await data.enterprises.takeOverPerson(uscc, taken))) return refused('personChanged');
  // A code that is under way was sent for the former record.
  for (const { invitationId } of await data.invitations.ofUscc(uscc))
    await data.invitations.revoke(invitationId, clock());
  return null;
}

/** A new telephone of the same person is a correction of the account, with all that goes with it. */
async function correctedPhone(
  { data, correctPhone }: PersonDecisionDependencies,
  { record, person, actor, form, uscc }: Omit<Step, 'question'> & { person: StatedPerson; uscc: string },
): Promise<PersonOnRecord | PersonDecided> {
  const { accountId } = record;
  const { phone } = person;
  const isOwn = accountId !== undefined && !isAnotherPerson(record, person);
  if (!isOwn || phone === undefined || !personDifference(record, person).includes('phone')) return record;
  const answer = await correctPhone(actor, {
    ...{ key: form.key, accountId, phone, reason: 'CHANGED', note: form.reason },
  });
  if (answer?.ok === false) return answer;
  const now = await data.enterprises.personOf(uscc);
  const isSame = now !== null && now.accountId === accountId && !isAnotherPerson(now, record);
  return isSame ? now : refused('personChanged');
}

/** Record and messages of a decision that is kept; each by its key, so that a second run adds nothing. */
async function finish(
  { data, messages }: PersonDecisionDependencies,
  { question, decision, actor }: { question: PersonQuestion; decision: PersonDecision; actor: Actor },
): Promise<PersonDecided> {
  const { questionId, uscc, county, differing, evidence } = question;
  const { key, outcome, reason, at, role } = decision;
  await data.audit.append({
    chain: 'admin',
    kind: 'personDecided',
    actor: { accountId: actor.accountId, role: actor.role },
    at,
    key: `personDecided:${questionId}:${key}`,
    data: {
      ...{ questionId, uscc, county, outcome, reason, step: role, differing: [...differing] },
      imports: [...new Set(evidence.map(({ importId }) => importId))],
    },
  });
  await tellOfDecision({ data, messages }, { question, decision, record: await data.enterprises.personOf(uscc) });
  return { ok: true, question };
}
