import { type PolicyRow, rowsOf } from './policyRow.js';

/** The system's own rows hold for every day it can be asked about; a changed figure gets a row with its own day. */
const LOCAL = { regime: 'LOCAL', effectiveFrom: '2018-01-01' } as const;
const KEY_ATTENTION = { listType: 'KEY_ATTENTION' } as const;
const BLACKLIST = { listType: 'BLACKLIST' } as const;

/** Conditions and switches that the city adds (parts 3.2 and 3.6). */
const conditions = rowsOf(LOCAL, [
  { key: 'publication.localMaxMonths', value: 12, unit: 'mo', ...KEY_ATTENTION, source: 'PLATFORM' },
  { key: 'publication.unperformedStays', value: false, unit: 'switch', source: 'PLATFORM' },
  {
    key: 'publication.unperformedStays',
    value: true,
    unit: 'switch',
    ...BLACKLIST,
    source: 'PLATFORM',
  },
  { key: 'training.mode', value: 'REQUIRED', unit: 'word', source: 'TRAINING_RULE' },
  { key: 'training.mode', value: 'OFF', unit: 'word', tier: 'MINOR', source: 'TRAINING_RULE' },
  { key: 'exclusion.courtDefaulters', value: true, unit: 'switch', source: 'FROM_MEMORY' },
  { key: 'exclusion.bankCredit', value: true, unit: 'switch', source: 'PLATFORM' },
  { key: 'exclusion.unfinishedInstalments', value: true, unit: 'switch', source: 'PENALTY_LAW#66' },
  { key: 'frequency.sinceLastRepair', value: false, unit: 'switch', source: 'PLATFORM' },
  { key: 'frequency.twiceInFiveYears', value: false, unit: 'switch', source: 'PLATFORM' },
  { key: 'frequency.sameKindOnce', value: false, unit: 'switch', source: 'PLATFORM' },
  { key: 'talks.offered', value: true, unit: 'switch', source: 'PLATFORM' },
  { key: 'channel.repairedElsewhere', value: 'SCJG', unit: 'word', source: 'GUOBAN_22' },
  { key: 'invitation.days', value: 30, unit: 'd', source: 'PLATFORM' },
  { key: 'contact.waitingDays', value: 3, unit: 'wd', source: 'PLATFORM' },
]);

/** Materials of part 3.3 and the limits of an upload. */
const materials = rowsOf(LOCAL, [
  { key: 'material.MAT1', value: 'ALWAYS', unit: 'word', source: 'ORDER_36' },
  { key: 'material.MAT2', value: 'ALWAYS', unit: 'word', source: 'REPAIR_GUIDES' },
  { key: 'material.MAT2.fineOnly', value: 'RECEIPT', unit: 'word', source: 'REPAIR_GUIDES' },
  { key: 'material.MAT2.otherDuty', value: 'AUTHORITY_FORM', unit: 'word', source: 'REPAIR_GUIDES' },
  { key: 'material.MAT3', value: 'ALWAYS', unit: 'word', source: 'REPAIR_GUIDES' },
  { key: 'material.MAT4', value: 'UPLOAD_OR_CONFIRMED', unit: 'word', source: 'ONLINE_SERVICES#7' },
  { key: 'material.MAT5', value: 'ENTRY_RECORD_OR_UPLOAD', unit: 'word', source: 'FROM_MEMORY' },
  { key: 'material.MAT6', value: 'IF_TRAINING_REQUIRED', unit: 'word', source: 'TRAINING_RULE' },
  { key: 'material.MAT8', value: 'OPTIONAL', unit: 'word', source: 'PLATFORM' },
  { key: 'material.MAT9', value: 'BANKRUPTCY_ONLY', unit: 'word', source: 'GUOBAN_22' },
  { key: 'evidence.maxBytes', value: 10 * 1024 * 1024, unit: 'bytes', source: 'PLATFORM' },
  { key: 'evidence.maxFiles', value: 20, unit: 'count', source: 'PLATFORM' },
]);

/** Review levels of part 3.4: who goes in which order, and who has the final word. */
const routes = rowsOf(LOCAL, [
  { key: 'route.steps', value: 'COUNTY>AUTHORITY>CITY', unit: 'word', source: 'PLATFORM' },
  { key: 'route.finalWord', value: 'CITY', unit: 'word', source: 'PLATFORM' },
  { key: 'route.finalWord', value: 'AUTHORITY', unit: 'word', ...BLACKLIST, source: 'ORDER_36' },
  { key: 'route.cityIssued', value: 'CITY>AUTHORITY>CITY', unit: 'word', source: 'PLATFORM' },
  { key: 'route.provinceIssued', value: 'COMPLETENESS>IMPORTED_DECISION', unit: 'word', source: 'PLATFORM' },
  { key: 'route.provinceReview', value: false, unit: 'switch', source: 'REPAIR_GUIDES' },
]);

