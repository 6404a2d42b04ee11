import { confirm } from './confirmations.js';
import { findDeadline, pauseDeadline, resumeDeadline, startDeadline, withoutDeadlines } from './deadlines.js';
import { refuseRepair } from './refusals.js';
import type { CaseInBrief, Decision, RepairCase, ReturnNotice } from './repairCase.js';
import { type EventOf, type Handlers, type RepairRules, type Step, tell, tellStaff, without } from './transition.js';

/** What the county, the recognising authority and the city do (states 6–11). */
export const reviewEvents: Handlers<
  | 'claim'
  | 'release'
  | 'takeOver'
  | 'holderLeft'
  | 'accept'
  | 'notAccept'
  | 'return'
  | 'countyReview'
  | 'authorityOpinion'
  | 'cityDecision'
  | 'extend'
  | 'resume'
> = {
  claim: (repairCase, { by }) =>
    repairCase.assignee === undefined
      ? { ok: true, next: { ...repairCase, assignee: by } }
      : refuseRepair('alreadyClaimed'),

  release: repairCase => ({ ok: true, next: without(repairCase, 'assignee') }),

  takeOver(repairCase, { by, reason }) {
    const { assignee: holder } = repairCase;
    if (holder === undefined) return refuseRepair('notClaimed');
    if (holder.accountId === by.accountId) return refuseRepair('alreadyClaimed');
    if (isBlank(reason)) return refuseRepair('reasonMissing');
    const { staff } = tellStaff(repairCase, 'takenOver', { reason });
    return {
      ok: true,
      next: { ...repairCase, assignee: by },
      reason,
      data: { from: holder.accountId },
      ...(staff !== undefined && { staff: { ...staff, accountId: holder.accountId } }),
    };
  },

  holderLeft(repairCase, { accountId }) {
    if (repairCase.assignee?.accountId !== accountId) return refuseRepair('notClaimed');
    const next: RepairCase = without(repairCase, 'assignee');
    return { ok: true, next, data: { accountId }, ...tellStaff(next, 'holderLeft') };
  },

  accept(repairCase, { at, by, policyVersion, confirmed = [] }, rules) {
    const { confirmations, missing } = confirm(repairCase, confirmed, { by, at });
    if (missing.length > 0) return refuseRepair('confirmationMissing', { materials: missing.join(',') });
    const next: RepairCase = {
      ...decided(repairCase, { step: 'ACCEPT', outcome: 'POSITIVE', by, at, reason: '' }),
      stage: 'COUNTY_REVIEW',
      acceptedAt: at,
      ...(confirmations.length > 0 && { confirmations: [...(repairCase.confirmations ?? []), ...confirmations] }),
      policyVersion,
      finalWord: rules.policy.finalWord,
      deadlines: [...withoutDeadlines(repairCase.deadlines, 'T1', 'T2'), startDeadline('T3', at, rules)],
    };
    const due = findDeadline(next, 'T3')?.due ?? '';
    const seen = confirmations.map(({ material, seen: what }) => ({ material, seen: what }));
    const data = { policyVersion, ...(seen.length > 0 && { confirmed: seen }) };
    return { ok: true, next, data, notice: tell(next, 'accepted', { due }) };
  },

  notAccept(repairCase, { at, by, reason }) {
    if (isBlank(reason)) return refuseRepair('reasonMissing');
    const next: RepairCase = {
      ...decided(repairCase, { step: 'NOT_ACCEPT', outcome: 'NEGATIVE', by, at, reason }),
      stage: 'NOT_ACCEPTED',
    };
    return { ok: true, next, reason, notice: tell(next, 'notAccepted', { reason }) };
  },

  return(repairCase, event, rules) {
    const refused = returnRefusal(repairCase, event, rules);
    return refused ?? sentBack(repairCase, event, rules);
  },

  countyReview(repairCase, { at, by, outcome, reason }, rules) {
    if (outcome === 'NEGATIVE' && isBlank(reason)) return refuseRepair('reasonMissing');
    const next: RepairCase = {
      ...decided(repairCase, { step: 'COUNTY', outcome, by, at, reason }),
      stage: 'AUTHORITY_OPINION',
      deadlines: [...repairCase.deadlines, startDeadline('T6', at, rules)],
    };
    const due = findDeadline(next, 'T6')?.due ?? '';
    const notice = tell(next, 'atAuthority', { due });
    return { ok: true, next, reason, data: { outcome }, notice, ...tellStaff(next, 'opinionWanted', { due }) };
  },

  authorityOpinion(repairCase, { at, by, outcome, reason }) {
    if (needsReason(repairCase, outcome) && isBlank(reason)) return refuseRepair('reasonMissing');
    const base = decided(repairCase, { step: 'AUTHORITY', outcome, by, at, reason });
    if (outcome === 'NEGATIVE') return rejected(base, reason, 'AUTHORITY');
    const next: RepairCase = {
      ...base,
      stage: 'CITY_REVIEW',
      deadlines: withoutDeadlines(repairCase.deadlines, 'T6'),
    };
    const due = findDeadline(next, 'T3')?.due ?? '';
    const notice = tell(next, 'atCity', { due });
    return { ok: true, next, reason, data: { outcome }, notice, ...tellStaff(next, 'cityDecisionWanted', { due }) };
  },

  cityDecision(repairCase, { at, by, outcome, reason }) {
    if (outcome === 'NEGATIVE' && repairCase.finalWord === 'AUTHORITY') return refuseRepair('authorityHasFinalWord');
    if (needsReason(repairCase, outcome) && isBlank(reason)) return refuseRepair('reasonMissing');
    const base = decided(repairCase, { step: 'CITY', outcome, by, at, reason });
    if (outcome === 'NEGATIVE') return rejected(base, reason, 'CITY');
    const next: RepairCase = { ...base, stage: 'APPROVED', deadlines: [] };
    return { ok: true, next, reason, data: { outcome }, notice: tell(next, 'approved') };
  },

  extend(repairCase, { at, reason }, rules) {
    const times = rules.policy.extensionTimes;
    const used = timesExtended(repairCase);
    if (used >= times) return refuseRepair('extensionUsed', { times });
    if (isBlank(reason)) return refuseRepair('reasonMissing');
    const extension = startDeadline('T5', at, rules);
    const next: RepairCase = {
      ...repairCase,
      stage: 'EXTENDED',
      resumesTo: repairCase.stage,
      extensionUsed: true,
      extensions: used + 1,
      extendedAt: at,
      deadlines: [extension],
      paused: repairCase.deadlines.map(deadline => pauseDeadline(deadline, at, rules.calendar)),
    };
    return { ok: true, next, reason, notice: tell(next, 'extended', { reason, due: extension.due }) };
  },

  resume: (repairCase, { at }, rules) => resumed(repairCase, at, rules),
};

