import type { RequestHandler, Response } from 'express';
import type { CaseView } from '../../data/index.js';
import type { Actor } from '../../domain/access/actor.js';
import { mayUse } from '../../domain/access/permissions.js';
import { REPAIR_STAGES } from '../../domain/repair/stages.js';
import { countyOf } from '../entries/entryFilterForm.js';
import { countyName } from '../entries/names.js';
import { formatDateTime } from '../format.js';
import { actorOf } from '../middleware/locals.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { adminNav } from './adminNav.js';

interface Scope {
  readonly county?: string;
  readonly authorityId?: string;
}

/** Whose cases an official may count; null for those who have to do with none. */
function scopeOf({ role, county, authorityId }: Actor): Scope | null {
  if (role === 'TRAINER') return null;
  if (role === 'AUTHORITY_OFFICER') return { authorityId: authorityId ?? 'none' };
  if (role === 'COUNTY_ADMIN' || role === 'COUNTY_REVIEWER' || role === 'WINDOW_CLERK')
    return { county: county ?? 'none' };
  return {};
}

/** Failed letters shown at most. */
const MOST_FAILED = 50;

interface Trouble {
  /** Open cases without a running workflow. */
  readonly lost: readonly CaseView[];
  /** Cases whose last letter could not be made. */
  readonly failed: readonly CaseView[];
}

/** What keeps cases of the reader's scope from going on, with the cause as a code; on a phone it is the first to be seen. */
function troubleTable({ lost, failed }: Trouble, scope: Scope, { t, lang }: Response['locals']) {
  const isInScope = ({ case: { county, authorityId } }: CaseView): boolean =>
    (scope.county === undefined || scope.county === county) &&
    (scope.authorityId === undefined || scope.authorityId === authorityId);
  const row = (view: CaseView, what: string, since: number) => [
    { text: view.case.reference, header: true, mono: true },
    { text: what },
    { text: view.enterpriseName },
    { text: countyName(view.case.county, lang) },
    { text: t(`repair:stage.${view.case.stage}`) },
    { text: formatDateTime(new Date(since), lang) },
  ];
  return {
    head: ['reference', 'what', 'firm', 'county', 'stage', 'since'].map(name => ({ text: t(`admin:trouble.${name}`) })),
    rows: [
      ...lost.filter(isInScope).map(view => row(view, t('admin:trouble.lost'), view.case.updatedAt)),
      ...failed.filter(isInScope).flatMap(view => {
        const { letterFailure } = view.case;
        if (letterFailure === undefined) return [];
        return [row(view, t('admin:trouble.letter', { cause: letterFailure.cause }), letterFailure.at)];
      }),
    ],
  };
}

/** The cases of a scope in numbers, and which of all cannot go on; `lost` is null while nobody can tell. */
async function standing({ data, clock, caseWorkflows }: WebDependencies, scope: Scope) {
  const [counts, lost, failed] = await Promise.all([
    data.cases.counts(scope, clock()),
    caseWorkflows.lost(),
    data.cases.withFailedLetter(MOST_FAILED),
  ]);
  return { counts, lost, failed };
}

/** How many questions about persons wait in the reader's county, or in the city. */
function waitingPersons({ data }: WebDependencies, actor: Actor): Promise<number> | number {
  return mayUse(actor, 'persons.read') ? data.personQuestions.countOpen({ county: countyOf(actor) }) : 0;
}

/** Where the work stands: cases by stage in the reader's scope. */
export const showOverview =
  (dependencies: WebDependencies): RequestHandler =>
  async (_req, res) => {
    const { t } = res.locals;
    const actor = actorOf(res);
    const scope = scopeOf(actor);
    const [{ counts, lost, failed }, persons] = await Promise.all([
      scope === null ? { counts: null, lost: [], failed: [] } : standing(dependencies, scope),
      waitingPersons(dependencies, actor),
    ]);
    res.render('admin/index', {
      nav: adminNav(res, 'index'),
      hasCounts: counts !== null,
      persons: persons === 0 ? '' : t('entries:persons.waiting', { number: persons }),
      personsHref: paths.entries.persons.build(),
      trouble: troubleTable({ lost: lost ?? [], failed }, scope ?? {}, res.locals),
      unknown: lost === null,
      stats: [
        { label: t('admin:overview.total'), value: String(counts?.total ?? 0) },
        { label: t('admin:overview.overdue'), value: String(counts?.overdue ?? 0) },
      ],
      head: [{ text: t('admin:overview.stage') }, { text: t('admin:overview.cases'), numeric: true }],
      rows: REPAIR_STAGES.map(stage => [
        { text: t(`repair:stage.${stage}`), header: true },
        { text: String(counts?.byStage[stage] ?? 0), numeric: true },
      ]),
    });
  };
