import type { Response } from 'express';
import Handlebars from 'handlebars';
import { may } from '../../domain/access/permissions.js';
import { COVERAGE_LISTS, type CoverageFigure } from '../../domain/coverage/coverage.js';
import type { CoverageView } from '../../queries/coverageQueries.js';
import { countyName } from '../entries/names.js';
import type { Translate } from '../i18n.js';
import { actorOf } from '../middleware/locals.js';
import { paths } from '../paths.js';
import { type CoverageForm, WITHOUT_COUNTY } from './coverageForm.js';

/** The share with its sign; a dash where there is no target group. */
export const percentOf = ({ percentText }: CoverageFigure): string => (percentText === null ? '—' : `${percentText}%`);

/** "Reached", "n to go" or "no target group", in words. */
export function verdictOf({ reached, gap }: CoverageFigure, t: Translate): string {
  if (reached === null) return t('coverage:noTarget');
  return reached ? t('coverage:reached') : t('coverage:gap', { gap });
}

function verdictColour({ reached }: CoverageFigure): string {
  if (reached === null) return 'grey';
  return reached ? 'green' : 'orange';
}

/** What the links of the page have in common. */
const linkQuery = ({ year, list, typed, asOf }: CoverageForm) => ({
  year,
  list,
  asOf: typed === '' ? undefined : asOf,
});

interface Place {
  readonly name: string;
  readonly county?: string;
  readonly figure: CoverageFigure;
}

function placeRow(res: Response, form: CoverageForm, { name, county, figure }: Place) {
  const { t } = res.locals;
  const object = county === undefined ? {} : { county };
  const open = may(actorOf(res), 'coverage.firms', object);
  const link = (trained?: string) =>
    open ? { href: paths.coverage.firms.build({ ...linkQuery(form), county, trained }) } : {};
  return [
    { text: name, header: true },
    { text: String(figure.D), numeric: true, ...link() },
    { text: String(figure.N), numeric: true, ...link('yes') },
    { text: String(figure.D - figure.N), numeric: true, ...link('no') },
    { text: percentOf(figure), numeric: true },
    { tag: { text: verdictOf(figure, t), colour: verdictColour(figure) } },
  ];
}

const tableHead = (t: Translate) => [
  { text: t('coverage:column.county') },
  { text: t('coverage:column.D'), numeric: true },
  { text: t('coverage:column.N'), numeric: true },
  { text: t('coverage:column.rest'), numeric: true },
  { text: t('coverage:column.percent'), numeric: true },
  { text: t('coverage:column.verdict') },
];

/** The coverage page: city figures, counties, chart and the way to the firms. */
export async function coveragePage(res: Response, form: CoverageForm, { coverage }: CoverageView) {
  const { t, lang } = res.locals;
  const { list } = form;
  const city = coverage.city[list];
  const counties = coverage.counties.map(({ county, figures }) => ({
    name: countyName(county, lang),
    county,
    figure: figures[list],
  }));
  const target = coverage.targets[list];
  return {
    ...filterOf(res, form),
    asOf: coverage.asOf,
    provisional: form.year === form.years[0],
    stats: [
      {
        label: t('coverage:stat.targets'),
        value: t('coverage:stat.targetsValue', target),
        note: targetNote(target, coverage.counties.length, t),
      },
      { label: t('coverage:stat.city'), value: percentOf(city), note: t('coverage:stat.cityNote', { ...city }) },
      { label: t('coverage:stat.cityVerdict'), value: verdictOf(city, t), note: t('coverage:stat.cityVerdictNote') },
    ],
    caption: t('coverage:table.caption', { list: t(`coverage:list.${list}`) }),
    head: tableHead(t),
    rows: [
      ...counties.map(place => placeRow(res, form, place)),
      placeRow(res, form, { name: t('coverage:cityTotal'), figure: city }),
    ],
    listRows: COVERAGE_LISTS.map(name => cityListRow(res, coverage, name)),
    listHead: [
      { text: t('coverage:column.list') },
      ...tableHead(t).slice(1, -1),
      { text: t('coverage:column.countiesReached'), numeric: true },
    ],
    svg: new Handlebars.SafeString(await chartOf(counties, t)),
    defects: defectsOf(res, form, coverage.withoutCounty.length),
    csvHref: paths.coverage.csv.build(linkQuery(form)),
  };
}

