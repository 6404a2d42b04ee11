import { type PolicyRow, rowsOf } from './policyRow.js';

const SERIOUS = { tier: 'SERIOUS' } as const;
const GENERAL = { tier: 'GENERAL' } as const;
const MINOR = { tier: 'MINOR' } as const;

/** 发改办财金〔2019〕527号 and 893号 of 2018; kept so that an old case can be read under its own rules. */
const R2019 = rowsOf({ regime: 'R2019', effectiveFrom: '2019-07-01', effectiveTo: '2023-04-30' }, [
  { key: 'regime.basis', value: '发改办财金〔2019〕527号', unit: 'word', source: 'NOTICE_527' },
  { key: 'publication.minMonths', value: 3, unit: 'mo', source: 'NOTICE_527' },
  { key: 'publication.maxMonths', value: 12, unit: 'mo', source: 'NOTICE_527' },
  { key: 'publication.minMonths', value: 6, unit: 'mo', ...SERIOUS, source: 'NOTICE_527' },
  { key: 'publication.maxMonths', value: 36, unit: 'mo', ...SERIOUS, source: 'NOTICE_527' },
  { key: 'publication.startsFrom', value: 'DECISION_DATE', unit: 'word', source: 'FROM_MEMORY' },
  { key: 'publication.repairable', value: true, unit: 'switch', source: 'NOTICE_527' },
  { key: 'publication.specificSeriousRepairable', value: false, unit: 'switch', source: 'NOTICE_527' },
  { key: 'publication.specificSeriousMaxMonths', value: 36, unit: 'mo', source: 'NOTICE_527' },
  { key: 'training.nationalCondition', value: true, unit: 'switch', ...SERIOUS, source: 'NOTICE_527' },
  { key: 'training.nationalMinimum', value: 180, unit: 'min', ...SERIOUS, source: 'FROM_MEMORY' },
  { key: 'material.creditReport', value: true, unit: 'switch', ...SERIOUS, source: 'NOTICE_527' },
]);

/** NDRC Order 58 of 2023. */
const R2023 = rowsOf({ regime: 'R2023', effectiveFrom: '2023-05-01', effectiveTo: '2026-03-31' }, [
  { key: 'regime.basis', value: '国家发展改革委令第58号（2023年）', unit: 'word', source: 'ORDER_58' },
  { key: 'publication.minMonths', value: 3, unit: 'mo', source: 'ORDER_58' },
  { key: 'publication.maxMonths', value: 36, unit: 'mo', source: 'ORDER_58' },
  { key: 'publication.minMonths', value: 12, unit: 'mo', ...SERIOUS, source: 'ORDER_58' },
  { key: 'publication.startsFrom', value: 'DECISION_DATE', unit: 'word', source: 'ORDER_58' },
  { key: 'publication.longestTypeGoverns', value: true, unit: 'switch', source: 'ORDER_58' },
  { key: 'publication.repairable', value: true, unit: 'switch', source: 'ORDER_58' },
  { key: 'publication.simpleProcedurePublished', value: false, unit: 'switch', ...MINOR, source: 'FROM_MEMORY' },
  { key: 'training.nationalCondition', value: false, unit: 'switch', source: 'ORDER_58' },
  { key: 'material.creditReport', value: false, unit: 'switch', source: 'ORDER_58' },
]);

