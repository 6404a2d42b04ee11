import type { RequestHandler, Response } from 'express';
import { keysRead } from '../../domain/policy/keysRead.js';
import { POLICY_UNITS, type PolicyRow, REGIMES } from '../../domain/policy/policyRow.js';
import { ruleWords } from '../cases/ruleWords.js';
import { listTypeName, tierName } from '../entries/names.js';
import { formatDate } from '../format.js';
import { query } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { adminNav } from './adminNav.js';

const KEYS_READ = keysRead();

type Fields = Readonly<Record<string, string | undefined>>;

const LONGEST_QUERY = 100;
const COLUMNS = ['key', 'value', 'scope', 'source', 'state'] as const;

const policyFilter = (sent: Fields) => ({
  regime: REGIMES.find(value => value === sent['regime']) ?? '',
  unit: POLICY_UNITS.find(value => value === sent['unit']) ?? '',
  verified: sent['verified'] === 'no' ? 'no' : '',
  q: sent['q']?.trim().slice(0, LONGEST_QUERY) ?? '',
});

type PolicyFilter = ReturnType<typeof policyFilter>;

function isWanted(row: PolicyRow, { regime, unit, verified, q }: PolicyFilter): boolean {
  const chosen = (regime === '' || row.regime === regime) && (unit === '' || row.unit === unit);
  if (!chosen || (verified === 'no' && row.verified)) return false;
  return `${row.key} ${row.source}`.toLowerCase().includes(q.toLowerCase());
}

function scopeText({ listType = 'ANY', tier = 'ANY' }: PolicyRow, { locals: { t } }: Response): string {
  const parts = [
    ...(listType === 'ANY' ? [] : [listTypeName(listType, t)]),
    ...(tier === 'ANY' ? [] : [tierName(tier, t)]),
  ];
  return parts.length === 0 ? t('admin:policy.everything') : parts.join(' · ');
}

function policyCells(row: PolicyRow, res: Response) {
  const { t, lang } = res.locals;
  const { effectiveFrom, effectiveTo } = row;
  const from = t('admin:policy.from', { day: formatDate(effectiveFrom, lang) });
  const to = effectiveTo === undefined ? '' : t('admin:policy.to', { day: formatDate(effectiveTo, lang) });
  return [
    { text: row.key, header: true, mono: true, note: KEYS_READ.has(row.key) ? '' : t('admin:policy.shownOnly') },
    { text: `${String(row.value)} ${t(`admin:policy.unit.${row.unit}`)}` },
    { text: scopeText(row, res), note: t(`admin:policy.regime.${row.regime}`) },
    { text: ruleWords(t, row.source), note: t('admin:policy.mark', { mark: row.source }) },
    {
      tag: row.verified
        ? { text: t('admin:policy.verified'), colour: 'green' }
        : { text: t('admin:policy.unverified'), colour: 'yellow' },
      note: `${from} ${to}`.trim(),
    },
  ];
}

/** The figures of law and city as they stand in the database; read only. */
export const showPolicy =
  ({ data }: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { t } = res.locals;
    const filter = policyFilter(query(req));
    const [all, version] = await Promise.all([data.policies.rows(), data.policies.version()]);
    const rows = all.filter(row => isWanted(row, filter));
    const any = { value: '', text: t('admin:policy.any') };
    res.render('admin/policy', {
      ...filter,
      nav: adminNav(res, 'policy'),
      version,
      regimes: [any, ...REGIMES.map(value => ({ value, text: t(`admin:policy.regime.${value}`) }))],
      units: [any, ...POLICY_UNITS.map(value => ({ value, text: t(`admin:policy.unit.${value}`) }))],
      choices: [any, { value: 'no', text: t('admin:policy.onlyUnverified') }],
      summary: t('admin:policy.summary', { shown: rows.length, all: all.length }),
      clearHref: paths.admin.policy.build(),
      head: COLUMNS.map(name => ({ text: t(`admin:policy.column.${name}`) })),
      rows: rows.map(row => policyCells(row, res)),
    });
  };
