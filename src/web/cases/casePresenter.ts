import type { Response } from 'express';
import type { Actor } from '../../domain/access/actor.js';
import { asDay, type CalendarDay } from '../../domain/calendarDay.js';
import { daysLeft } from '../../domain/proceeding/clock.js';
import { applicableDeadline, attentionOf } from '../../domain/repair/deadlines.js';
import { waitingClocks } from '../../domain/repair/dutyClocks.js';
import { openRequest } from '../../domain/repair/dutyRequest.js';
import { availableActions } from '../../domain/repair/judge.js';
import type { Deadline, RepairCase, ReturnNotice } from '../../domain/repair/repairCase.js';
import { isClosed, type RepairStage, STAGES } from '../../domain/repair/stages.js';
import type { Task, TaskPage, TaskStatus } from '../../domain/repair/taskList.js';
import type { WorkCalendar } from '../../domain/workCalendar.js';
import type { CaseFile } from '../../queries/caseQueries.js';
import { formatDate, formatDateTime } from '../format.js';
import { ruleWords, standingMark } from '../law/sourceWords.js';
import { paths } from '../paths.js';

export type Locals = Pick<Response['locals'], 't' | 'lang'>;

const STATUS_COLOURS: Readonly<Record<TaskStatus, string>> = {
  CANNOT_START: 'grey',
  NOT_STARTED: 'grey',
  IN_PROGRESS: 'blue',
  DONE: 'green',
  ACTION_NEEDED: 'red',
};

/** Address of the page where a task is done. */
export function taskAddress(page: TaskPage, caseId: string): string {
  const addresses: Readonly<Record<TaskPage, () => string>> = {
    register: () => paths.cases.register.build({ caseId }),
    courses: () => paths.training.courses.build(),
    quiz: () => paths.quiz.start.build(),
    answers: () => paths.cases.answers.build({ caseId }),
    evidence: () => paths.evidence.list.build({ caseId }),
    sign: () => paths.commitment.read.build({ caseId }),
    correct: () => paths.cases.resubmit.build({ caseId }),
  };
  return addresses[page]();
}

/** Whether this person can do the task; what only the representative may do is closed to all others. */
function canDo(task: Task, repairCase: RepairCase, actor: Actor): boolean {
  if (task.page === undefined) return false;
  if (task.supplier === 'REPRESENTATIVE') return actor.role === 'LEGAL_REP' && actor.usccs.includes(repairCase.uscc);
  return availableActions(repairCase, actor).some(kind => ['register', 'saveAnswers', 'resubmit'].includes(kind));
}

const MISSING_WORDS: Partial<Record<Task['code'], string>> = {
  answers: 'cases:answers.fields.',
  correct: 'cases:returnReason.',
  exit: 'cases:receiver.',
};

/** A material, and whether the recognising authority was asked to stand for it: then nobody has to bring it yet. */
function materialWord(code: string, repairCase: RepairCase, { t }: Locals): string {
  const word = t(`evidence:material.${code}`);
  return code === 'MAT2' && openRequest(repairCase) !== undefined ? t('cases:missing.beingConfirmed', { word }) : word;
}

function missingWords(task: Task, repairCase: RepairCase, locals: Locals): string {
  const { t } = locals;
  if (task.missing.length === 0 || task.status === 'DONE') return '';
  const prefix = MISSING_WORDS[task.code] ?? 'cases:missing.';
  const word = (code: string): string =>
    task.code === 'evidence' ? materialWord(code, repairCase, locals) : t(`${prefix}${code}`);
  const words = task.missing.map(word).join(t('cases:separator'));
  if (task.code === 'correct') return t('cases:task.returnedFor', { words });
  return t(task.status === 'CANNOT_START' ? 'cases:task.first' : 'cases:task.missing', { words });
}

/** The papers are never an office's alone: there the authority is waited for because the firm asked it (ruling B5). */
const supplierWord = ({ code, supplier }: Task): string => (code === 'evidence' ? `${supplier}_ASKED` : supplier);

/** What stands below a task: what is missing, who brings it, until when, from when. */
function taskHint(task: Task, repairCase: RepairCase, { actor, locals }: { actor: Actor; locals: Locals }): string {
  const { t } = locals;
  const open = task.status !== 'DONE';
  const forRep = open && task.supplier === 'REPRESENTATIVE' && actor.role !== 'LEGAL_REP';
  const office = open && !['FIRM', 'REPRESENTATIVE'].includes(task.supplier);
  const parts = [
    missingWords(task, repairCase, locals),
    forRep || office ? t(`cases:supplier.${supplierWord(task)}`) : '',
    ...(open ? taskDays(task, office ? 'dueOffice' : 'due', locals) : []),
  ];
  return parts.filter(part => part !== '').join(' ');
}

