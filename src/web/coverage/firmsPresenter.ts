import type { Response } from 'express';
import { type CoverageFirm, coverageFigure, firmsOf } from '../../domain/coverage/coverage.js';
import type { CoverageView } from '../../queries/coverageQueries.js';
import { countyName, listTypeName } from '../entries/names.js';
import { formatDate } from '../format.js';
import { paginationOf } from '../pagination.js';
import { paths } from '../paths.js';
import { type FirmsForm, WITHOUT_COUNTY } from './coverageForm.js';
import { percentOf, verdictOf } from './coveragePresenter.js';

const PAGE_SIZE = 50;

/** Firms behind the figure of the address; `group` is D, `shown` those of it that were asked for. */
export function chosenFirms({ firms, coverage }: CoverageView, { county, list, trained }: FirmsForm) {
  const group =
    county === WITHOUT_COUNTY
      ? firms.filter(({ uscc }) => coverage.withoutCounty.includes(uscc))
      : firmsOf(firms, { list, ...(typeof county === 'string' && { county }) });
  const shown = trained === undefined ? group : group.filter(firm => firm.trained === trained);
  return { group, shown };
}

function placeName(res: Response, { county }: FirmsForm): string {
  const { t, lang } = res.locals;
  if (county === WITHOUT_COUNTY) return t('coverage:defects.title');
  return typeof county === 'string' ? countyName(county, lang) : t('coverage:cityTotal');
}

const trainedWord = (trained: boolean | undefined): 'all' | 'yes' | 'no' =>
  trained === undefined ? 'all' : trained ? 'yes' : 'no';

/** The firms of one figure, paged, with the figure itself counted from them. */
export function firmsPage(res: Response, form: FirmsForm, view: CoverageView) {
  const { t, lang } = res.locals;
  const { group, shown } = chosenFirms(view, form);
  const figure = coverageFigure(group.length, group.filter(({ trained }) => trained).length);
  const place = placeName(res, form);
  const links = { year: form.year, list: form.list, asOf: form.typed === '' ? undefined : form.asOf };
  const county = form.county ?? undefined;
  const hrefOf = (trained: string | undefined, page?: number) =>
    paths.coverage.firms.build({ ...links, county, trained, page });
  const word = trainedWord(form.trained);
  const chosen = word === 'all' ? undefined : word;
  const start = (form.page - 1) * PAGE_SIZE;
  return {
    title: t('coverage:firms.title', { place }),
    breadcrumbs: [{ text: t('coverage:title'), href: paths.coverage.index.build(links) }, { text: place }],
    lead: t('coverage:firms.lead', {
      list: t(`coverage:list.${form.list}`),
      day: formatDate(view.coverage.asOf, lang),
      D: figure.D,
      N: figure.N,
      percent: percentOf(figure),
      verdict: verdictOf(figure, t),
    }),
    isDefects: form.county === WITHOUT_COUNTY,
    tabs: [
      { text: t('coverage:firms.all', { count: figure.D }), href: hrefOf(undefined), current: word === 'all' },
      { text: t('coverage:firms.yes', { count: figure.N }), href: hrefOf('yes'), current: word === 'yes' },
      { text: t('coverage:firms.no', { count: figure.D - figure.N }), href: hrefOf('no'), current: word === 'no' },
    ],
    head: ['firm', 'uscc', 'county', 'lists', 'trained'].map(name => ({ text: t(`coverage:column.${name}`) })),
    rows: shown.slice(start, start + PAGE_SIZE).map(firm => firmRow(res, firm, view)),
    empty: t('coverage:firms.none'),
    csvHref: paths.coverage.firmsCsv.build({ ...links, county, trained: chosen }),
    pagination: paginationOf({ page: form.page, size: PAGE_SIZE, total: shown.length }, t, page =>
      hrefOf(chosen, page),
    ),
  };
}

function firmRow(res: Response, firm: CoverageFirm, { nameOf }: CoverageView) {
  const { t, lang } = res.locals;
  return [
    { text: nameOf(firm.uscc), header: true },
    { text: firm.uscc, mono: true },
    { text: firm.county === undefined ? t('common:none') : countyName(firm.county, lang) },
    { text: firm.listTypes.map(type => listTypeName(type, t)).join(lang === 'zh' ? '、' : ', ') },
    firm.trainedOn === undefined
      ? { tag: { text: t('coverage:untrained'), colour: 'orange' } }
      : { tag: { text: t('coverage:trained'), colour: 'green' }, note: formatDate(firm.trainedOn, lang) },
  ];
}

/** The same firms as rows of a sheet, all of them. */
export function firmsSheet(res: Response, form: FirmsForm, view: CoverageView): string[][] {
  const { t, lang } = res.locals;
  const columns = ['asOf', 'firm', 'uscc', 'county', 'lists', 'trained', 'trainedOn'];
  const head = columns.map(name => t(`coverage:column.${name}`));
  const rows = chosenFirms(view, form).shown.map(firm => [
    view.coverage.asOf,
    view.nameOf(firm.uscc),
    firm.uscc,
    firm.county === undefined ? '' : countyName(firm.county, lang),
    firm.listTypes.map(type => listTypeName(type, t)).join('、'),
    t(firm.trained ? 'coverage:trained' : 'coverage:untrained'),
    firm.trainedOn ?? '',
  ]);
  return [head, ...rows];
}
