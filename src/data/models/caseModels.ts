import { EXIT_HINDRANCES } from '../../domain/repair/receivers.js';
import {
  type Deadline,
  CASE_DOCUMENT_KINDS,
  type DutyRequest,
  type ExitProgress,
  type RepairCase,
  type SignatureRecord,
} from '../../domain/repair/repairCase.js';
import { DEADLINES, LIST_TYPES, MATERIALS, REPAIR_STAGES, RETURN_REASONS, TIERS } from '../../domain/repair/stages.js';
import {
  collection,
  count,
  flag,
  maybeOneOf,
  oneOf,
  optionalCount,
  optionalFlag,
  optionalPeople,
  optionalText,
  optionalTexts,
  part,
  text,
  texts,
  values,
} from './fields.js';

const actorRef = part({ accountId: text, role: text, personMark: optionalText });
const by = { type: actorRef, required: true } as const;
const answers = part({ performance: text, receiptNumber: text, paidAmount: text, paidOn: text, improvement: text });
const returnNotice = part({
  round: count,
  at: count,
  by,
  reasons: [part({ code: oneOf(RETURN_REASONS), text })],
  fromStage: oneOf(REPAIR_STAGES),
});

// `satisfies Record<keyof …>`: a field added to the case but not here fails to compile instead of failing in the worker.
const deadline = part({
  id: oneOf(DEADLINES),
  startedAt: count,
  due: text,
  dueAt: count,
  length: count,
  unit: oneOf(['wd', 'd']),
  spent: optionalCount,
  source: text,
  provisional: flag,
  marks: { type: [Number], required: true },
} satisfies Record<keyof Deadline, unknown>);

const exitProgress = part({
  round: count,
  refusing: texts,
  hindrance: maybeOneOf(EXIT_HINDRANCES),
  nextRoundAt: optionalCount,
} satisfies Record<keyof ExitProgress, unknown>);

const signatureRecord = part({
  signatureId: text,
  contentHash: text,
  by,
  at: count,
  evidenceIds: optionalTexts,
  toConfirm: optionalTexts,
} satisfies Record<keyof SignatureRecord, unknown>);

const dutyRequest = part({
  round: count,
  at: count,
  by,
  text,
  answer: { type: part({ at: count, by, outcome: oneOf(['POSITIVE', 'NEGATIVE']), reason: text }) },
  endedAt: optionalCount,
} satisfies Record<keyof DutyRequest, unknown>);

const repairCase = part({
  caseId: text,
  reference: text,
  entryId: text,
  uscc: text,
  county: text,
  authorityId: text,
  importedBy: text,
  importers: optionalPeople,
  listType: oneOf(LIST_TYPES),
  tier: oneOf(TIERS),
  finalWord: oneOf(['CITY', 'AUTHORITY']),
  trainingRequired: flag,
  finedOnly: flag,
  noDuty: optionalFlag,
  dutyRequests: { type: [dutyRequest], default: undefined },
  noDutyStated: { type: part({ by, at: count }) },
  firstSubmissionDay: text,
  awaitsFirstDay: optionalFlag,
  policyVersion: text,
  stage: oneOf(REPAIR_STAGES),
  version: count,
  openedAt: count,
  openedBy: by,
  assisted: flag,
  updatedAt: count,
  deadlines: [deadline],
  paused: [deadline],
  answers: { type: answers, required: true },
  certificateId: optionalText,
  trainingExtended: flag,
  signature: { type: signatureRecord },
  letterId: optionalText,
  letterFailure: { type: part({ at: count, cause: text }) },
  letterVoid: flag,
  submissions: [
    part({
      version: count,
      at: count,
      by,
      evidenceIds: texts,
      letterId: text,
      answers: { type: answers, required: true },
      toConfirm: optionalTexts,
      returned: { type: returnNotice },
    }),
  ],
  returns: [returnNotice],
  decisions: [
    part({
      step: oneOf(['ACCEPT', 'NOT_ACCEPT', 'COUNTY', 'AUTHORITY', 'CITY']),
      outcome: oneOf(['POSITIVE', 'NEGATIVE']),
      by,
      at: count,
      reason: text,
    }),
  ],
  confirmations: { type: [part({ material: oneOf(MATERIALS), seen: text, by, at: count })], default: undefined },
  assignee: { type: actorRef },
  resumesTo: maybeOneOf(REPAIR_STAGES),
  extensions: count,
  extendedAt: optionalCount,
  acceptedAt: optionalCount,
  closedAt: optionalCount,
  exit: { type: exitProgress },
  receipts: [part({ receiver: text, at: count, receiptId: text })],
  publishedLetterId: optionalText,
  marksRemovedAt: optionalCount,
  documents: [part({ kind: oneOf(CASE_DOCUMENT_KINDS), documentId: text, at: count })],
} satisfies Record<keyof RepairCase, unknown>);

