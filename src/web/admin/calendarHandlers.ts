import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { saveCalendarYear } from '../../commands/adminCommands.js';
import { mayUse } from '../../domain/access/permissions.js';
import { dayOf, yearOf } from '../../domain/calendarDay.js';
import { formKey } from '../entries/entryFilterForm.js';
import { formatDate } from '../format.js';
import { HttpProblem, notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields, query } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { adminNav } from './adminNav.js';
import {
  type CalendarFault,
  type CalendarValues,
  calendarYearOf,
  readCalendarYear,
  typedValues,
  valuesOf,
} from './calendarForm.js';

export const showCalendar =
  ({ data, clock }: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { t, lang } = res.locals;
    const { years, version } = await data.calendars.load();
    const mayEdit = mayUse(actorOf(res), 'calendar.edit');
    const next = Math.max(...years.map(({ year }) => year), yearOf(dayOf(clock())) - 1) + 1;
    const words = (days: readonly string[]) => days.map(day => formatDate(day, lang).replace(/^\d+年/, ''));
    res.render('admin/calendar', {
      nav: adminNav(res, 'calendar'),
      version,
      saved: query(req)['saved'] === '1',
      mayEdit,
      nextHref: paths.admin.calendarYear.build({ year: String(next) }),
      nextText: t('admin:calendar.add', { year: next }),
      years: years.toReversed().map(year => ({
        year: t('admin:calendar.year', { year: year.year }),
        href: paths.admin.calendarYear.build({ year: String(year.year) }),
        state: {
          text: t(year.confirmed ? 'admin:calendar.confirmed' : 'admin:calendar.provisional'),
          colour: year.confirmed ? 'green' : 'yellow',
        },
        offDays: words(year.offDays),
        workDays: words(year.workDays),
        source: year.source,
      })),
    });
  };

function yearOfAddress(req: Request): number {
  const year = calendarYearOf(req.params['year']);
  if (year === null) throw notFound('calendar year');
  return year;
}

interface YearPage {
  readonly year: number;
  readonly values: CalendarValues;
  readonly key: string;
  readonly faults: readonly CalendarFault[];
  readonly pending: boolean;
}

function renderYear(res: Response, { year, values, key, faults, pending }: YearPage): void {
  const { t } = res.locals;
  const errors = faults.map(({ field, code, day }) => ({ field, text: t(`admin:calendar.fault.${code}`, { day }) }));
  const errorOf = (field: string) =>
    errors
      .filter(error => error.field === field)
      .map(error => error.text)
      .join(' ');
  const title = t('admin:calendar.edit', { year });
  res.render('admin/calendarYear', {
    breadcrumbs: [
      { text: t('admin:title'), href: paths.admin.index.build() },
      { text: t('admin:calendar.title'), href: paths.admin.calendar.build() },
      { text: title },
    ],
    title,
    year: String(year),
    values,
    key,
    pending,
    errors,
    offError: errorOf('offDays'),
    workError: errorOf('workDays'),
    sourceError: errorOf('source'),
    ticked: values.confirmed ? ['yes'] : [],
  });
}

export const showCalendarYear =
  ({ data }: WebDependencies): RequestHandler =>
  async (req, res) => {
    const year = yearOfAddress(req);
    const { years } = await data.calendars.load();
    const values = valuesOf(years.find(known => known.year === year));
    renderYear(res, { year, values, key: randomUUID(), faults: [], pending: false });
  };

export const saveCalendar =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const year = yearOfAddress(req);
    const sent = fields(req);
    const key = formKey(sent);
    if (key === null) throw new HttpProblem(400, 'form without its key');
    const values = typedValues(sent);
    const read = readCalendarYear(values, year);
    if (!read.ok) {
      renderYear(res.status(422), { year, values, key, faults: read.faults, pending: false });
      return;
    }
    const outcome = await saveCalendarYear(dependencies, { year: read.year, actor: actorOf(res), key });
    if (outcome.ok) res.redirect(303, paths.admin.calendar.build({ saved: '1' }));
    else renderYear(res.status(503), { year, values, key, faults: [], pending: true });
  };