/** From when it may be done, or tried again, and until when, by which rule. */
function taskDays({ from, againAt, due }: Task, dueWords: string, { t, lang }: Locals): string[] {
  return [
    from === undefined ? '' : t('cases:task.from', { date: formatDate(from, lang) }),
    againAt === undefined ? '' : t('cases:task.again', { date: instant(againAt, lang) }),
    due === undefined ? '' : t(`cases:task.${dueWords}`, { date: formatDateTime(new Date(due.at), lang) }),
    due?.provisional === true ? t('cases:task.provisional') : '',
    due === undefined ? '' : t('cases:task.rule', { rule: ruleWords(due.source, lang) }),
  ];
}

/** The way of the case; of a closed one only what was done. */
export function taskRows({ tasks, view }: CaseFile, { actor, locals }: { actor: Actor; locals: Locals }) {
  const { t } = locals;
  const closed = isClosed(view.case.stage);
  const shown = closed ? tasks.filter(({ status }) => status === 'DONE') : tasks;
  return shown.map(task => ({
    title: t(`cases:task.name.${task.code}`),
    href: task.page !== undefined && canDo(task, view.case, actor) ? taskAddress(task.page, view.case.caseId) : '',
    hint: closed ? '' : taskHint(task, view.case, { actor, locals }),
    status: { text: t(`cases:task.status.${task.status}`), colour: STATUS_COLOURS[task.status] },
  }));
}

/** The paper that says how a case ended; empty where none is made, or not yet. */
function closingPaper({ stage, documents, caseId }: RepairCase, { t }: Locals): { href: string; linkText: string } {
  const paper = documents.find(({ kind }) => kind === STAGES[stage].paper);
  if (paper === undefined) return { href: '', linkText: '' };
  const { documentId, kind } = paper;
  return {
    href: paths.cases.document.build({ caseId, documentId }),
    linkText: t('cases:closed.download', { document: t(`cases:document.${kind}`) }),
  };
}

const instant = (epochMs: number, lang: Locals['lang']): string => formatDateTime(new Date(epochMs), lang);

/** What is waited for where nobody can do anything now. */
function waitingWords(tasks: readonly Task[], stage: RepairStage, { t, lang }: Locals): string {
  const asked = tasks.find(({ code, supplier }) => code === 'evidence' && supplier === 'AUTHORITY');
  if (asked?.due !== undefined) return t('cases:waiting.authorityAsked', { date: formatDate(asked.due.day, lang) });
  const again = tasks.find(({ againAt }) => againAt !== undefined)?.againAt;
  return again === undefined
    ? t(`repair:waiting.${stage}`)
    : t('cases:waiting.coolDown', { date: instant(again, lang) });
}

/** The one thing to do now; the button only for those who may do it. */
export function nextStep({ next, view, tasks }: CaseFile, { actor, locals }: { actor: Actor; locals: Locals }) {
  const { t } = locals;
  const { stage, caseId } = view.case;
  if (isClosed(stage)) return { text: t(`repair:closed.${stage}`), ...closingPaper(view.case, locals), urgent: false };
  if (next?.page === undefined)
    return { text: waitingWords(tasks, stage, locals), href: '', linkText: '', urgent: false };
  const mine = canDo(next, view.case, actor);
  const text = mine ? t(`cases:next.${next.code}`) : t(`cases:nextByOthers.${next.supplier}`);
  const href = mine ? taskAddress(next.page, caseId) : '';
  return { text, href, linkText: t(`cases:nextLink.${next.page}`), urgent: mine };
}

export interface DeadlineWords {
  title: string;
  date: string;
  daysLeft: number;
  daysText: string;
  rule: string;
  provisional: boolean;
  mark: 'calm' | 'half' | 'near' | 'overdue';
}

const MARKS = { HALF: 'half', NEAR: 'near', OVERDUE: 'overdue' } as const;

