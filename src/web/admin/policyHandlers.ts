import type { RequestHandler, Response } from 'express';
import { STANDING_WORDS, STANDINGS, standingOf } from '../../domain/law/sources.js';
import { POLICY_UNITS, type PolicyRow, REGIMES } from '../../domain/policy/policyRow.js';
import { query } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { adminNav } from './adminNav.js';
import { policyTables, searchWords } from './policyPresenter.js';

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
  ({ data }: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { t, lang } = res.locals;
    const filter = policyFilter(query(req));
    const [all, version] = await Promise.all([data.policies.rows(), data.policies.version()]);
    const rows = all.filter(row => isWanted(row, filter, res));
    const any = { value: '', text: t('admin:policy.any') };
    res.render('admin/policy', {
      ...filter,
      nav: adminNav(res, 'policy'),
      version,
      regimes: [any, ...REGIMES.map(value => ({ value, text: t(`admin:policy.regime.${value}`) }))],
      units: [any, ...UNITS_IN_WORDS.map(value => ({ value, text: t(`admin:policy.unit.${value}`) }))],
      choices: [any, ...STANDINGS.map(value => ({ value, text: STANDING_WORDS[value][lang] }))],
      summary: t('admin:policy.summary', { shown: rows.length, all: all.length }),
      clearHref: paths.admin.policy.build(),
      head: COLUMNS.map(name => ({ text: t(`admin:policy.column.${name}`) })),
      tables: policyTables(rows, res.locals),
    });
  };