/** Time limits T1–T18 of part 3.5, the draft's life of part 4 and how they are counted. */
const limits = rowsOf(LOCAL, [
  { key: 'limit.DRAFT', value: 90, unit: 'd', source: 'PLATFORM' },
  { key: 'limit.T1', value: 3, unit: 'wd', source: 'HENAN_GUIDES' },
  { key: 'limit.T2', value: 3, unit: 'wd', source: 'GUOBAN_22' },
  { key: 'limit.T3', value: 7, unit: 'wd', source: 'HENAN_GUIDES' },
  { key: 'limit.T4', value: 10, unit: 'wd', source: 'GUOBAN_22' },
  { key: 'limit.T5', value: 10, unit: 'wd', source: 'PLATFORM' },
  { key: 'limit.T5.times', value: 1, unit: 'count', source: 'PLATFORM' },
  { key: 'limit.T6', value: 5, unit: 'wd', source: 'PLATFORM' },
  { key: 'limit.T7', value: 10, unit: 'wd', source: 'PLATFORM' },
  { key: 'limit.T8', value: 60, unit: 'd', source: 'PLATFORM' },
  { key: 'limit.T8.extension', value: 30, unit: 'd', source: 'PLATFORM' },
  { key: 'limit.T9', value: 10, unit: 'wd', source: 'PLATFORM' },
  { key: 'limit.T10', value: 3, unit: 'wd', source: 'REPAIR_GUIDES' },
  { key: 'limit.T11', value: 7, unit: 'wd', source: 'REPORTING_RULE' },
  { key: 'limit.T12', value: 7, unit: 'wd', source: 'REPORTING_RULE' },
  { key: 'limit.T13', value: 1, unit: 'wd', source: 'PLATFORM' },
  { key: 'limit.T14', value: 7, unit: 'wd', source: 'FROM_MEMORY' },
  { key: 'limit.T15', value: 3, unit: 'wd', source: 'PENALTY_LAW#48' },
  { key: 'limit.T16', value: 36, unit: 'mo', source: 'FROM_MEMORY' },
  { key: 'limit.T17', value: 12, unit: 'mo', source: 'PLATFORM' },
  { key: 'limit.T18.review', value: 60, unit: 'd', source: 'REVIEW_LAW#20' },
  { key: 'limit.T18.lawsuit', value: 6, unit: 'mo', source: 'LITIGATION_LAW#46' },
  { key: 'correction.rounds', value: 3, unit: 'count', source: 'PLATFORM' },
  { key: 'clock.businessEndHour', value: 18, unit: 'hour', source: 'PLATFORM' },
]);

/** Training, quiz and coverage numbers of parts 7 and 8.1. */
const training = rowsOf(LOCAL, [
  { key: 'training.time.MOD1', value: 20, unit: 'min', source: 'PLATFORM' },
  { key: 'training.time.MOD2', value: 30, unit: 'min', source: 'PLATFORM' },
  { key: 'training.time.MOD3', value: 20, unit: 'min', source: 'PLATFORM' },
  { key: 'training.time.MOD4', value: 30, unit: 'min', source: 'PLATFORM' },
  { key: 'training.time.MOD5', value: 25, unit: 'min', source: 'PLATFORM' },
  { key: 'training.time.MOD6', value: 15, unit: 'min', source: 'PLATFORM' },
  { key: 'training.time.MOD7', value: 30, unit: 'min', source: 'PLATFORM' },
  { key: 'training.time.MOD8', value: 20, unit: 'min', source: 'PLATFORM' },
  { key: 'training.total', value: 180, unit: 'min', source: 'FROM_MEMORY' },
  { key: 'training.firstModule', value: 'MOD1', unit: 'word', source: 'PLATFORM' },
  { key: 'training.heartbeat', value: 30, unit: 's', source: 'PLATFORM' },
  { key: 'training.heartbeat.tolerance', value: 5, unit: 's', source: 'PLATFORM' },
  { key: 'training.attentionCheck', value: 10, unit: 'min', source: 'PLATFORM' },
  { key: 'training.outsideCertificates', value: false, unit: 'switch', source: 'PLATFORM' },
  { key: 'quiz.questions', value: 25, unit: 'count', source: 'PLATFORM' },
  { key: 'quiz.time', value: 60, unit: 'min', source: 'PLATFORM' },
  { key: 'quiz.passScore', value: 80, unit: 'points', source: 'PLATFORM' },
  { key: 'quiz.attempts', value: 3, unit: 'count', source: 'PLATFORM' },
  { key: 'quiz.coolDown', value: 24, unit: 'h', source: 'PLATFORM' },
  { key: 'quiz.bankPerModule', value: 8, unit: 'count', source: 'PLATFORM' },
  { key: 'quiz.minPerModule', value: 3, unit: 'count', source: 'PLATFORM' },
  { key: 'quiz.minRightPerModule', value: 1, unit: 'count', source: 'PLATFORM' },
  { key: 'certificate.months', value: 12, unit: 'mo', source: 'PLATFORM' },
  { key: 'coverage.period', value: 'CALENDAR_YEAR_COHORT', unit: 'word', source: 'PLATFORM' },
  { key: 'coverage.unit', value: 'FIRM_THROUGH_REPRESENTATIVE', unit: 'word', source: 'ZHUMADIAN_2018#29' },
  { key: 'coverage.targetPercent', value: 50, unit: 'percent', source: 'ZHUMADIAN_2018#29' },
]);

/** The city's own rows. */
export const LOCAL_ROWS: readonly PolicyRow[] = [...conditions, ...materials, ...routes, ...limits, ...training];
