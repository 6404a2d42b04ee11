import { asDay, startOfDay } from '../calendarDay.js';
import { changedAnswers, missingAnswers, overlongAnswers } from './caseAnswers.js';
import { toConfirm } from './confirmations.js';
import { findDeadline, lengthenDeadline, resumeDeadline, startDeadline, withoutDeadlines } from './deadlines.js';
import { ownClock, withoutRequest } from './dutyClocks.js';
import { missingMaterials } from './materials.js';
import { refuseRepair } from './refusals.js';
import type { CaseAnswers, Deadline, RepairCase, Submission } from './repairCase.js';
import {
  type CaseNotice,
  type EventOf,
  type Handlers,
  type RepairRules,
  type Step,
  tell,
  tellStaff,
  without,
} from './transition.js';

/** What the firm does before and between reviews, and what its training brings about (states 1–7). */
export const applicantEvents: Handlers<
  | 'open'
  | 'register'
  | 'enrol'
  | 'readyToSign'
  | 'saveAnswers'
  | 'trainingCompleted'
  | 'quizPassed'
  | 'quizExhausted'
  | 'extendTraining'
  | 'sign'
  | 'letterIssued'
  | 'letterFailed'
  | 'resubmit'
  | 'stateNoDuty'
  | 'withdraw'
