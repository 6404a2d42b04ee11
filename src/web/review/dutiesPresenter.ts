import type { CaseView, Evidence, ListEntry } from '../../data/index.js';
import { dayOf } from '../../domain/calendarDay.js';
import { daysLeft } from '../../domain/proceeding/clock.js';
import { type Outcome, OUTCOMES } from '../../domain/proceeding/form.js';
import { attentionOf, findDeadline } from '../../domain/repair/deadlines.js';
import { openRequest } from '../../domain/repair/dutyRequest.js';
import type { RepairCase } from '../../domain/repair/repairCase.js';
import type { WorkCalendar } from '../../domain/workCalendar.js';
import { deadlineRule } from '../cases/casePresenter.js';
import { requestLines } from '../evidence/evidencePages.js';
import { formatDate, formatDateTime } from '../format.js';
import { paths } from '../paths.js';
import { queueAddress, trailQuery } from './queueForm.js';
import { attentionTag } from './queuePresenter.js';
import type { QueueReader } from './queueReader.js';

export interface DutiesForm {
  readonly key: string;
  /** Which request of the case is answered. */
  readonly round: number;
  readonly outcome: Outcome | '';
  readonly reason: string;
  /** `confirm`: the answer is shown once more before it is given. */
  readonly step: 'form' | 'confirm';
  readonly errors: readonly { field: string; text: string }[];
}

export interface DutiesDossier {
  readonly view: CaseView;
  readonly entry: ListEntry | null;
  readonly evidence: readonly Evidence[];
  readonly calendar: WorkCalendar;
  /** Why this person may not answer; empty where he or she may. */
  readonly blocked: string;
}

/** Papers that may show what was done. */
const TELLING = ['MAT2', 'MAT8'];
const MARKS = { HALF: 'half', NEAR: 'near', OVERDUE: 'overdue' } as const;

/** The firm's question with the decision it is about, its papers, and the form of the answer. */
export function presentDuties(dossier: DutiesDossier, reader: QueueReader, form: DutiesForm) {
  const { view, blocked } = dossier;
  const { case: repairCase, enterpriseName } = view;
  const { caseId, reference } = repairCase;
  const { t, trail } = reader;
  const open = openRequest(repairCase);
  const error = (field: string) => form.errors.find(item => item.field === field)?.text ?? '';
  return {
    ...{ reference, firm: enterpriseName, blocked: open === undefined ? t('review:duties.closed') : blocked },
    queueHref: queueAddress(trail),
    attention: attentionTag(repairCase, reader),
    action: paths.review.duties.build({ caseId }, trailQuery(trail)),
    rows: questionRows(dossier, reader),
    text: (open ?? repairCase.dutyRequests?.at(-1))?.text ?? '',
    files: filesOf(dossier, reader),
    history: requestLines(repairCase, reader),
    deadline: deadlineCard(repairCase, dossier.calendar, reader),
    form,
    confirm: form.step === 'confirm',
    chosen: form.outcome === '' ? '' : t(`review:duties.outcome.${form.outcome}`),
    consequence: form.outcome === '' ? '' : t(`review:duties.consequence.${form.outcome}`),
    outcomes: OUTCOMES.map(outcome => ({
      value: outcome,
      text: t(`review:duties.outcome.${outcome}`),
      hint: t(`review:duties.consequence.${outcome}`),
    })),
    error: { outcome: error('outcome'), reason: error('reason') },
  };
}

function questionRows({ view, entry }: DutiesDossier, { t, lang }: QueueReader) {
  const { uscc } = view.case;
  return [
    { key: t('review:entry.firm'), value: view.enterpriseName },
    { key: t('review:entry.uscc'), value: uscc, mono: true },
    { key: t('review:entry.decisionNumber'), value: view.decisionNumber },
    ...(entry === null
      ? []
      : [
          { key: t('review:entry.decisionDate'), value: formatDate(entry.decisionDate, lang) },
          { key: t('review:entry.facts'), value: entry.facts },
          { key: t('review:entry.penalty'), value: entry.penalty },
          { key: t('review:entry.amount'), value: entry.amount ?? '' },
          { key: t('review:entry.duties'), value: entry.duties },
        ]),
  ];
}

const filesOf = ({ view, evidence }: DutiesDossier, { t, lang }: QueueReader) =>
  evidence
    .filter(({ material }) => TELLING.includes(material))
    .map(({ evidenceId, fileName, material, at }) => ({
      fileName,
      note: `${t(`review:material.${material}`)} · ${formatDateTime(new Date(at), lang)}`,
      href: paths.evidence.show.build({ caseId: view.case.caseId, evidenceId }),
    }));

function deadlineCard(repairCase: RepairCase, calendar: WorkCalendar, { t, lang, now }: QueueReader) {
  const deadline = openRequest(repairCase) === undefined ? undefined : findDeadline(repairCase, 'T6');
  if (deadline === undefined) return null;
  const attention = attentionOf({ ...repairCase, deadlines: [deadline] }, now);
  return {
    title: t('review:duties.deadline'),
    date: formatDateTime(new Date(deadline.dueAt), lang),
    daysLeft: String(Math.abs(daysLeft(deadline, calendar, dayOf(now)))),
    daysText: t(`${deadline.dueAt < now ? 'review:overUnit' : 'review:leftUnit'}.${deadline.unit}`),
    rule: deadlineRule(deadline, { t, lang }),
    provisional: deadline.provisional,
    mark: attention === undefined ? 'calm' : MARKS[attention],
  };
}
