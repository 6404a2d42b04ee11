import {
  collection,
  count,
  flag,
  maybeOneOf,
  optionalCount,
  optionalFlag,
  optionalText,
  part,
  text,
  texts,
  values,
} from './fields.js';

export const trainingSchema = collection('trainings', {
  /** Grows with every change: the compare-and-set that keeps simultaneous heartbeats honest. */
  revision: count,
  /** The person's progress exactly as the domain's pure functions shape it. */
  progress: values,
  updatedAt: count,
});

export const attemptSchema = collection('examAttempts', {
  accountId: text,
  /** Present and true while the sitting runs; unique per person. */
  open: optionalFlag,
  seed: text,
  paper: values,
  seconds: count,
  policyVersion: text,
  createdAt: count,
  closesAt: optionalCount,
  answers: [part({ questionId: text, chosen: texts, at: optionalCount })],
  /** Grows with every change of the answers: of two writes at once none is lost, and a marking is of all of them. */
  revision: optionalCount,
  receivedAt: optionalCount,
  outage: { type: part({ from: count, to: count }) },
  voidedAt: optionalCount,
  closedAt: optionalCount,
  outcome: {
    type: part({ passed: flag, score: count, detail: values, closedBy: maybeOneOf(['PERSON', 'CLOCK']) }),
  },
});
attemptSchema.index({ accountId: 1, createdAt: -1 });
attemptSchema.index({ accountId: 1, open: 1 }, { unique: true, partialFilterExpression: { open: true } });

export const certificateSchema = collection('certificates', {
  number: text,
  accountId: text,
  attemptId: text,
  personName: text,
  usccs: texts,
  score: count,
  minutes: count,
  issuedOn: text,
  validUntil: text,
  documentId: optionalText,
});
certificateSchema.index({ attemptId: 1 }, { unique: true });
certificateSchema.index({ number: 1 }, { unique: true });
certificateSchema.index({ accountId: 1, validUntil: -1 });
certificateSchema.index({ issuedOn: 1 });
