import { type Actor, type PersonRef, refOf } from '../access/actor.js';
import type { AccessObject, PermissionName } from '../access/permissions.js';
import type { AnyAct } from '../proceeding/act.js';
import { Judge } from '../proceeding/judge.js';
import { ALLOWED, type Refusal, type Verdict } from '../refusal.js';
import type { RepairRules, RepairTypes } from './act.js';
import { ACTS } from './acts/index.js';
import { withoutRequest } from './dutyClocks.js';
import type { ActKind, RepairEvent, RepairEventKind, Transition } from './events.js';
import { passesFourEyes, stepOf } from './fourEyes.js';
import { isLetterPending } from './letterPending.js';
import { refuseRepair } from './refusals.js';
import type { CaseInBrief, RepairCase } from './repairCase.js';
import { STAGES } from './stages.js';

export const REPAIR_EVENT_KINDS = Object.keys(ACTS) as RepairEventKind[];

/** The acts as lists of them look at them: what each carries is beside the point. */
const acts = ACTS as object as Readonly<Record<RepairEventKind, AnyAct<RepairTypes>>>;
export const actOf = (kind: RepairEventKind): AnyAct<RepairTypes> => acts[kind];

/** The field of the act's form that a page shows by this input, with its name; undefined where it has none. */
export const fieldOf = (kind: RepairEventKind, input: string) => {
  const [name, field] = Object.entries(actOf(kind).form ?? {}).find(([, each]) => each.input === input) ?? [];
  return name === undefined || field === undefined ? undefined : { name, ...field };
};

export const isActKind = (kind: string): kind is ActKind =>
  (REPAIR_EVENT_KINDS as readonly string[]).includes(kind) && actOf(kind as RepairEventKind).permission !== undefined;

/** Everything that a person may send, in the order in which it is offered. */
export const ACT_KINDS = REPAIR_EVENT_KINDS.filter(isActKind);

/** What the firm asks for on pages of the kind that every act gets. */
export const FIRM_ACTS = ACT_KINDS.filter(kind => actOf(kind).office === undefined && actOf(kind).page === undefined);
/** What the office whose turn it is does with the case. */
export const OFFICE_ACTS = ACT_KINDS.filter(kind => actOf(kind).office === true);
/** Those of them that have a page of their own; the others are single buttons. */
export const OFFICE_FORMS = OFFICE_ACTS.filter(kind => actOf(kind).page === undefined);

/** The permission that an act needs. */
export const permissionOf = (kind: ActKind): PermissionName => ACTS[kind].permission;

/** What the access policy needs to know about a case. */
export const objectOf = ({ uscc, county, authorityId, importedBy, importers }: CaseInBrief) =>
  ({ uscc, county, authorityId, importers: [{ accountId: importedBy }, ...importers] }) satisfies AccessObject;

const judge = new Judge<RepairTypes, RepairEventKind>({
  stages: STAGES,
  acts,
  refuse: refuseRepair,
  objectOf,
  deskOf: stepOf,
  deskPermissions: { COUNTY: 'review.county', AUTHORITY: 'review.authority', CITY: 'review.city' },
  passesFourEyes,
  closed: (repairCase, at) => ({ ...withoutRequest(repairCase, at), closedAt: at, deadlines: [], paused: [] }),
});

/** Why the event cannot happen to the case as it stands, whoever sends it and whatever it carries; undefined where it can. */
export const standingRefusal = (repairCase: CaseInBrief, kind: RepairEventKind): Refusal | undefined =>
  judge.standingRefusal(repairCase, { kind });

/** Whether importers and bonds to the firm matter to the act (part 2, rules a and b). */
export const asksImpartiality = (kind: RepairEventKind): boolean => judge.asksImpartiality(kind);

/** Whether the access policy leaves this act on the case to the person at all, wherever the case stands. */
export const mayEverAct = (repairCase: CaseInBrief, actor: Actor, kind: RepairEventKind): boolean =>
  judge.mayEverAct(repairCase, actor, kind);

/**
 * Whether this person may do this to the case as it stands: role and scope, the stage, whose step it is, no interest and
 * no own import, one person one step, nobody else's claim.
 */
export const mayAct = (repairCase: CaseInBrief, actor: Actor, kind: RepairEventKind): Verdict =>
  judge.mayAct(repairCase, actor, { kind });

/** The same under the rules of the case, which leave out a return or an extension after the last one. */
export const mayActUnder = (
  repairCase: CaseInBrief,
  actor: Actor,
  asked: { kind: RepairEventKind; rules: RepairRules | undefined },
): Verdict => judge.mayAct(repairCase, actor, asked);

/**
 * What an event does to a case (part 4): the next state, one version higher, with what the audit chain, the applicant
 * and the offices get to know; or a refusal with its rule. Who may send it is asked by `mayAct`; that nobody takes two
 * steps of one case, and nobody acts on another's claim, is checked here as well.
 */
export const applyRepairEvent = (repairCase: RepairCase, event: RepairEvent, rules: RepairRules): Transition =>
  judge.apply(repairCase, event, rules);

/** An act as a person sent it: who, when (epoch milliseconds), what its form holds and what was found for it. */
export const sentAct = (
  kind: ActKind,
  { actor, at }: { actor: Actor; at: number },
  values: Readonly<Record<string, unknown>>,
): RepairEvent => ({ ...values, kind, at, by: refOf(actor) }) as RepairEvent;

/**
 * Judges an act of a person, whole: who, where the case stands, and what the act carries. The one question that the
 * workflow asks before it takes an act, and a page before it sends one.
 */
export function judgeAct(
  repairCase: RepairCase,
  { actor, event }: { actor: Actor; event: RepairEvent },
  rules: RepairRules,
): Transition {
  const verdict = mayActUnder(repairCase, actor, { kind: event.kind, rules });
  return verdict.ok ? applyRepairEvent(repairCase, event, rules) : verdict;
}

/** What the person may do now; for buttons. Give the rules to leave out a return or an extension after the last one. */
export const availableActions = (repairCase: CaseInBrief, actor: Actor, rules?: RepairRules): ActKind[] =>
  ACT_KINDS.filter(kind => mayActUnder(repairCase, actor, { kind, rules }).ok);

/** Whether evidence may be added or removed now: until the signature, and while a returned case is corrected. */
export function evidenceOpen(repairCase: CaseInBrief): Verdict {
  if (isLetterPending(repairCase)) return refuseRepair('letterBeingMade');
  // Evidence belongs to the answers: both are open in the same stages.
  const standing: Refusal | undefined = standingRefusal(repairCase, 'saveAnswers');
  return standing === undefined ? ALLOWED : { ok: false, refusal: standing };
}

/** The case with everybody who has imported its entry or a change of it by now, whoever had when it was opened. */
export const withImporters = <Case extends CaseInBrief>(repairCase: Case, importers: readonly PersonRef[]): Case => ({
  ...repairCase,
  importers,
});
