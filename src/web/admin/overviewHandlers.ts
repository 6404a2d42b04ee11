import type { RequestHandler } from 'express';
import type { Actor } from '../../domain/access/actor.js';
import { mayUse } from '../../domain/access/permissions.js';
import { REPAIR_STAGES } from '../../domain/repair/stages.js';
import { countyOf } from '../entries/entryFilterForm.js';
import { actorOf } from '../middleware/locals.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { adminNav } from './adminNav.js';

/** Whose cases an official may count; null for those who have to do with none. */
function scopeOf({ role, county, authorityId }: Actor): { county?: string; authorityId?: string } | null {
  if (role === 'TRAINER') return null;
  if (role === 'AUTHORITY_OFFICER') return { authorityId: authorityId ?? 'none' };
  if (role === 'COUNTY_ADMIN' || role === 'COUNTY_REVIEWER' || role === 'WINDOW_CLERK')
    return { county: county ?? 'none' };
  return {};
}

/** Where the work stands: cases by stage in the reader's scope. */
export const showOverview =
  ({ data, clock }: WebDependencies): RequestHandler =>
  async (_req, res) => {
    const { t } = res.locals;
    const scope = scopeOf(actorOf(res));
    const actor = actorOf(res);
    const [counts, persons] = await Promise.all([
      scope === null ? null : data.cases.counts(scope, clock()),
      mayUse(actor, 'persons.read') ? data.personQuestions.countOpen({ county: countyOf(actor) }) : 0,
    ]);
    res.render('admin/index', {
      nav: adminNav(res, 'index'),
      hasCounts: counts !== null,
      persons: persons === 0 ? '' : t('entries:persons.waiting', { number: persons }),
      personsHref: paths.entries.persons.build(),
      stats: [
        { label: t('admin:overview.total'), value: String(counts?.total ?? 0) },
        { label: t('admin:overview.overdue'), value: String(counts?.overdue ?? 0) },
      ],
      head: [{ text: t('admin:overview.stage') }, { text: t('admin:overview.cases'), numeric: true }],
      rows: REPAIR_STAGES.map(stage => [
        { text: t(`stages:${stage}`), header: true },
        { text: String(counts?.byStage[stage] ?? 0), numeric: true },
      ]),
    });
  };
