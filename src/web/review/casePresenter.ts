import type { AuditRecord, ListEntry } from '../../data/index.js';
import { dayOf } from '../../domain/calendarDay.js';
import { daysLeft } from '../../domain/proceeding/clock.js';
import { attentionOf } from '../../domain/repair/deadlines.js';
import { actOf, availableActions, mayAct } from '../../domain/repair/judge.js';
import type { ActorRef, Deadline } from '../../domain/repair/repairCase.js';
import type { ReviewDossier } from '../../queries/reviewQueries.js';
import { deadlineRule } from '../cases/casePresenter.js';
import { stageTag } from '../cases/caseWords.js';
import { endedEntryText } from '../cases/endedEntry.js';
import { exitWords } from '../cases/exitWords.js';
import { paymentText } from '../cases/paymentText.js';
import { refusalText } from '../cases/refusalWords.js';
import { countyName } from '../entries/names.js';
import { formatDate, formatDateTime } from '../format.js';
import type { Translate } from '../i18n.js';
import { paths } from '../paths.js';
import type { Dossier } from './dossier.js';
import { answerRows, checklist, evidenceFiles, letterCard, returnLines, versions } from './dossierPresenter.js';
import { queueAddress, trailQuery } from './queueForm.js';
import { attentionTag } from './queuePresenter.js';
import type { QueueReader } from './queueReader.js';
import { actAddress, hasForm, onlyRecords } from './reviewActs.js';

/** Refusals that every reader of the page should know before starting to read. */
const STANDING_REFUSALS = ['representsFirm', 'interestDeclared', 'ownImport', 'fourEyes', 'claimedByOther'];
const MARKS = { HALF: 'half', NEAR: 'near', OVERDUE: 'overdue' } as const;

/** The whole case page. */
export function presentCase(dossier: Dossier, reader: QueueReader) {
  const { view, entry, history } = dossier;
  const { case: repairCase } = view;
  const { t } = reader;
  return {
    ...caseHead(dossier, reader),
    facts: caseFacts(dossier, reader),
    entryFacts: entry === null ? [] : entryRows(entry, reader),
    answers: answerRows(repairCase.answers, t),
    files: evidenceFiles(dossier, reader),
    checklist: checklist(dossier, reader),
    letter: letterCard(dossier, reader),
    exit: exitWords(repairCase, reader),
    versions: versions(dossier, reader),
    returns: repairCase.returns.map(notice => ({
      title: t('review:return.round', { round: notice.round }),
      at: formatDateTime(new Date(notice.at), reader.lang),
      by: who(notice.by, dossier, t),
      lines: returnLines(notice, t),
    })),
    decisions: decisionRows(dossier, reader),
    timeline: timeline(history, dossier, reader),
  };
}

/** What stands above the case and above every form about it. */
export function caseHead(dossier: Dossier, reader: QueueReader) {
  const { case: repairCase, enterpriseName } = dossier.view;
  const { caseId, reference, stage, version } = repairCase;
  return {
    reference,
    firm: enterpriseName,
    version,
    caseHref: paths.review.show.build({ caseId }, trailQuery(reader.trail)),
    queueHref: queueAddress(reader.trail),
    stage: stageTag(stage, reader),
    attention: attentionTag(repairCase, reader),
    deadlines: deadlineCards(dossier, reader),
    notices: standingNotices(dossier, reader),
    actions: actions(dossier, reader),
  };
}

function standingNotices({ view, entry, stopped }: Dossier, reader: QueueReader): string[] {
  const verdict = mayAct(view.case, reader.actor, 'claim');
  const refused =
    verdict.ok || !STANDING_REFUSALS.includes(verdict.refusal.code) ? '' : refusalText(verdict.refusal, reader);
  const { stage, answers } = view.case;
  const lost = stopped ? reader.t('review:stopped') : '';
  const notices = [lost, refused, endedEntryText({ entry, stage }, reader), paymentText({ entry, answers }, reader)];
  return notices.filter(text => text !== '');
}

/** Only what the rules allow this person now (domain `availableActions`). */
function actions({ view, rules, stopped }: Dossier, { actor, t, trail }: QueueReader) {
  const { case: repairCase } = view;
  const { caseId } = repairCase;
  const query = trailQuery(trail);
  const kinds = stopped ? [] : availableActions(repairCase, actor, rules);
  const forms = kinds.filter(hasForm).map(kind => ({
    text: t(onlyRecords(kind, repairCase) ? 'repair:record' : `repair:act.${kind}.name`),
    href: actAddress(kind, caseId, query),
    variant: actOf(kind).secondary === true ? 'secondary' : '',
  }));
  return {
    forms,
    claim: kinds.includes('claim') ? paths.review.claim.build({ caseId }, query) : '',
    release: kinds.includes('release') ? paths.review.release.build({ caseId }, query) : '',
    none: kinds.length === 0,
  };
}

