import type { PolicyRow } from '../../domain/policy/policyRow.js';
import type { PolicyVersion } from '../../domain/policy/policyVersion.js';
import { ENTRY_STATES, LIST_TYPES, TIERS } from '../../domain/repair/stages.js';
import {
  collection,
  count,
  flag,
  maybeOneOf,
  oneOf,
  optionalCount,
  optionalPeople,
  optionalText,
  optionalTexts,
  part,
  text,
  values,
} from './fields.js';

export const listEntrySchema = collection('listEntries', {
  key: text,
  source: text,
  uscc: text,
  enterpriseName: text,
  nameKey: text,
  representativeName: text,
  county: text,
  listType: oneOf(LIST_TYPES),
  tier: oneOf(TIERS),
  authorityId: text,
  authorityName: text,
  decisionNumber: text,
  decisionDate: text,
  facts: text,
  penalty: text,
  amount: optionalText,
  duties: text,
  finedOnly: flag,
  publicationStart: text,
  /** Last day of publication, and the rule it was counted by. */
  publicUntil: text,
  periodRule: text,
  state: oneOf(ENTRY_STATES),
  /** Active and not masked: what the public may find. Kept beside both, because one flag and the name make one index. */
  listed: flag,
  marked: { type: part({ reason: text, until: optionalText }) },
  masked: { type: part({ reason: text, at: count }) },
  sharing: flag,
  sanctions: flag,
  leftListAt: optionalCount,
  /** The run of the list calendar that ended it. */
  endedIn: optionalText,
  exitCaseId: optionalText,
  importedBy: text,
  importers: optionalPeople,
  importId: text,
  importedAt: count,
  version: count,
  hash: text,
});
listEntrySchema.index({ key: 1 }, { unique: true });
listEntrySchema.index({ uscc: 1, publicationStart: -1 });
listEntrySchema.index({ listed: 1, nameKey: 1, publicUntil: 1 });
// Lists by name are read in the order of their index; what they are narrowed by is checked in it.
listEntrySchema.index({ county: 1, nameKey: 1, _id: 1, state: 1, listType: 1 });
listEntrySchema.index({ county: 1, state: 1, listType: 1, nameKey: 1, _id: 1 });
listEntrySchema.index({ nameKey: 1, _id: 1, state: 1, listType: 1 });
listEntrySchema.index({ decisionNumber: 1 });
listEntrySchema.index({ state: 1, leftListAt: -1, _id: 1 });
listEntrySchema.index({ state: 1, publicUntil: 1 });
listEntrySchema.index({ state: 1, listType: 1, tier: 1, periodRule: 1 });
listEntrySchema.index({ endedIn: 1 }, { sparse: true });

export const IMPORT_STATES = ['PREVIEW', 'RUNNING', 'FAILED', 'DONE', 'DISCARDED'] as const;
export const ROW_VERDICTS = ['NEW', 'SAME', 'CHANGED', 'FAULTY'] as const;

const tally = part({ NEW: count, SAME: count, CHANGED: count, FAULTY: count });

export const importSchema = collection('imports', {
  fileName: text,
  sha256: text,
  size: count,
  fileId: text,
  by: text,
  county: optionalText,
  at: count,
  state: oneOf(IMPORT_STATES),
  counts: { type: tally, required: true },
  total: count,
  done: count,
  confirmedAt: optionalCount,
  confirmedBy: optionalText,
  finishedAt: optionalCount,
  tries: optionalCount,
  lastError: optionalText,
  brokenOffAt: optionalCount,
  retriedAt: optionalCount,
  retriedBy: optionalText,
  discardedAt: optionalCount,
  discardedBy: optionalText,
  result: { type: part({ added: count, changed: count, same: count }) },
});
importSchema.index({ at: -1 });

export const importRowSchema = collection('importRows', {
  importId: text,
  line: count,
  verdict: oneOf(ROW_VERDICTS),
  faults: [part({ column: text, code: text, values })],
  /** The row's cells, sealed: they may hold an ID number. */
  content: text,
});
importRowSchema.index({ importId: 1, line: 1 }, { unique: true });
importRowSchema.index({ importId: 1, verdict: 1, line: 1 });

export const commitmentSchema = collection('commitments', {
  entryId: text,
  uscc: text,
  enterpriseName: text,
  nameKey: text,
  county: text,
  listType: oneOf(LIST_TYPES),
  authorityName: text,
  decisionNumber: text,
  letterId: text,
  letterNumber: text,
  statements: { type: [String], required: true },
  measures: text,
  signedOn: text,
  state: oneOf(['PUBLISHED', 'REVOKED']),
  publishedAt: count,
  revokedAt: optionalCount,
  revokedReason: optionalText,
});
commitmentSchema.index({ publishedAt: -1 });
commitmentSchema.index({ uscc: 1, publishedAt: -1 });
commitmentSchema.index({ nameKey: 1 });
commitmentSchema.index({ entryId: 1 });

export const RECEIVER_MODES = ['OK', 'AWAY', 'REFUSING'] as const;

export const receiverSchema = collection('receivers', {
  mode: oneOf(RECEIVER_MODES),
  changedAt: optionalCount,
  ignoredCases: optionalTexts,
});

export const receiptSchema = collection('receipts', {
  receiver: text,
  caseId: text,
  entryId: text,
  round: count,
  receiptId: text,
  at: count,
  recalledAt: optionalCount,
});
receiptSchema.index({ receiver: 1, at: -1 });
receiptSchema.index({ caseId: 1 });

export const calendarYearSchema = collection('calendarYears', {
  year: count,
  offDays: { type: [String], required: true },
  workDays: { type: [String], required: true },
  confirmed: flag,
  source: text,
});

const policyRow = part({
  key: text,
  /** A number, word or yes/no: the one value whose type is the row's own. */
  value: values,
  unit: text,
  listType: maybeOneOf([...LIST_TYPES, 'ANY']),
  tier: maybeOneOf([...TIERS, 'ANY']),
  regime: text,
  source: text,
  effectiveFrom: text,
  effectiveTo: optionalText,
} satisfies Record<keyof PolicyRow, unknown>);

/** Added to, never changed. */
export const policyVersionSchema = collection('policyVersions', {
  rows: [policyRow],
  draftedBy: text,
  approvedBy: text,
  effectiveDay: text,
  createdAt: count,
} satisfies Record<Exclude<keyof PolicyVersion, 'versionId'>, unknown>);
policyVersionSchema.index({ createdAt: -1, _id: 1 });

export const counterSchema = collection('counters', { value: count });
