import { type Actor, type PersonRef, samePerson } from '../access/actor.js';
import { type AccessObject, may, PERMISSIONS, type PermissionName, representsFirm } from '../access/permissions.js';
import type { Policy } from '../policy/policy.js';
import { ALLOWED, type Verdict } from '../refusal.js';
import { isLetterPending, standingRefusal } from './eventStages.js';
import type { RepairEventKind } from './events.js';
import { isDeciding, passesFourEyes, type ReviewStep, stepOf } from './fourEyes.js';
import { refuseRepair } from './refusals.js';
import type { CaseInBrief } from './repairCase.js';
import { timesExtended } from './reviewEvents.js';

/** The permission of every event that a person sends; the others come from the workflow itself. */
export const EVENT_PERMISSIONS = {
  register: 'case.edit',
  saveAnswers: 'case.edit',
  extendTraining: 'case.edit',
  sign: 'case.sign',
  resubmit: 'case.edit',
  askAuthority: 'case.edit',
  answerDuties: 'duties.answer',
  stateNoDuty: 'case.edit',
  withdraw: 'case.withdraw',
  claim: 'review.claim',
  // Whoever may no longer decide, as after declaring an interest, can still give the case back.
  release: 'review.release',
  takeOver: 'review.takeOver',
  accept: 'review.county',
  notAccept: 'review.county',
  return: 'review.claim',
  countyReview: 'review.county',
  authorityOpinion: 'review.authority',
  cityDecision: 'review.city',
  extend: 'review.claim',
  resume: 'review.claim',
} as const satisfies Partial<Record<RepairEventKind, PermissionName>>;
export type HumanEventKind = keyof typeof EVENT_PERMISSIONS;
export const HUMAN_EVENTS = Object.keys(EVENT_PERMISSIONS) as HumanEventKind[];

/** What the holder of a step may do with the case while it is there. */
const STEP_PERMISSIONS: Readonly<Record<ReviewStep, PermissionName>> = {
  COUNTY: 'review.county',
  AUTHORITY: 'review.authority',
  CITY: 'review.city',
};

const isHuman = (kind: RepairEventKind): kind is HumanEventKind => kind in EVENT_PERMISSIONS;

/**
 * Whether this person may do this to the case as it stands: role and scope, the stage, whose step it is, no interest and
 * no own import, one person one step, nobody else's claim. What the act carries (reasons, papers) is judged by
 * `applyRepairEvent`.
 */
export function mayAct(repairCase: CaseInBrief, actor: Actor, kind: RepairEventKind): Verdict {
  if (!isHuman(kind)) return refuseRepair('notPermitted');
  const permission = EVENT_PERMISSIONS[kind];
  const partial = partiality(repairCase, actor, permission);
  if (partial !== undefined) return partial;
  if (!mayOnCase(repairCase, actor, permission)) return refuseRepair('notPermitted');
  const standing = standingRefusal(repairCase, kind);
  if (standing !== undefined) return { ok: false, refusal: standing };
  if (kind === 'answerDuties' && !passesFourEyes(repairCase, actor, 'AUTHORITY')) return refuseRepair('fourEyes');
  return permission.startsWith('review.') ? mayReview(repairCase, actor, kind) : ALLOWED;
}

/**
 * Whether importers and bonds to the firm matter to the act (part 2, rules a and b). Giving a case back is open to the
 * partial; it counts here because the histories of running cases asked for it.
 */
export const asksImpartiality = (kind: RepairEventKind): boolean =>
  kind === 'release' || (isHuman(kind) && PERMISSIONS[EVENT_PERMISSIONS[kind]].impartial === true);

/** Whether the access policy leaves this act on the case to the person at all, wherever the case stands. */
export const mayEverAct = (repairCase: CaseInBrief, actor: Actor, kind: RepairEventKind): boolean =>
  isHuman(kind) && mayOnCase(repairCase, actor, EVENT_PERMISSIONS[kind]);