export const caseSchema = collection('cases', {
  version: count,
  open: flag,
  /** Instant of the nearest running deadline; far in the future when no clock runs, so that ascending order is right. */
  dueKey: count,
  /** Whose desk it lies on: the stage, of an extended case the one it goes back to, of one that ended unsubmitted DRAFT. */
  waitsAt: oneOf(REPAIR_STAGES),
  enterpriseName: text,
  nameKey: text,
  decisionNumber: text,
  authorityName: text,
  countyName: text,
  case: { type: repairCase, required: true },
});
// A queue is read in the order of its index, and its numbers are counted from the index alone.
const COUNTED = { 'case.stage': 1, 'case.assignee.accountId': 1 } as const;
for (const scope of [{ 'case.county': 1 }, { 'case.authorityId': 1 }, {}] as const) {
  caseSchema.index({ ...scope, waitsAt: 1, dueKey: 1, _id: 1, ...COUNTED });
  caseSchema.index({ ...scope, waitsAt: 1, 'case.updatedAt': -1, _id: 1 });
}
caseSchema.index({ 'case.entryId': 1, 'case.openedAt': -1 });
caseSchema.index({ 'case.uscc': 1, 'case.openedAt': -1 });
caseSchema.index({ 'case.reference': 1 }, { unique: true });
caseSchema.index({ 'case.assignee.accountId': 1, dueKey: 1 });
// Few cases begin at the window: only these are in its index.
caseSchema.index(
  { 'case.openedBy.accountId': 1, 'case.openedAt': -1, _id: -1 },
  { partialFilterExpression: { 'case.assisted': true } },
);
caseSchema.index({ open: 1, _id: 1 });
// Few letters fail: only their cases are in this index.
caseSchema.index(
  { 'case.letterFailure.at': -1, _id: 1 },
  { partialFilterExpression: { 'case.letterFailure.at': { $exists: true } } },
);
caseSchema.index({ nameKey: 1 });
caseSchema.index({ decisionNumber: 1 });

export const auditRecordSchema = collection('auditRecords', {
  chain: text,
  seq: count,
  kind: text,
  actor: { type: actorRef },
  at: count,
  /** The act's data as canonical JSON text: exactly the bytes that were hashed. */
  body: text,
  /** One-time key of an administrative act: the same act is recorded once. */
  key: optionalText,
  prevHash: { type: String, required: true },
  hash: text,
  seal: text,
});
auditRecordSchema.index({ chain: 1, seq: 1 }, { unique: true });
auditRecordSchema.index({ chain: 1, key: 1 }, { unique: true, partialFilterExpression: { key: { $exists: true } } });
auditRecordSchema.index({ at: -1, _id: -1 });
auditRecordSchema.index({ 'actor.accountId': 1, at: -1, _id: -1 });

export const auditHeadSchema = collection('auditHeads', { seq: count, hash: text, seal: text });

export const evidenceSchema = collection('evidence', {
  caseId: text,
  /** Place 1…n of the case; unique, so that the limit holds under simultaneous uploads. Absent once removed. */
  slot: optionalCount,
  material: text,
  fileName: text,
  contentType: text,
  size: count,
  sha256: text,
  fileId: text,
  uploadedBy: by,
  at: count,
  removedAt: optionalCount,
  removedBy: { type: actorRef },
});
evidenceSchema.index({ caseId: 1, slot: 1 }, { unique: true, partialFilterExpression: { slot: { $exists: true } } });
evidenceSchema.index({ caseId: 1, at: 1 });

export const openingSchema = collection('evidenceOpenings', {
  evidenceId: text,
  caseId: text,
  by,
  at: count,
});
openingSchema.index({ caseId: 1, at: -1 });
openingSchema.index({ evidenceId: 1, at: -1 });

export const documentSchema = collection('documents', {
  kind: text,
  sha256: text,
  size: count,
  fileId: text,
  verificationCode: optionalText,
  caseId: optionalText,
  accountId: optionalText,
  meta: values,
  at: count,
  revokedAt: optionalCount,
  revokedReason: optionalText,
});
documentSchema.index({ sha256: 1 });
documentSchema.index(
  { verificationCode: 1 },
  { unique: true, partialFilterExpression: { verificationCode: { $exists: true } } },
);
documentSchema.index({ caseId: 1, at: 1 });

export const signatureSchema = collection('signatures', {
  caseId: text,
  accountId: text,
  contentHash: text,
  at: count,
  tickedAt: optionalCount,
  refusedAt: optionalCount,
  /** Sealed JSON: what was signed, how, from where. */
  content: text,
});
signatureSchema.index({ caseId: 1, at: -1 });