const targetNote = ({ withTargetGroup }: { withTargetGroup: number }, all: number, t: Translate): string =>
  withTargetGroup === all
    ? t('coverage:stat.targetsNoteAll', { count: all })
    : t('coverage:stat.targetsNote', { count: all, without: all - withTargetGroup });

async function chartOf(counties: readonly Place[], t: Translate): Promise<string> {
  const bars = counties.map(({ name, figure }) => ({
    label: name,
    percent: figure.D === 0 ? null : (figure.N / figure.D) * 100,
    reached: figure.reached === true,
    note: figure.reached === null ? t('coverage:noTarget') : `${percentOf(figure)} ${verdictOf(figure, t)}`,
  }));
  // The library that draws takes a while to load, and most processes never draw.
  const { coverageChart } = await import('../../charts/coverageChart.js');
  return coverageChart(bars, t('coverage:chart.target'));
}

function cityListRow(res: Response, coverage: CoverageView['coverage'], list: (typeof COVERAGE_LISTS)[number]) {
  const { t } = res.locals;
  const figure = coverage.city[list];
  const { reached, withTargetGroup } = coverage.targets[list];
  return [
    { text: t(`coverage:list.${list}`), header: true },
    { text: String(figure.D), numeric: true },
    { text: String(figure.N), numeric: true },
    { text: String(figure.D - figure.N), numeric: true },
    { text: percentOf(figure), numeric: true },
    { text: `${String(reached)} / ${String(withTargetGroup)}`, numeric: true },
  ];
}

function defectsOf(res: Response, form: CoverageForm, count: number) {
  const open = may(actorOf(res), 'coverage.firms', {});
  return {
    text: count === 0 ? '' : res.locals.t('coverage:defects.text', { count }),
    href: open ? paths.coverage.firms.build({ ...linkQuery(form), county: WITHOUT_COUNTY }) : '',
  };
}

/** The selectors as they stand, with the error of the day. */
export function filterOf(res: Response, form: CoverageForm) {
  const { t } = res.locals;
  const error = form.error === null ? '' : t(`coverage:dayError.${form.error}`);
  return {
    years: form.years.map(year => ({ value: String(year), text: t('coverage:yearChoice', { year }) })),
    year: String(form.year),
    lists: COVERAGE_LISTS.map(value => ({ value, text: t(`coverage:list.${value}`) })),
    list: form.list,
    typed: form.typed,
    dayError: error,
    errors: error === '' ? [] : [{ text: error, field: 'asOf' }],
  };
}

/** The page's numbers as rows of a sheet: every place and every list, counted up to the same day. */
export function coverageSheet(res: Response, { coverage }: CoverageView): string[][] {
  const { t, lang } = res.locals;
  const places = [
    ...coverage.counties.map(({ county, figures }) => ({ name: countyName(county, lang), figures })),
    { name: t('coverage:cityTotal'), figures: coverage.city },
  ];
  const columns = ['asOf', 'county', 'list', 'D', 'N', 'rest', 'percent', 'verdict'];
  return [
    columns.map(name => t(`coverage:column.${name}`)),
    ...places.flatMap(({ name, figures }) =>
      COVERAGE_LISTS.map(list => {
        const figure = figures[list];
        const numbers = [figure.D, figure.N, figure.D - figure.N].map(String);
        return [coverage.asOf, name, t(`coverage:list.${list}`), ...numbers, percentOf(figure), verdictOf(figure, t)];
      }),
    ),
  ];
}
