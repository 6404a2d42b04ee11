import { findDeadline, isOwnDeadline, startDeadline } from './deadlines.js';
import { restartOwnClocks, stopOwnClocks } from './dutyClocks.js';
import { openRequest, REQUEST_LENGTH } from './dutyRequest.js';
import { refuseRepair } from './refusals.js';
import type { DutyRequest, RepairCase } from './repairCase.js';
import { type Handlers, tell, tellStaff } from './transition.js';

/**
 * Proof of duties beyond a fine by a question inside the system (ruling B5): the firm asks the recognising authority,
 * which has T6 to answer; meanwhile the firm's own clocks stand still. A no does not end the case: the firm may ask again.
 */
export const dutyEvents: Handlers<'askAuthority' | 'answerDuties'> = {
  askAuthority(repairCase, { at, by, text }, rules) {
    if (text.trim() === '') return refuseRepair('requestTextMissing');
    if (text.length > REQUEST_LENGTH) return refuseRepair('requestTextTooLong', { most: REQUEST_LENGTH });
    const { dutyRequests = [] } = repairCase;
    const round = dutyRequests.length + 1;
    const { deadlines, paused } = stopOwnClocks(repairCase, at, rules.calendar);
    const next: RepairCase = {
      ...repairCase,
      dutyRequests: [...dutyRequests, { round, at, by, text: text.trim() }],
      deadlines: [...deadlines, startDeadline('T6', at, rules)],
      paused,
    };
    const due = findDeadline(next, 'T6')?.due ?? '';
    // The trail says that the authority was asked, not with what words: they may name people.
    return {
      ok: true,
      next,
      data: { round },
      notice: tell(next, 'dutiesAsked', { due }),
      ...tellStaff(next, 'dutiesWanted', { due }),
    };
  },

  answerDuties(repairCase, { at, by, round, outcome, reason }, { calendar }) {
    const request = openRequest(repairCase);
    if (request?.round !== round) return refuseRepair('noRequestOpen');
    if (outcome === 'NEGATIVE' && reason.trim() === '') return refuseRepair('reasonMissing');
    const answered: DutyRequest = { ...request, answer: { at, by, outcome, reason: reason.trim() } };
    const next: RepairCase = {
      ...repairCase,
      dutyRequests: [...(repairCase.dutyRequests ?? []).slice(0, -1), answered],
      ...restartOwnClocks(repairCase, at, calendar),
    };
    const own = next.deadlines.find(({ id }) => isOwnDeadline(id));
    const goesOn = own === undefined ? {} : { deadline: own.id, due: own.due, dueAt: own.dueAt };
    const code = outcome === 'POSITIVE' ? 'dutiesPerformed' : 'dutiesNotPerformed';
    return {
      ok: true,
      next,
      reason: reason.trim(),
      data: { outcome, round },
      notice: tell(next, code, { reason: reason.trim(), ...goesOn }),
    };
  },
};
