import type { Step } from './act.js';
import { tell } from './notices.js';
import type { CaseInBrief, Decision, RepairCase } from './repairCase.js';

/** The case with one more decision. */
export const decided = (repairCase: RepairCase, decision: Decision): RepairCase => ({
  ...repairCase,
  decisions: [...repairCase.decisions, decision],
});

/** A refusal is always reasoned, and so is a yes to a case for which the county proposed a no. */
export function needsReason({ decisions }: CaseInBrief, { outcome }: Readonly<Record<string, unknown>>): boolean {
  const county = decisions.findLast(({ step }) => step === 'COUNTY');
  return outcome === 'NEGATIVE' || county?.outcome === 'NEGATIVE';
}

/** The repair is refused at this step; the case ends. */
export function rejected(repairCase: RepairCase, reason: string, step: 'AUTHORITY' | 'CITY'): Step {
  const next: RepairCase = { ...repairCase, stage: 'REJECTED' };
  return { ok: true, next, reason, data: { outcome: 'NEGATIVE' }, notice: tell(next, 'rejected', { reason, step }) };
}
