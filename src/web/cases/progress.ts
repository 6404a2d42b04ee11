import type { RequestHandler } from 'express';
import { dayOf } from '../../domain/calendarDay.js';
import { halfWidth } from '../../domain/halfWidth.js';
import { parseCaseReference } from '../../domain/repair/caseReference.js';
import { formatDate } from '../format.js';
import { fields } from '../middleware/setUpBodies.js';
import type { WebDependencies } from '../webDependencies.js';
import { deadlineCard } from './casePresenter.js';
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
      found: {
        reference: repairCase.reference,
        stage: stageTag(repairCase.stage, locals),
        steps: caseSteps(repairCase, locals.t),
        opened: formatDate(new Date(repairCase.openedAt), locals.lang),
        updated: formatDate(new Date(repairCase.updatedAt), locals.lang),
        deadline: deadlineCard(repairCase, { calendar, today: dayOf(clock()), locals }),
      },
    });
  };