/** The clock that matters to the applicant; null where none runs. */
export function deadlineCard(
  repairCase: RepairCase,
  { calendar, today, locals }: { calendar: WorkCalendar; today: CalendarDay; locals: Locals },
): DeadlineWords | null {
  const deadline = applicableDeadline(repairCase, 'APPLICANT');
  if (deadline === undefined) return null;
  const { t, lang } = locals;
  const left = daysLeft(deadline, calendar, today);
  // On a day off after the last day no working day is over yet, and the clock is.
  const isMissed = today > deadline.due;
  const attention = attentionOf({ ...repairCase, deadlines: [deadline] }, deadline.dueAt);
  const unit = deadline.unit === 'wd' ? 'wd' : 'd';
  return {
    title: t(`cases:deadline.name.${deadline.id}`),
    date: formatDateTime(new Date(deadline.dueAt), lang),
    daysLeft: Math.abs(left),
    daysText: t(`cases:deadline.${isMissed ? 'over' : 'left'}.${unit}`),
    rule: deadlineRule(deadline, locals),
    provisional: deadline.provisional,
    mark: isMissed ? 'overdue' : attention === undefined ? 'calm' : MARKS[attention],
  };
}

/** From when, how long, by which rule. */
export function deadlineRule({ startedAt, length, unit, source }: Deadline, { t, lang }: Locals): string {
  const start = formatDate(new Date(startedAt), lang);
  return t(`cases:deadline.rule.${unit}`, { start, length, rule: ruleWords(source, lang) });
}

/** The clocks of the firm that stand still while the recognising authority is asked, and why; empty where none does. */
export const waitingClockLines = (repairCase: RepairCase, { t }: Locals): string[] =>
  waitingClocks(repairCase).map(({ id, unit, left }) =>
    t(`cases:deadline.waits.${unit}`, { deadline: t(`cases:deadline.name.${id}`), left }),
  );

export interface ReturnLine {
  title: string;
  text: string;
  links: readonly { href: string; text: string }[];
}

/** Which pages cure which return reason. */
const CURES: Readonly<Record<string, readonly TaskPage[] | undefined>> = {
  R02: ['answers'],
  R03: ['sign'],
  R04: ['evidence', 'answers'],
  R05: ['evidence', 'answers'],
  R06: ['evidence'],
  R07: ['evidence'],
  R09: ['courses'],
  R10: ['evidence'],
  R99: ['answers', 'evidence'],
};

type Reason = ReturnNotice['reasons'][number];

const returnReasonLine = ({ code, text }: Reason, t: Locals['t']) => ({ title: t(`cases:returnReason.${code}`), text });

/** The reasons of a return in the words of the firm's page. */
export const returnReasonLines = (reasons: readonly Reason[], t: Locals['t']) =>
  reasons.map(reason => returnReasonLine(reason, t));

/** All reasons of the last return at once, each with the pages where it is put right. */
export function returnLines(repairCase: RepairCase, { t }: Locals): ReturnLine[] {
  const notice = repairCase.returns.at(-1);
  if (repairCase.stage !== 'RETURNED' || notice === undefined) return [];
  return notice.reasons.map(reason => ({
    ...returnReasonLine(reason, t),
    links: (CURES[reason.code] ?? []).map(page => ({
      href: taskAddress(page, repairCase.caseId),
      text: t(`cases:nextLink.${page}`),
    })),
  }));
}

/** Facts of the case and its entry. */
export function caseFacts({ view, entry, policy }: CaseFile, { t, lang }: Locals) {
  const { case: repairCase } = view;
  const date = (day: string) => formatDate(asDay(day), lang);
  return [
    { key: t('cases:facts.reference'), value: repairCase.reference, mono: true },
    { key: t('cases:facts.uscc'), value: repairCase.uscc, mono: true },
    { key: t('cases:facts.list'), value: t(`cases:listType.${repairCase.listType}`) },
    { key: t('cases:facts.tier'), value: t(`cases:tier.${repairCase.tier}`) },
    { key: t('cases:facts.authority'), value: view.authorityName },
    { key: t('cases:facts.decision'), value: view.decisionNumber },
    { key: t('cases:facts.facts'), value: entry?.facts ?? '' },
    { key: t('cases:facts.penalty'), value: entry?.penalty ?? '' },
    { key: t('cases:facts.duties'), value: entry?.duties ?? '' },
    {
      key: t('cases:facts.firstDay'),
      value: date(repairCase.firstSubmissionDay),
      mark: standingMark(policy.sources.minMonths, lang),
    },
    { key: t('cases:facts.opened'), value: formatDate(new Date(repairCase.openedAt), lang) },
    { key: t('cases:facts.basis'), value: policy.basis },
    { key: t('cases:facts.assisted'), value: repairCase.assisted ? t('cases:facts.assistedYes') : t('common:no') },
  ];
}
