import type { RequestHandler, Response } from 'express';
import { dayOf } from '../../domain/calendarDay.js';
import { STANDING_WORDS, STANDINGS, standingOf } from '../../domain/law/sources.js';
import { POLICY_UNITS, type PolicyRow, REGIMES } from '../../domain/policy/policyRow.js';
import { displayNames } from '../../queries/displayNames.js';
import { query } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { adminNav } from './adminNav.js';
import { makersOf, policyTables, searchWords, versionTable } from './policyPresenter.js';

type Fields = Readonly<Record<string, string | undefined>>;

const LONGEST_QUERY = 100;
const COLUMNS = ['key', 'value', 'scope', 'source', 'state'] as const;
/** Units that have a word of their own beside the number. */
const UNITS_IN_WORDS = POLICY_UNITS.filter(unit => !['count', 'bytes', 'hour', 'word', 'switch'].includes(unit));

const policyFilter = (sent: Fields) => ({
  regime: REGIMES.find(value => value === sent['regime']) ?? '',
  unit: UNITS_IN_WORDS.find(value => value === sent['unit']) ?? '',
  standing: STANDINGS.find(value => value === sent['standing']) ?? '',
  q: sent['q']?.trim().slice(0, LONGEST_QUERY) ?? '',
});

type PolicyFilter = ReturnType<typeof policyFilter>;

function isWanted(row: PolicyRow, { regime, unit, standing, q }: PolicyFilter, res: Response): boolean {
  const chosen = (regime === '' || row.regime === regime) && (unit === '' || row.unit === unit);
  if (!chosen || (standing !== '' && standingOf(row.source) !== standing)) return false;
  return searchWords(row, res.locals).includes(q.toLowerCase());
}

/** The figures of law and city as they stand in the database, by the step they belong to; read only. */
export const showPolicy =
  ({ data, clock }: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { t, lang } = res.locals;
    const filter = policyFilter(query(req));
    const today = dayOf(clock());
    const [law, versions] = await Promise.all([data.policies.on(today), data.policies.versions()]);
    const names = await displayNames(data, makersOf(versions));
    const rows = law.rows.filter(row => isWanted(row, filter, res));
    const any = { value: '', text: t('admin:policy.any') };
    res.render('admin/policy', {
      ...filter,
      nav: adminNav(res, 'policy'),
      versions: versionTable(versions, { names, inForce: law.versionId, today }, res.locals),
      regimes: [any, ...REGIMES.map(value => ({ value, text: t(`admin:policy.regime.${value}`) }))],
      units: [any, ...UNITS_IN_WORDS.map(value => ({ value, text: t(`admin:policy.unit.${value}`) }))],
      choices: [any, ...STANDINGS.map(value => ({ value, text: STANDING_WORDS[value][lang] }))],
      summary: t('admin:policy.summary', { shown: rows.length, all: law.rows.length }),
      clearHref: paths.admin.policy.build(),
      head: COLUMNS.map(name => ({ text: t(`admin:policy.column.${name}`) })),
      tables: policyTables(rows, res.locals),
    });
  };