/** What the person may do now; for buttons. Give the policy to leave out a return or an extension after the last one. */
export function availableActions(
  repairCase: CaseInBrief,
  actor: Actor,
  policy?: Pick<Policy, 'correctionRounds' | 'extensionTimes'>,
): HumanEventKind[] {
  const usedUp: Partial<Record<HumanEventKind, boolean>> =
    policy === undefined
      ? {}
      : {
          return: repairCase.returns.length >= policy.correctionRounds,
          extend: timesExtended(repairCase) >= policy.extensionTimes,
        };
  return HUMAN_EVENTS.filter(kind => usedUp[kind] !== true && mayAct(repairCase, actor, kind).ok);
}

/** Whether evidence may be added or removed now: until the signature, and while a returned case is corrected. */
export function evidenceOpen(repairCase: CaseInBrief): Verdict {
  if (isLetterPending(repairCase)) return refuseRepair('letterBeingMade');
  // Evidence belongs to the answers: both are open in the same stages.
  const standing = standingRefusal(repairCase, 'saveAnswers');
  return standing === undefined ? ALLOWED : { ok: false, refusal: standing };
}

/** What the access policy needs to know about a case. */
export const objectOf = ({ uscc, county, authorityId, ...repairCase }: CaseInBrief): AccessObject => ({
  uscc,
  county,
  authorityId,
  importers: importersOf(repairCase),
});

const importersOf = ({ importedBy, importers = [] }: Pick<CaseInBrief, 'importedBy' | 'importers'>) => [
  { accountId: importedBy },
  ...importers,
];

/** The case with everybody who has imported its entry or a change of it by now, whoever had when it was opened. */
export const withImporters = <Case extends CaseInBrief>(repairCase: Case, importers: readonly PersonRef[]): Case => ({
  ...repairCase,
  importers,
});

const mayOnCase = (repairCase: CaseInBrief, actor: Actor, permission: PermissionName): boolean =>
  may(actor, permission, objectOf(repairCase));

/** Whether the person would be in charge if impartial: importers, interests and private firms are left out. */
const wouldBeInCharge = (repairCase: CaseInBrief, actor: Actor, permission: PermissionName): boolean =>
  may({ ...actor, interests: [], represents: [] }, permission, { ...objectOf(repairCase), importers: [] });

/** Names the reason of a partial official, instead of a bare "not permitted", to those whose case it would be. */
function partiality(repairCase: CaseInBrief, actor: Actor, permission: PermissionName) {
  const { uscc } = repairCase;
  if (!PERMISSIONS[permission].impartial) return undefined;
  if (!wouldBeInCharge(repairCase, actor, permission)) return undefined;
  if (importersOf(repairCase).some(importer => samePerson(importer, actor))) return refuseRepair('ownImport');
  if (representsFirm(actor, uscc)) return refuseRepair('representsFirm');
  return actor.interests.includes(uscc) ? refuseRepair('interestDeclared') : undefined;
}

function mayReview(repairCase: CaseInBrief, actor: Actor, kind: HumanEventKind): Verdict {
  const step = stepOf(repairCase);
  const isInCharge = kind === 'release' ? wouldBeInCharge : mayOnCase;
  if (step === undefined || !isInCharge(repairCase, actor, STEP_PERMISSIONS[step])) {
    return refuseRepair('notPermitted');
  }
  // A claim announces a decision, so whoever may not decide may not claim.
  const mustPass = isDeciding(kind) || kind === 'claim' || kind === 'takeOver';
  if (mustPass && !passesFourEyes(repairCase, actor)) return refuseRepair('fourEyes');
  return claimVerdict(repairCase, actor, kind);
}

function claimVerdict({ assignee }: CaseInBrief, actor: Actor, kind: HumanEventKind): Verdict {
  if (assignee === undefined) return ALLOWED;
  const own = assignee.accountId === actor.accountId;
  if (kind === 'takeOver') return own ? refuseRepair('alreadyClaimed') : ALLOWED;
  if (!own) return refuseRepair('claimedByOther');
  return kind === 'claim' ? refuseRepair('alreadyClaimed') : ALLOWED;
}