/** How often the review was extended (T5); a case extended before that was counted was so once. */
export const timesExtended = ({ extensions, extensionUsed }: Pick<CaseInBrief, 'extensions' | 'extensionUsed'>) =>
  extensions ?? (extensionUsed ? 1 : 0);

/** The end of an extension: back to the stage before, its clocks go on with the working days they had left. */
export function resumed(repairCase: RepairCase, at: number, { calendar }: RepairRules): Step {
  const { resumesTo, paused } = repairCase;
  if (resumesTo === undefined) return refuseRepair('notInThisStage', { stage: repairCase.stage });
  const next: RepairCase = {
    ...without(repairCase, 'resumesTo'),
    stage: resumesTo,
    deadlines: paused.map(deadline => resumeDeadline(deadline, at, calendar)),
    paused: [],
  };
  return { ok: true, next, notice: tell(next, 'resumed'), ...tellStaff(next, 'caseResumed') };
}

const isBlank = (text: string): boolean => text.trim() === '';

const decided = (repairCase: RepairCase, decision: Decision): RepairCase => ({
  ...repairCase,
  decisions: [...repairCase.decisions, decision],
});

/** A refusal is always reasoned, and so is a yes to a case for which the county proposed a no. */
function needsReason({ decisions }: RepairCase, outcome: Decision['outcome']): boolean {
  const county = decisions.findLast(({ step }) => step === 'COUNTY');
  return outcome === 'NEGATIVE' || county?.outcome === 'NEGATIVE';
}

const rejected = (repairCase: RepairCase, reason: string, step: 'AUTHORITY' | 'CITY'): Step => {
  const next: RepairCase = { ...repairCase, stage: 'REJECTED' };
  return { ok: true, next, reason, data: { outcome: 'NEGATIVE' }, notice: tell(next, 'rejected', { reason, step }) };
};

function returnRefusal({ returns }: RepairCase, { reasons }: EventOf<'return'>, { policy }: RepairRules) {
  const rounds = policy.correctionRounds;
  if (returns.length >= rounds) return refuseRepair('correctionRoundsUsed', { rounds });
  if (reasons.length === 0) return refuseRepair('returnReasonMissing');
  if (new Set(reasons.map(({ code }) => code)).size < reasons.length) return refuseRepair('returnReasonTwice');
  const bare = reasons.find(({ text }) => isBlank(text));
  return bare === undefined ? undefined : refuseRepair('returnTextMissing', { reason: bare.code });
}

/** All defects at once (F17); staff clocks stop, the total pauses, the applicant's ten working days start. */
function sentBack(repairCase: RepairCase, { at, by, reasons }: EventOf<'return'>, rules: RepairRules): Step {
  const round = repairCase.returns.length + 1;
  const notice: ReturnNotice = { round, at, by, reasons, fromStage: repairCase.stage };
  const total = findDeadline(repairCase, 'T4');
  const correction = startDeadline('T7', at, rules);
  const last = repairCase.submissions.length - 1;
  const next: RepairCase = {
    ...withoutStatement(repairCase, reasons),
    stage: 'RETURNED',
    returns: [...repairCase.returns, notice],
    submissions: repairCase.submissions.map((filed, index) =>
      index === last ? { ...filed, returned: notice } : filed,
    ),
    letterVoid: repairCase.letterVoid || reasons.some(({ code }) => code === 'R03'),
    deadlines: [correction],
    paused: total === undefined ? [] : [pauseDeadline(total, at, rules.calendar)],
  };
  const codes = reasons.map(({ code }) => code).join(',');
  return {
    ok: true,
    next,
    reason: reasons.map(({ code, text }) => `${code} ${text}`).join('; '),
    data: { round, reasons },
    notice: tell(next, 'returned', { round, reasons: codes, due: correction.due, dueAt: correction.dueAt }),
  };
}

/** Duties that are not proven (R05) are not proven by the firm's word that there are none: it counts no longer. */
function withoutStatement(repairCase: RepairCase, reasons: EventOf<'return'>['reasons']): RepairCase {
  if (!reasons.some(({ code }) => code === 'R05')) return repairCase;
  const { confirmations = [] } = repairCase;
  const others = confirmations.filter(({ material }) => material !== 'MAT2');
  return { ...without(repairCase, 'noDutyStated'), ...(confirmations.length > 0 && { confirmations: others }) };
}
