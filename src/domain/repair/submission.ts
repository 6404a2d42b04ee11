import { resumeClock } from '../proceeding/clock.js';
import type { RepairRules, Step } from './act.js';
import { missingAnswers } from './caseAnswers.js';
import { findDeadline, startDeadline } from './deadlines.js';
import { withoutRequest } from './dutyClocks.js';
import { missingMaterials } from './materials.js';
import { tell, tellStaff } from './notices.js';
import { refuseRepair } from './refusals.js';
import type { Deadline, RepairCase, Submission } from './repairCase.js';

/** What still has to be filled in or filed before the case can be submitted. */
export function incomplete(repairCase: RepairCase, materials: readonly string[]) {
  const fields = missingAnswers(repairCase);
  if (fields.length > 0) return refuseRepair('answersIncomplete', { fields: fields.join(',') });
  const missing = missingMaterials(materials);
  return missing.length > 0 ? refuseRepair('materialsMissing', { materials: missing.join(',') }) : undefined;
}

/** A formal submission: a new version; T1 and T2 start, T4 starts or, after a return, goes on with what it had left. */
export function submitted(
  repairCase: RepairCase,
  filed: Pick<Submission, 'at' | 'by' | 'evidenceIds' | 'letterId' | 'toConfirm'>,
  rules: RepairRules,
): Step {
  const { submissions, answers, paused } = repairCase;
  const kept = paused.find(({ id }) => id === 'T4');
  const total: Deadline =
    kept === undefined ? startDeadline('T4', filed.at, rules) : resumeClock(kept, filed.at, rules.calendar);
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
