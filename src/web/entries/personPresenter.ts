import type { Response } from 'express';
import type { Page, PersonQuestion } from '../../data/index.js';
import { PERSON_PARTS, type PersonPart } from '../../domain/entries/personDifference.js';
import { PERSON_OUTCOMES, type PersonOutcome, type PersonQuestionState } from '../../domain/entries/personQuestion.js';
import type { Refusal } from '../../domain/refusal.js';
import type { KnownOrigin, PersonEvidence } from '../../queries/personQueries.js';
import { formatDate, formatDateTime } from '../format.js';
import type { Translate } from '../i18n.js';
import { paginationOf } from '../pagination.js';
import { paths } from '../paths.js';
import { countyName } from './names.js';

type Locals = Response['locals'];

const STATE_COLOURS: Record<PersonQuestionState, string> = { OPEN: 'yellow', AT_CITY: 'blue', DECIDED: 'grey' };
const OUTCOME_COLOURS: Record<PersonOutcome, string> = { KEEP: 'grey', TAKE_OVER: 'green' };

const stateTag = ({ state, outcome }: PersonQuestion, t: Translate) =>
  outcome === undefined
    ? { text: t(`entries:persons.state.${state}`), colour: STATE_COLOURS[state] }
    : { text: t(`entries:persons.outcome.${outcome}`), colour: OUTCOME_COLOURS[outcome] };

/** The parts that differ, as a sentence lists them. */
export const partsText = (parts: readonly string[], t: Translate): string =>
  parts.map(part => t(`entries:persons.part.${part}`)).join(t('entries:listComma'));

export const personRefusalText = ({ code, values }: Refusal, t: Translate): string =>
  t(`entries:persons.refusal.${code}`, { ...values });

/** The list of questions, open or decided. */
export function personListPage(res: Response, { list, open }: { list: Page<PersonQuestion>; open: boolean }) {
  const { t, lang } = res.locals;
  const show = open ? undefined : 'decided';
  return {
    tabs: [
      { text: t('entries:persons.open'), href: paths.entries.persons.build(), current: open },
      { text: t('entries:persons.decided'), href: paths.entries.persons.build({ show: 'decided' }), current: !open },
    ],
    none: t(open ? 'entries:persons.noneOpen' : 'entries:persons.noneDecided'),
    rows: list.items.map(question => ({
      href: paths.entries.person.build({ questionId: question.questionId }),
      name: question.enterpriseName,
      uscc: question.uscc,
      county: countyName(question.county, lang),
      recorded: question.recorded.name,
      stated: question.stated.name,
      differing: partsText(question.differing, t),
      at: formatDate(new Date(question.openedAt), lang),
      state: stateTag(question, t),
    })),
    pagination: paginationOf(list, t, page => paths.entries.persons.build({ show, page })),
  };
}

export interface PersonFormState {
  readonly question: PersonQuestion;
  readonly key: string;
  readonly values: { readonly outcome: string; readonly reason: string };
  readonly faults: readonly { field: string; text: string }[];
}

const leadOf = ({ state, differing }: PersonQuestion, t: Translate): string =>
  t(`entries:persons.${state === 'DECIDED' ? 'leadDecided' : 'lead'}`, { parts: partsText(differing, t) });

/** One question: both sides, their evidence, the decisions so far, and the form. */
export function personPage(res: Response, page: PersonFormState & PersonEvidence) {
  const { t } = res.locals;
  const { question, key, values, faults, print, obstacle, cityToo } = page;
  const { questionId, enterpriseName, uscc, version, state } = question;
  return {
    breadcrumbs: [{ text: t('entries:persons.title'), href: paths.entries.persons.build() }, { text: enterpriseName }],
    title: enterpriseName,
    uscc,
    state: stateTag(question, t),
    lead: leadOf(question, t),
    changed: page.changed,
    isOpen: state !== 'DECIDED',
    cityToo,
    rows: PERSON_PARTS.map(part => comparedRow(res, page, part)),
    recordedFrom: recordEvidence(res.locals, page),
    statedIn: question.evidence.map(({ importId, fileName, line, by, at }) => ({
      href: paths.entries.importShow.build({ importId }),
      fileName,
      text: t('entries:persons.statedIn', {
        line,
        by: page.names.get(by) ?? by,
        at: formatDateTime(new Date(at), res.locals.lang),
      }),
    })),
    decisions: question.decisions.map(({ accountId, role, outcome, reason, at }) => ({
      who: t('entries:persons.decidedBy', {
        name: page.names.get(accountId) ?? accountId,
        step: t(`entries:persons.step.${role}`),
        at: formatDateTime(new Date(at), res.locals.lang),
      }),
      outcome: t(`entries:persons.outcome.${outcome}`),
      reason,
    })),
    obstacle: obstacle === null || state === 'DECIDED' ? '' : personRefusalText(obstacle, t),
    form:
      obstacle === null
        ? {
            action: paths.entries.person.build({ questionId }),
            ...{ key, version, print, values },
            error: Object.fromEntries(faults.map(({ field, text }) => [field, text])),
            outcomes: PERSON_OUTCOMES.map(value => ({
              value,
              text: t(`entries:persons.choose.${value}`),
              hint: t(`entries:persons.chooseHint.${value}`),
            })),
          }
        : null,
    errors: faults,
  };
}

/** One part of the person on both sides. After the decision the record as the question found it. */
function comparedRow(res: Response, { question, firm }: PersonFormState & PersonEvidence, part: PersonPart) {
  const { t } = res.locals;
  const { stated, recorded: then, state } = question;
  const recorded = state === 'DECIDED' ? then : (firm?.representative ?? then);
  const of = ({ name, idMasked, phoneMasked }: typeof stated): string =>
    ({ name, idNumber: idMasked ?? '', phone: phoneMasked ?? '' })[part];
  return {
    label: t(`entries:persons.part.${part}`),
    recorded: of(recorded) || t('entries:persons.notOnRecord'),
    stated: of(stated) || t('entries:persons.notStated'),
    differs: question.differing.includes(part),
  };
}

function originText({ t, lang }: Locals, { fileName = '', line = 0, questionId, at }: KnownOrigin): string {
  const day = formatDate(new Date(at), lang);
  if (questionId !== undefined) return t('entries:persons.from.decision', { day });
  return t('entries:persons.from.list', { file: fileName, line, day });
}

/** Since when, from where and by which activation the record has its representative. */
function recordEvidence(locals: Locals, { origins, since, accountSince }: PersonEvidence) {
  const { t, lang } = locals;
  const { name, idNumber, phone } = origins;
  const later = (label: string, origin: KnownOrigin | undefined) =>
    origin === undefined || origin.at === name?.at
      ? []
      : [
          t('entries:persons.from.part', {
            part: t(`entries:persons.part.${label}`),
            origin: originText(locals, origin),
          }),
        ];
  return [
    name === undefined ? t('entries:persons.from.unknown') : originText(locals, name),
    ...later('idNumber', idNumber),
    ...later('phone', phone),
    ...(since === undefined ? [] : [t('entries:persons.from.since', { day: formatDate(new Date(since), lang) })]),
    accountSince === undefined
      ? t('entries:persons.from.noAccount')
      : t('entries:persons.from.account', { day: formatDate(new Date(accountSince), lang) }),
  ];
}
