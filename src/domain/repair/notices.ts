import type { NoticeValues, OfficeNotice, ProceedingNotice } from '../proceeding/notices.js';
import { openRequest } from './dutyRequest.js';
import { stepOf } from './fourEyes.js';
import type { CaseInBrief } from './repairCase.js';
import { DESK_ROLES, type ReviewStep } from './stages.js';

/** What the applicant is told; each code has words in the locale namespace `notices`. */
export const NOTICE_CODES = [
  'opened',
  'registered',
  'trainingStarted',
  'trainingExtended',
  'quizReady',
  'quizPassed',
  'backToTraining',
  'readyToSign',
  'signFromFirstDay',
  'firstDayReached',
  'signed',
  'signAgain',
  'submitted',
  'resubmitted',
  'accepted',
  'commitmentPublished',
  'notAccepted',
  'returned',
  'atAuthority',
  'atCity',
  'extended',
  'resumed',
  'approved',
  'rejected',
  'exitStarted',
  'repaired',
  'documentReady',
  'dutiesAsked',
  'dutiesPerformed',
  'dutiesNotPerformed',
  'dutiesLate',
  'withdrawn',
  'reminder',
  'expired',
  'staffLate',
  'deadlinesMoved',
] as const;
export type NoticeCode = (typeof NOTICE_CODES)[number];

export const STAFF_NOTICE_CODES = [
  'reviewWanted',
  'correctedCaseBack',
  'opinionWanted',
  'dutiesWanted',
  'cityDecisionWanted',
  'caseWithdrawn',
  'caseResumed',
  'takenOver',
  'holderLeft',
  'deadlineHalf',
  'deadlineNear',
  'deadlineOver',
  'exitLate',
  'exitRefused',
  'exitNotListed',
  'exitFailed',
  'letterFailed',
] as const;
export type StaffNoticeCode = (typeof STAFF_NOTICE_CODES)[number];

export type CaseNotice = ProceedingNotice<NoticeCode>;
export type StaffNotice = OfficeNotice<StaffNoticeCode>;

/** A notice to the applicant; the reference is always among its values. */
export const tell = (repairCase: CaseInBrief, code: NoticeCode, values: NoticeValues = {}): CaseNotice => ({
  code,
  values: { reference: repairCase.reference, ...values },
});

/** A notice to the people whose turn it is in the case's stage (part 3.4); none where no office acts. */
export function tellStaff(
  repairCase: CaseInBrief,
  code: StaffNoticeCode,
  values: NoticeValues = {},
): { staff?: StaffNotice } {
  const desk = officeOf(repairCase);
  return desk === undefined ? {} : { staff: { code, ...desk, values: { reference: repairCase.reference, ...values } } };
}

/** The office whose turn it is; the recognising authority's where the firm asked it about its duties. */
export function officeOf(repairCase: CaseInBrief): Office | undefined {
  const step = openRequest(repairCase) === undefined ? stepOf(repairCase) : 'AUTHORITY';
  return step === undefined ? undefined : OFFICES[step](repairCase);
}

type Office = Omit<StaffNotice, 'code' | 'values'>;
const OFFICES: Readonly<Record<ReviewStep, (repairCase: CaseInBrief) => Office>> = {
  COUNTY: ({ county }) => ({ role: DESK_ROLES.COUNTY, county }),
  AUTHORITY: ({ authorityId }) => ({ role: DESK_ROLES.AUTHORITY, authorityId }),
  CITY: () => ({ role: DESK_ROLES.CITY }),
};