/** NDRC Order 36 of 2025 and 国办发〔2025〕22号. */
const R2026 = rowsOf({ regime: 'R2026', effectiveFrom: '2026-04-01' }, [
  {
    key: 'regime.basis',
    value: '国家发展改革委令第36号（2025年）；国办发〔2025〕22号',
    unit: 'word',
    source: 'ORDER_36',
  },
  { key: 'publication.minMonths', value: 0, unit: 'mo', ...MINOR, source: 'ORDER_36' },
  { key: 'publication.maxMonths', value: 3, unit: 'mo', ...MINOR, source: 'ORDER_36' },
  { key: 'publication.minMonths', value: 3, unit: 'mo', ...GENERAL, source: 'ORDER_36' },
  { key: 'publication.maxMonths', value: 12, unit: 'mo', ...GENERAL, source: 'ORDER_36' },
  { key: 'publication.minMonths', value: 12, unit: 'mo', ...SERIOUS, source: 'ORDER_36' },
  { key: 'publication.maxMonths', value: 36, unit: 'mo', ...SERIOUS, source: 'ORDER_36' },
  { key: 'publication.minMonths', value: 12, unit: 'mo', listType: 'BLACKLIST', source: 'ORDER_36' },
  { key: 'publication.maxMonths', value: 36, unit: 'mo', listType: 'BLACKLIST', source: 'ORDER_36' },
  { key: 'publication.startsFrom', value: 'DECISION_DATE', unit: 'word', source: 'ORDER_36' },
  // The practice of Order 58; Order 36 is not known to keep it.
  { key: 'publication.longestTypeGoverns', value: true, unit: 'switch', source: 'PLATFORM' },
  { key: 'publication.stopsAtMaximum', value: true, unit: 'switch', source: 'ORDER_36' },
  { key: 'publication.repairable', value: true, unit: 'switch', source: 'ORDER_36' },
  { key: 'publication.minorOnlyWhereNecessary', value: true, unit: 'switch', ...MINOR, source: 'ORDER_36' },
  { key: 'condition.minimumPeriodReached', value: true, unit: 'switch', source: 'ORDER_36' },
  { key: 'condition.dutiesPerformed', value: true, unit: 'switch', source: 'ORDER_36' },
  { key: 'condition.publicCommitment', value: true, unit: 'switch', source: 'ORDER_36' },
  { key: 'condition.otherLaw', value: true, unit: 'switch', source: 'ORDER_36' },
  { key: 'training.nationalCondition', value: false, unit: 'switch', source: 'ORDER_36' },
  { key: 'material.creditReport', value: false, unit: 'switch', source: 'GUOBAN_22' },
  { key: 'exclusion.byLaw', value: true, unit: 'switch', source: 'ORDER_36' },
  { key: 'tier.minor', value: '简易程序、警告、通报批评、小额罚款、异常名录', unit: 'word', source: 'ORDER_36' },
  { key: 'tier.general', value: '较大数额罚款、没收', unit: 'word', source: 'ORDER_36' },
  {
    key: 'tier.serious',
    value: '特大数额罚款、暂扣或吊销许可、降低资质、限制经营、停业、关闭、从业禁止、严重失信主体名单',
    unit: 'word',
    source: 'ORDER_36',
  },
]);

/** SAMR Order 107: only entries of market regulators, repaired in their own system; shown, never selected for a case here. */
const SAMR = rowsOf({ regime: 'SAMR', effectiveFrom: '2025-12-25' }, [
  { key: 'samr.publication.maxMonths', value: 3, unit: 'mo', ...MINOR, source: 'SAMR_107' },
  { key: 'samr.publication.minMonths', value: 3, unit: 'mo', ...GENERAL, source: 'SAMR_107' },
  { key: 'samr.publication.maxMonths', value: 12, unit: 'mo', ...GENERAL, source: 'SAMR_107' },
  { key: 'samr.publication.minMonths', value: 12, unit: 'mo', ...SERIOUS, source: 'SAMR_107' },
  { key: 'samr.publication.maxMonths', value: 36, unit: 'mo', ...SERIOUS, source: 'SAMR_107' },
  { key: 'samr.decision', value: 7, unit: 'wd', source: 'FROM_MEMORY' },
  { key: 'samr.push', value: 3, unit: 'wd', source: 'FROM_MEMORY' },
  { key: 'samr.repairedElsewhere', value: true, unit: 'switch', source: 'GUOBAN_22' },
]);

/** The national regimes of parts 3.1, 3.2 and 3.6, each with its days. */
export const NATIONAL_ROWS: readonly PolicyRow[] = [...R2019, ...R2023, ...R2026, ...SAMR];