> = {
  open: repairCase => ({
    ok: true,
    next: repairCase,
    notice: tell(repairCase, 'opened', dueOf(repairCase)),
    data: { reference: repairCase.reference, entryId: repairCase.entryId, assisted: repairCase.assisted },
  }),

  register: (repairCase, { certificateId }) => ({
    ok: true,
    next: {
      ...repairCase,
      stage: 'REGISTERED',
      deadlines: withoutDeadlines(repairCase.deadlines, 'DRAFT'),
      ...(certificateId !== undefined && { certificateId }),
    },
    notice: tell(repairCase, 'registered'),
  }),

  enrol(repairCase, { at }, rules) {
    const clocks = ownClock(repairCase, startDeadline('T8', at, rules));
    const next: RepairCase = { ...repairCase, stage: 'TRAINING', ...clocks };
    return { ok: true, next, notice: tell(next, 'trainingStarted', dueOf(next)) };
  },

  readyToSign(repairCase, { at, certificateId }, rules) {
    if (repairCase.trainingRequired && certificateId === undefined) return refuseRepair('trainingRequired');
    const next = toSigning(repairCase, { at, certificateId }, rules);
    return { ok: true, next, notice: tellSigning(next, 'readyToSign') };
  },

  saveAnswers(repairCase, { answers, keepsLetter = false }) {
    const overlong = overlongAnswers(answers);
    if (overlong.length > 0) return refuseRepair('answerTooLong', { fields: overlong.join(',') });
    // The trail says which answers changed, not what they say: they may name people.
    return {
      ok: true,
      next: {
        ...repairCase,
        answers,
        letterVoid: keepsLetter ? repairCase.letterVoid : isLetterVoid(repairCase, answers),
      },
      data: { changed: changedAnswers(repairCase.answers, answers) },
    };
  },

  trainingCompleted: repairCase => ({
    ok: true,
    next: { ...repairCase, stage: 'QUIZ_READY' },
    notice: tell(repairCase, 'quizReady', dueOf(repairCase)),
  }),

  quizPassed(repairCase, { at, certificateId }, rules) {
    const next = toSigning(repairCase, { at, certificateId }, rules);
    return { ok: true, next, data: { certificateId }, notice: tellSigning(next, 'quizPassed') };
  },

  quizExhausted: repairCase => ({
    ok: true,
    next: { ...repairCase, stage: 'TRAINING' },
    notice: tell(repairCase, 'backToTraining', dueOf(repairCase)),
  }),

  extendTraining(repairCase, _event, { calendar, policy }) {
    const lengthen = (deadline: Deadline): Deadline =>
      deadline.id === 'T8' ? lengthenDeadline(deadline, policy.trainingExtensionDays, calendar) : deadline;
    const { deadlines, paused } = repairCase;
    const clocks = { deadlines: deadlines.map(lengthen), paused: paused.map(lengthen) };
    const next: RepairCase = { ...repairCase, ...clocks, trainingExtended: true };
    return { ok: true, next, notice: tell(next, 'trainingExtended', dueOf(next)) };
  },

  sign(repairCase, event) {
    const { signatureId, contentHash, by, at, evidenceIds, materials, certificateId } = event;
    const refused = signingRefusal(repairCase, event);
    if (refused !== undefined) return refused;
    const next: RepairCase = {
      ...without(withoutRequest(repairCase, at), 'letterId', 'awaitsFirstDay', 'letterFailure'),
      signature: { signatureId, contentHash, by, at, evidenceIds, toConfirm: toConfirm(materials, repairCase) },
      letterVoid: false,
      deadlines: withoutDeadlines(repairCase.deadlines, 'T6', 'T7', 'T9'),
      paused: withoutDeadlines(repairCase.paused, 'T7', 'T9'),
      ...(certificateId !== undefined && { certificateId }),
    };
    const data = { signatureId, contentHash, evidenceIds, ...(certificateId !== undefined && { certificateId }) };
    return { ok: true, next, data, notice: tell(next, 'signed') };
  },

  letterIssued(repairCase, { at, letterId, evidenceIds }, rules) {
    const { signature } = repairCase;
    if (signature === undefined) return refuseRepair('noSignaturePending');
    const documents = [...repairCase.documents, { kind: 'COMMITMENT' as const, documentId: letterId, at }];
    // The file is complete from the signature on: receipt time, and so every clock, is its instant (clock rule of 3.5).
    // So is the evidence: what was on file then, whatever was changed while the letter was made.
    const { at: signedAt, by, evidenceIds: onFile = evidenceIds, toConfirm: unseen } = signature;
    const filed = {
      at: signedAt,
      by,
      evidenceIds: onFile,
      letterId,
      ...(unseen !== undefined && { toConfirm: unseen }),
    };
    return submitted({ ...repairCase, letterId, documents }, filed, rules);
  },

  // The signature signed nothing that can be read or published, so it is void, and the time to sign begins anew.
  letterFailed(repairCase, { at, cause }, rules) {
    const { stage, signature, deadlines } = repairCase;
    const next: RepairCase = {
      ...without(repairCase, 'signature'),
      letterFailure: { at, cause },
      letterVoid: stage === 'RETURNED',
      deadlines: [...deadlines, startDeadline(stage === 'RETURNED' ? 'T7' : 'T9', at, rules)],
    };
    return {
      ok: true,
      next,
      data: { cause, ...(signature !== undefined && { signatureId: signature.signatureId }) },
      notice: tell(next, 'signAgain', dueOf(next)),
      staff: { code: 'letterFailed', role: 'CITY_ADMIN', values: { reference: next.reference, cause } },
    };
  },

  resubmit(repairCase, { at, by, evidenceIds, materials }, rules) {
    const refused = incomplete(repairCase, materials);
    if (refused !== undefined) return refused;
    const unseen = toConfirm(materials, repairCase);
    const { letterId = '' } = repairCase;
    return submitted(repairCase, { at, by, evidenceIds, letterId, toConfirm: unseen }, rules);
  },

  stateNoDuty: (repairCase, { at, by }) => ({ ok: true, next: { ...repairCase, noDutyStated: { by, at } } }),

  withdraw: (repairCase, { reason }) => ({
    ok: true,
    next: { ...repairCase, stage: 'WITHDRAWN' },
    reason,
    notice: tell(repairCase, 'withdrawn'),
    ...tellStaff(repairCase, 'caseWithdrawn'),
  }),
};

function toSigning(
  repairCase: RepairCase,
  { at, certificateId }: { at: number; certificateId: string | undefined },
  rules: RepairRules,
): RepairCase {
  // Who learns early waits for the first possible day: the ten working days for signing begin with it.
  const from = repairCase.awaitsFirstDay === true ? Math.max(at, firstInstant(repairCase)) : at;
  return {
    ...repairCase,
    stage: 'READY_TO_SIGN',
    ...ownClock(repairCase, startDeadline('T9', from, rules)),
    ...(certificateId !== undefined && { certificateId }),
  };
}

