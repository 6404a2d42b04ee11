import { act, carried, outcome, reason } from '../act.js';
import { isOwnDeadline } from '../deadlines.js';
import { restartOwnClocks } from '../dutyClocks.js';
import { openRequest } from '../dutyRequest.js';
import { tell } from '../notices.js';
import { refuseRepair } from '../refusals.js';
import type { DutyRequest, RepairCase } from '../repairCase.js';
import { ASKING_STAGES } from '../stages.js';

/** The recognising authority answers the firm's question (ruling B5). A no does not end the case: the firm may ask again. */
export const answerDuties = act({
  permission: 'duties.answer',
  stages: ASKING_STAGES,
  fourEyes: 'AUTHORITY',
  page: 'own',
  form: {
    /** Which request of the case is answered. */
    round: carried<number>(),
    outcome: outcome(),
    reason: reason((_case, values) => values['outcome'] === 'NEGATIVE'),
  },
  hindrance: repairCase => (openRequest(repairCase) === undefined ? 'noRequestOpen' : undefined),
  apply(repairCase, { at, by, round, outcome: given, reason: why }, { calendar }) {
    const request = openRequest(repairCase);
    if (request?.round !== round) return refuseRepair('noRequestOpen');
    const answered: DutyRequest = { ...request, answer: { at, by, outcome: given, reason: why.trim() } };
    const next: RepairCase = {
      ...repairCase,
      dutyRequests: [...(repairCase.dutyRequests ?? []).slice(0, -1), answered],
      ...restartOwnClocks(repairCase, at, calendar),
    };
    const own = next.deadlines.find(({ id }) => isOwnDeadline(id));
    const goesOn = own === undefined ? {} : { deadline: own.id, due: own.due, dueAt: own.dueAt };
    const code = given === 'POSITIVE' ? 'dutiesPerformed' : 'dutiesNotPerformed';
    return {
      ok: true,
      next,
      reason: why.trim(),
      data: { outcome: given, round },
      notice: tell(next, code, { reason: why.trim(), ...goesOn }),
    };
  },
});