function deadlineCards({ view, rules }: ReviewDossier, { t, lang, now }: QueueReader) {
  const card = (deadline: Deadline) => {
    const left = daysLeft(deadline, rules.calendar, dayOf(now));
    const attention = attentionOf({ ...view.case, deadlines: [deadline] }, now);
    const over = deadline.dueAt < now ? 'review:overUnit' : 'review:leftUnit';
    return {
      title: t(`review:deadline.${deadline.id}`),
      date: formatDateTime(new Date(deadline.dueAt), lang),
      daysLeft: String(Math.abs(left)),
      daysText: t(`${over}.${deadline.unit}`),
      rule: deadlineRule(deadline, { t, lang }),
      provisional: deadline.provisional,
      mark: attention === undefined ? 'calm' : MARKS[attention],
    };
  };
  return view.case.deadlines.toSorted((a, b) => a.dueAt - b.dueAt).map(card);
}

function caseFacts({ view, names }: ReviewDossier, { t, lang }: QueueReader) {
  const { case: repairCase } = view;
  const { assignee, openedBy, assisted, openedAt, acceptedAt, policyVersion, paused } = repairCase;
  const holder = assignee === undefined ? '' : (names.get(assignee.accountId) ?? t(`common:roles.${assignee.role}`));
  return [
    { key: t('review:fact.county'), value: countyName(repairCase.county, lang) },
    { key: t('review:fact.holder'), value: holder },
    {
      key: t('review:fact.openedBy'),
      value: t(assisted ? 'review:fact.assisted' : 'review:fact.byRole', { role: t(`common:roles.${openedBy.role}`) }),
    },
    { key: t('review:fact.openedAt'), value: formatDateTime(new Date(openedAt), lang) },
    {
      key: t('review:fact.acceptedAt'),
      value: acceptedAt === undefined ? '' : formatDateTime(new Date(acceptedAt), lang),
    },
    { key: t('review:fact.policy'), value: policyVersion, mono: true },
    ...(paused.length === 0
      ? []
      : [{ key: t('review:fact.paused'), value: paused.map(({ id }) => t(`review:deadline.${id}`)).join('、') }]),
  ];
}

function entryRows(entry: ListEntry, { t, lang }: QueueReader) {
  return [
    { key: t('review:entry.firm'), value: entry.enterpriseName },
    { key: t('review:entry.uscc'), value: entry.uscc, mono: true },
    { key: t('review:entry.listType'), value: t(`review:listType.${entry.listType}`) },
    { key: t('review:entry.tier'), value: t(`review:tier.${entry.tier}`) },
    { key: t('review:entry.authority'), value: entry.authorityName },
    { key: t('review:entry.decisionNumber'), value: entry.decisionNumber },
    { key: t('review:entry.decisionDate'), value: formatDate(entry.decisionDate, lang) },
    { key: t('review:entry.facts'), value: entry.facts },
    { key: t('review:entry.penalty'), value: entry.penalty },
    { key: t('review:entry.amount'), value: entry.amount ?? '' },
    { key: t('review:entry.duties'), value: entry.duties },
    { key: t('review:entry.publicationStart'), value: formatDate(entry.publicationStart, lang) },
  ];
}

function decisionRows(dossier: ReviewDossier, { t, lang }: QueueReader) {
  return dossier.view.case.decisions.map(({ step, outcome, by, at, reason }) => [
    { text: t(`review:step.${step}`), header: true },
    { tag: { text: t(`review:outcome.${outcome}`), colour: outcome === 'POSITIVE' ? 'green' : 'red' } },
    { text: reason === '' ? t('common:none') : reason },
    { text: who(by, dossier, t) },
    { text: formatDateTime(new Date(at), lang) },
  ]);
}

/** The opinions so far, oldest first, for whoever decides next. */
export const opinions = (dossier: Dossier, { t, lang }: QueueReader) =>
  dossier.view.case.decisions.map(({ step, outcome, by, at, reason }) => ({
    title: t('review:decision.line', { step: t(`review:step.${step}`), outcome: t(`review:outcome.${outcome}`) }),
    at: formatDateTime(new Date(at), lang),
    by: who(by, dossier, t),
    text: reason,
  }));

export function timeline(history: readonly AuditRecord[], dossier: ReviewDossier, { t, lang }: QueueReader) {
  return history
    .map(({ kind, actor, at, data }) => ({
      title: t(`repair:event.${kind}`),
      at: formatDateTime(new Date(at), lang),
      by: actor === undefined ? t('review:bySystem') : who(actor, dossier, t),
      text: detailIn(data as Detail | null, t),
    }))
    .reverse();
}

interface Detail {
  reason?: unknown;
  data?: { deadline?: string; mark?: number; receiver?: string; hindrance?: string };
}

/** The reason that was given, or which clock or register it was about. */
function detailIn(recorded: Detail | null, t: Translate): string {
  if (typeof recorded?.reason === 'string') return recorded.reason;
  const { deadline, mark, receiver, hindrance } = recorded?.data ?? {};
  if (receiver !== undefined) return t(`cases:receiver.${receiver}`);
  if (hindrance !== undefined) return t(`cases:exit.hindrance.${hindrance}`);
  if (deadline === undefined) return '';
  const name = t(`review:deadline.${deadline}`);
  return mark === undefined ? name : t('review:deadlineAt', { name, mark });
}

function who({ accountId, role }: ActorRef, { names }: ReviewDossier, t: Translate): string {
  const name = names.get(accountId);
  const office = t(`common:roles.${role}`);
  return name === undefined ? office : t('review:nameAndRole', { name, role: office });
}