const firstInstant = ({ firstSubmissionDay }: RepairCase): number => startOfDay(asDay(firstSubmissionDay));

/** What is told to whoever may sign: at once, or from the first possible day on. */
const tellSigning = (next: RepairCase, code: 'readyToSign' | 'quizPassed'): CaseNotice =>
  next.awaitsFirstDay === true
    ? tell(next, 'signFromFirstDay', { day: next.firstSubmissionDay, ...dueOf(next) })
    : tell(next, code, dueOf(next));

/**
 * Guards of the signature (state 5): the person, the minimum period, the training of this very person (a certificate of an
 * earlier representative does not count: part 4, change of the representative), the answers, the papers, the ticks (part 6).
 */
function signingRefusal(repairCase: RepairCase, event: EventOf<'sign'>) {
  const { firstSubmissionDay, trainingRequired } = repairCase;
  if (event.by.role !== 'LEGAL_REP') return refuseRepair('onlyRepresentativeSigns');
  if (event.today < firstSubmissionDay) return refuseRepair('minimumPeriodRunning', { day: firstSubmissionDay });
  if (trainingRequired && event.certificateId === undefined) return refuseRepair('certificateMissing');
  const missing = incomplete(repairCase, event.materials);
  if (missing !== undefined) return missing;
  return event.statementsTicked ? undefined : refuseRepair('statementsNotTicked');
}

function incomplete(repairCase: RepairCase, materials: readonly string[]) {
  const fields = missingAnswers(repairCase);
  if (fields.length > 0) return refuseRepair('answersIncomplete', { fields: fields.join(',') });
  const missing = missingMaterials(materials);
  return missing.length > 0 ? refuseRepair('materialsMissing', { materials: missing.join(',') }) : undefined;
}

/** A formal submission: a new version; T1 and T2 start, T4 starts or, after a return, goes on with what it had left. */
function submitted(
  repairCase: RepairCase,
  filed: Pick<Submission, 'at' | 'by' | 'evidenceIds' | 'letterId' | 'toConfirm'>,
  rules: RepairRules,
): Step {
  const { submissions, answers, paused } = repairCase;
  const kept = paused.find(({ id }) => id === 'T4');
  const total: Deadline =
    kept === undefined ? startDeadline('T4', filed.at, rules) : resumeDeadline(kept, filed.at, rules.calendar);
  const submission: Submission = { version: submissions.length + 1, ...filed, answers };
  const next: RepairCase = {
    ...withoutRequest(repairCase, filed.at),
    stage: 'SUBMITTED',
    submissions: [...submissions, submission],
    deadlines: [startDeadline('T1', filed.at, rules), startDeadline('T2', filed.at, rules), total],
    paused: [],
  };
  const first = submission.version === 1;
  const { version, evidenceIds, letterId } = submission;
  return {
    ok: true,
    next,
    data: { version, evidenceIds, letterId, receivedAt: filed.at },
    notice: tell(next, first ? 'submitted' : 'resubmitted', { version, due: total.due }),
    ...tellStaff(next, first ? 'reviewWanted' : 'correctedCaseBack', {
      due: findDeadline(next, 'T2')?.due ?? total.due,
    }),
  };
}

/** Day and last instant of the applicant's running clock, as a notice's values. */
const dueOf = ({ deadlines }: RepairCase): { due?: string; dueAt?: number } => {
  const [first] = deadlines;
  return first === undefined ? {} : { due: first.due, dueAt: first.dueAt };
};

/**
 * Whether the letter of a returned case has to be signed anew: where the reviewer found fault with it (R03), and where
 * the answers are no longer those it says (part 6: what is signed is what is published).
 */
function isLetterVoid({ stage, letterVoid, returns, submissions }: RepairCase, answers: CaseAnswers): boolean {
  const signed = submissions.at(-1)?.answers;
  if (stage !== 'RETURNED' || signed === undefined) return letterVoid;
  const isAtFault = returns.at(-1)?.reasons.some(({ code }) => code === 'R03') === true;
  return isAtFault || changedAnswers(signed, answers).length > 0;
}
