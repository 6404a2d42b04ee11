import type { RequestHandler } from 'express';
import { type CalendarDay, dayOf } from '../../domain/calendarDay.js';
import { halfWidth } from '../../domain/halfWidth.js';
import { parseCaseReference } from '../../domain/repair/caseReference.js';
import { isBeforeSubmission } from '../../domain/repair/publication.js';
import type { RepairCase } from '../../domain/repair/repairCase.js';
import type { WorkCalendar } from '../../domain/workCalendar.js';
import { formatDate } from '../format.js';
import { fields } from '../middleware/setUpBodies.js';
import type { WebDependencies } from '../webDependencies.js';
import { deadlineCard, type Locals } from './casePresenter.js';
import { caseSteps } from './caseSteps.js';
import { stageTag } from './caseWords.js';

const TAIL = 6;
const EMPTY = { reference: '', tail: '', error: '', found: null };

export const showProgress: RequestHandler = (_req, res) => {
  res.render('cases/progress', EMPTY);
};

/** How far a case is, for anyone who holds its reference and knows the firm's code: state and days, no names. */
export const lookUpProgress =
  ({ data, clock }: WebDependencies): RequestHandler =>
  async (req, res) => {
    const form = fields(req);
    const typed = { reference: (form['reference'] ?? '').trim(), tail: (form['tail'] ?? '').trim() };
    const reference = parseCaseReference(typed.reference);
    const view = reference === null ? null : await data.cases.findByReference(reference);
    const tail = halfWidth(typed.tail).toUpperCase();
    const { locals } = res;
    // One answer for a wrong reference and for a wrong code: nothing is learnt by trying.
    if (view === null || tail.length !== TAIL || !view.case.uscc.endsWith(tail)) {
      res.status(422).render('cases/progress', { ...EMPTY, ...typed, error: locals.t('cases:progress.none') });
      return;
    }
    const { case: repairCase } = view;
    const calendar = await data.calendars.load();
    res.render('cases/progress', {
      ...EMPTY,
      ...typed,
      found: progressOf(repairCase, { calendar, today: dayOf(clock()), locals }),
    });
  };

/** Stage and days; of a case that was not submitted yet only that, for learning and preparing is seen inside only (B4). */
function progressOf(
  repairCase: RepairCase,
  { calendar, today, locals }: { calendar: WorkCalendar; today: CalendarDay; locals: Locals },
) {
  const { reference, stage, openedAt, updatedAt } = repairCase;
  const { t, lang } = locals;
  const inside = isBeforeSubmission(stage);
  const row = (key: string, epochMs: number) => ({ key: t(key), value: formatDate(new Date(epochMs), lang) });
  const opened = row('cases:facts.opened', openedAt);
  if (inside) {
    const tag = { text: t('cases:progress.notSubmitted'), colour: 'grey' };
    return { reference, stage: tag, note: t('cases:progress.inside'), steps: null, rows: [opened], deadline: null };
  }
  return {
    ...{ reference, stage: stageTag(stage, locals), note: '', steps: caseSteps(repairCase, t) },
    rows: [opened, row('cases:progress.updated', updatedAt)],
    deadline: deadlineCard(repairCase, { calendar, today, locals }),
  };
}
