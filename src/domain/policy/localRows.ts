import { type PolicyRow, rowsOf } from './policyRow.js';

/** The system's own rows hold for every day it can be asked about; a changed figure gets a row with its own day. */
const LOCAL = { regime: 'LOCAL', effectiveFrom: '2018-01-01' } as const;
const KEY_ATTENTION = { listType: 'KEY_ATTENTION' } as const;
const BLACKLIST = { listType: 'BLACKLIST' } as const;

/** Conditions and switches that the city adds (parts 3.2 and 3.6). */
const conditions = rowsOf(LOCAL, [
  { key: 'publication.minMonths', value: 0, unit: 'mo', ...KEY_ATTENTION, source: 'D' },
  { key: 'publication.maxMonths', value: 12, unit: 'mo', ...KEY_ATTENTION, source: 'D' },
  { key: 'publication.unperformedStays', value: false, unit: 'switch', source: 'D' },
  {
    key: 'publication.unperformedStays',
    value: true,
    unit: 'switch',
    ...BLACKLIST,
    source: 'F2; staying on the list D',
  },
  { key: 'training.mode', value: 'REQUIRED', unit: 'word', source: 'S0-27, S4-29, S4-31' },
  { key: 'training.mode', value: 'OFF', unit: 'word', tier: 'MINOR', source: 'D' },
  { key: 'exclusion.courtDefaulters', value: true, unit: 'switch', source: 'M' },
  { key: 'exclusion.bankCredit', value: true, unit: 'switch', source: 'D' },
  { key: 'exclusion.unfinishedInstalments', value: true, unit: 'switch', source: 'F28' },
  { key: 'frequency.sinceLastRepair', value: false, unit: 'switch', source: 'D' },
  { key: 'frequency.twiceInFiveYears', value: false, unit: 'switch', source: 'D' },
  { key: 'frequency.sameKindOnce', value: false, unit: 'switch', source: 'D' },
  { key: 'talks.offered', value: true, unit: 'switch', source: 'M/D' },
  { key: 'channel.repairedElsewhere', value: 'SCJG', unit: 'word', source: 'F7, F12' },
  { key: 'invitation.days', value: 30, unit: 'd', source: 'D' },
]);

/** Materials of part 3.3 and the limits of an upload. */
const materials = rowsOf(LOCAL, [
  { key: 'material.MAT1', value: 'ALWAYS', unit: 'word', source: 'F2, F19, S4-16' },
  { key: 'material.MAT2', value: 'ALWAYS', unit: 'word', source: 'F15, F16' },
  { key: 'material.MAT2.fineOnly', value: 'RECEIPT', unit: 'word', source: 'F15, F16' },
  { key: 'material.MAT2.otherDuty', value: 'AUTHORITY_FORM', unit: 'word', source: 'F15, F16' },
  { key: 'material.MAT3', value: 'ALWAYS', unit: 'word', source: 'F15' },
  { key: 'material.MAT4', value: 'FETCH_OR_UPLOAD', unit: 'word', source: 'F19, F30' },
  { key: 'material.MAT5', value: 'FETCH_OR_UPLOAD', unit: 'word', source: 'M' },
  { key: 'material.MAT6', value: 'IF_TRAINING_REQUIRED', unit: 'word', source: 'F19, S0-27' },
  { key: 'material.MAT8', value: 'OPTIONAL', unit: 'word', source: 'D' },
  { key: 'material.MAT9', value: 'BANKRUPTCY_ONLY', unit: 'word', source: 'F7, F38' },
  { key: 'evidence.maxBytes', value: 10 * 1024 * 1024, unit: 'bytes', source: 'D' },
  { key: 'evidence.maxFiles', value: 20, unit: 'count', source: 'D' },
]);

/** Review levels of part 3.4: who goes in which order, and who has the final word. */
const routes = rowsOf(LOCAL, [
  { key: 'route.steps', value: 'COUNTY>AUTHORITY>CITY', unit: 'word', source: 'D' },
  { key: 'route.finalWord', value: 'CITY', unit: 'word', source: 'D' },
  { key: 'route.finalWord', value: 'AUTHORITY', unit: 'word', ...BLACKLIST, source: 'F3, F11' },
  { key: 'route.cityIssued', value: 'CITY>AUTHORITY>CITY', unit: 'word', source: 'D' },
  { key: 'route.provinceIssued', value: 'COMPLETENESS>IMPORTED_DECISION', unit: 'word', source: 'D' },
  { key: 'route.provinceReview', value: false, unit: 'switch', source: 'F14' },
]);

/** Time limits T1–T18 of part 3.5, the draft's life of part 4 and how they are counted. */
const limits = rowsOf(LOCAL, [
  { key: 'limit.DRAFT', value: 90, unit: 'd', source: 'D' },
  { key: 'limit.T1', value: 3, unit: 'wd', source: 'F17' },
  { key: 'limit.T2', value: 3, unit: 'wd', source: 'F8, F6' },
  { key: 'limit.T3', value: 7, unit: 'wd', source: 'F17, F25' },
  { key: 'limit.T4', value: 10, unit: 'wd', source: 'F8, F13, F14' },
  { key: 'limit.T5', value: 10, unit: 'wd', source: 'F6, F7; length M/D' },
  { key: 'limit.T5.times', value: 1, unit: 'count', source: 'M/D' },
  { key: 'limit.T6', value: 5, unit: 'wd', source: 'D' },
  { key: 'limit.T7', value: 10, unit: 'wd', source: 'D' },
  { key: 'limit.T8', value: 60, unit: 'd', source: 'D' },
  { key: 'limit.T8.extension', value: 30, unit: 'd', source: 'D' },
  { key: 'limit.T9', value: 10, unit: 'wd', source: 'D' },
  { key: 'limit.T10', value: 3, unit: 'wd', source: 'F11, F12, F13' },
  { key: 'limit.T11', value: 7, unit: 'wd', source: 'S2-6' },
  { key: 'limit.T12', value: 7, unit: 'wd', source: 'S2-4, S0-2' },
  { key: 'limit.T13', value: 1, unit: 'wd', source: 'F27' },
  { key: 'limit.T14', value: 7, unit: 'wd', source: 'M, F27' },
  { key: 'limit.T15', value: 3, unit: 'wd', source: 'F28, F27' },
  { key: 'limit.T16', value: 36, unit: 'mo', source: 'M, F6' },
  { key: 'limit.T17', value: 12, unit: 'mo', source: 'D' },
  { key: 'limit.T18.review', value: 60, unit: 'd', source: 'M' },
  { key: 'limit.T18.lawsuit', value: 6, unit: 'mo', source: 'M' },
  { key: 'correction.rounds', value: 3, unit: 'count', source: 'D' },
  { key: 'clock.businessEndHour', value: 18, unit: 'hour', source: 'F36; hour D' },
]);

/** Training, quiz and coverage numbers of parts 7 and 8.1. */
const training = rowsOf(LOCAL, [
  { key: 'training.time.MOD1', value: 20, unit: 'min', source: 'D' },
  { key: 'training.time.MOD2', value: 30, unit: 'min', source: 'D' },
  { key: 'training.time.MOD3', value: 20, unit: 'min', source: 'D' },
  { key: 'training.time.MOD4', value: 30, unit: 'min', source: 'D' },
  { key: 'training.time.MOD5', value: 25, unit: 'min', source: 'D' },
  { key: 'training.time.MOD6', value: 15, unit: 'min', source: 'D' },
  { key: 'training.time.MOD7', value: 30, unit: 'min', source: 'D' },
  { key: 'training.time.MOD8', value: 20, unit: 'min', source: 'D' },
  { key: 'training.total', value: 180, unit: 'min', source: 'M' },
  { key: 'training.firstModule', value: 'MOD1', unit: 'word', source: 'D' },
  { key: 'training.heartbeat', value: 30, unit: 's', source: 'D' },
  { key: 'training.heartbeat.tolerance', value: 5, unit: 's', source: 'D' },
  { key: 'training.attentionCheck', value: 10, unit: 'min', source: 'D' },
  { key: 'training.outsideCertificates', value: false, unit: 'switch', source: 'S2-18; default D' },
  { key: 'quiz.questions', value: 25, unit: 'count', source: 'D' },
  { key: 'quiz.time', value: 60, unit: 'min', source: 'D' },
  { key: 'quiz.passScore', value: 80, unit: 'points', source: 'D' },
  { key: 'quiz.attempts', value: 3, unit: 'count', source: 'D' },
  { key: 'quiz.coolDown', value: 24, unit: 'h', source: 'D' },
  { key: 'quiz.bankPerModule', value: 8, unit: 'count', source: 'D' },
  { key: 'quiz.minPerModule', value: 3, unit: 'count', source: 'D' },
  { key: 'quiz.minRightPerModule', value: 1, unit: 'count', source: 'D' },
  { key: 'certificate.months', value: 12, unit: 'mo', source: 'D' },
  { key: 'coverage.period', value: 'CALENDAR_YEAR_COHORT', unit: 'word', source: 'D' },
  { key: 'coverage.unit', value: 'FIRM_THROUGH_REPRESENTATIVE', unit: 'word', source: 'S4-29' },
  { key: 'coverage.targetPercent', value: 50, unit: 'percent', source: 'S4-29' },
]);

/** The city's own rows. */
export const LOCAL_ROWS: readonly PolicyRow[] = [...conditions, ...materials, ...routes, ...limits, ...training];
