import { type Actor, type PersonRef, samePerson } from '../access/actor.js';
import { type AccessObject, may, PERMISSIONS, type PermissionName, representsFirm } from '../access/permissions.js';
import { ALLOWED, type Refusal, type Verdict } from '../refusal.js';
import type { AnyAct, Hindrance, ProceedingState, ProceedingTypes, StepOf } from './act.js';
import { formFault } from './form.js';
import type { OfficeNotice, ProceedingNotice } from './notices.js';
import type { StageRow } from './stage.js';

/** What a kind of proceeding is, for whoever judges acts on it. */
export interface Proceeding<T extends ProceedingTypes, Kind extends string> {
  readonly stages: Readonly<Record<T['stage'], StageRow>>;
  readonly acts: Readonly<Record<Kind, AnyAct<T>>>;
  readonly refuse: (
    code: T['refusal'],
    values?: Readonly<Record<string, string | number>>,
  ) => { ok: false; refusal: Refusal };
  /** What the access policy needs to know about one. */
  readonly objectOf: (state: T['brief']) => AccessObject & { readonly uscc: string };
  /** Whose turn it is; undefined where no office acts. */
  readonly deskOf: (state: T['brief']) => T['desk'] | undefined;
  /** What the holder of a desk needs to act on it. */
  readonly deskPermissions: Readonly<Record<T['desk'], PermissionName>>;
  /** Whether the person may take the step of this desk: one person, one step. */
  readonly passesFourEyes: (state: T['brief'], person: PersonRef, desk: T['desk']) => boolean;
  /** What becomes of the rest of it when it moves to a closed stage. */
  readonly closed: (state: T['state'], at: number) => T['state'];
}

/** Something that happens to a proceeding. `at` is epoch milliseconds, given by the workflow's clock. */
export interface EventOnIt<Kind extends string> {
  readonly kind: Kind;
  readonly at: number;
  readonly by?: PersonRef;
}

/** What the audit chain keeps of one step. */
export interface RecordOf<T extends ProceedingTypes, Kind extends string> {
  kind: Kind;
  from: T['stage'];
  to: T['stage'];
  at: number;
  by?: T['actor'];
  reason?: string;
  data: Readonly<Record<string, unknown>>;
}

/** A taken step or a refusal. `notice` is there for every change of stage and for all else the person should know. */
export type TransitionOf<T extends ProceedingTypes, Kind extends string> =
  | {
      ok: true;
      case: T['state'];
      record: RecordOf<T, Kind>;
      notice: ProceedingNotice<T['notice']> | undefined;
      staffNotice: OfficeNotice<T['officeNotice']> | undefined;
    }
  | { ok: false; refusal: Refusal };

/**
 * The questions that everybody asks of a proceeding: pages to explain and to offer buttons, the workflow to decide. All
 * of them read the same acts, so that none is refused in one place and taken in another.
 */
export function judgeOf<T extends ProceedingTypes, Kind extends string>(it: Proceeding<T, Kind>) {
  const { acts, refuse } = it;
  const isClosed = (stage: T['stage']): boolean => it.stages[stage].phase === 'closed';

  function refusalFor(hindrance: Hindrance<T>, stage: string): Refusal {
    return typeof hindrance === 'object'
      ? refuse(hindrance.code, hindrance.values).refusal
      : refuse(hindrance, { stage }).refusal;
  }

  /** Why it cannot happen as things stand, whoever sends it and whatever it carries. */
  function standingRefusal(state: T['brief'], kind: Kind, rules?: T['rules']): Refusal | undefined {
    const { stages, hindrance } = acts[kind];
    const { stage } = state;
    if (!stages.includes(stage)) return refuse(isClosed(stage) ? 'caseClosed' : 'notInThisStage', { stage }).refusal;
    const found = hindrance?.(state, rules);
    return found === undefined ? undefined : refusalFor(found, stage);
  }

  /** Why this person cannot take this step: one person one step, and nobody acts on another's claim. */
  function personalRefusal(state: T['brief'], kind: Kind, by: PersonRef): Refusal | undefined {
    const { fourEyes, office, holder } = acts[kind];
    const desk = fourEyes === true ? it.deskOf(state) : fourEyes;
    if (desk !== undefined && !it.passesFourEyes(state, by, desk)) return refuse('fourEyes').refusal;
    const { assignee } = state;
    if (office === undefined || assignee === undefined) return undefined;
    const own = assignee.accountId === by.accountId;
    if (holder !== 'OTHER' && !own) return refuse('claimedByOther').refusal;
    return holder !== undefined && own ? refuse('alreadyClaimed').refusal : undefined;
  }

  const mayOn = (state: T['brief'], actor: Actor, permission: PermissionName): boolean =>
    may(actor, permission, it.objectOf(state));

  /** Whether the person would be in charge if impartial: importers, interests and private firms are left out. */
  const wouldBeInCharge = (state: T['brief'], actor: Actor, permission: PermissionName): boolean =>
    may({ ...actor, interests: [], represents: [] }, permission, { ...it.objectOf(state), importers: [] });

  /** Names the reason of a partial official, instead of a bare "not permitted", to those whose case it would be. */
  function partiality(state: T['brief'], actor: Actor, permission: PermissionName): Refusal | undefined {
    if (PERMISSIONS[permission].impartial !== true || !wouldBeInCharge(state, actor, permission)) return undefined;
    const { uscc, importers = [] } = it.objectOf(state);
    if (importers.some(importer => samePerson(importer, actor))) return refuse('ownImport').refusal;
    if (representsFirm(actor, uscc)) return refuse('representsFirm').refusal;
    return actor.interests.includes(uscc) ? refuse('interestDeclared').refusal : undefined;
  }

  function isOnDesk(state: T['brief'], actor: Actor, kind: Kind): boolean {
    const { office, openToPartial } = acts[kind];
    if (office === undefined) return true;
    const desk = it.deskOf(state);
    const asks = openToPartial === true ? wouldBeInCharge : mayOn;
    return desk !== undefined && asks(state, actor, it.deskPermissions[desk]);
  }

  function actRefusal(
    state: T['brief'],
    actor: Actor,
    { kind, rules }: { kind: Kind; rules?: T['rules'] | undefined },
  ) {
    const { permission } = acts[kind];
    if (permission === undefined) return refuse('notPermitted').refusal;
    const partial = partiality(state, actor, permission);
    if (partial !== undefined) return partial;
    if (!mayOn(state, actor, permission)) return refuse('notPermitted').refusal;
    const standing = standingRefusal(state, kind, rules);
    if (standing !== undefined) return standing;
    return isOnDesk(state, actor, kind) ? personalRefusal(state, kind, actor) : refuse('notPermitted').refusal;
  }

  /**
   * Whether this person may do this as things stand: role and scope, stage, whose step it is, no interest and no own
   * import, one person one step, nobody else's claim. What the act carries is judged by `apply`.
   */
  function mayAct(state: T['brief'], actor: Actor, kind: Kind, rules?: T['rules']): Verdict {
    const refusal = actRefusal(state, actor, { kind, rules });
    return refusal === undefined ? ALLOWED : { ok: false, refusal };
  }

  /**
   * What an event does: the next state, one version higher, with what the audit chain, the person concerned and the
   * offices get to know; or a refusal with its rule. Who may send it is asked by `mayAct`; what holds of every sender is
   * asked here.
   */
  function apply(state: T['state'], event: EventOnIt<Kind>, rules: T['rules']): TransitionOf<T, Kind> {
    const { kind, by } = event;
    const refusal =
      standingRefusal(state, kind, rules) ?? (by === undefined ? undefined : personalRefusal(state, kind, by));
    if (refusal !== undefined) return { ok: false, refusal };
    const { form } = acts[kind];
    const fault = form && formFault(form, state as never, event as never);
    if (fault !== undefined) {
      return refuse(fault.code, fault.most === undefined ? undefined : { most: fault.most });
    }
    // The table pairs every kind with its own rule; only the pairing itself is beyond the compiler.
    const step = acts[kind].apply(state, event as never, rules);
    return step.ok ? finished(state, event, step) : step;
  }

  function finished(
    before: T['state'],
    event: EventOnIt<Kind>,
    step: Extract<StepOf<T>, { ok: true }>,
  ): TransitionOf<T, Kind> {
    const to = step.next.stage;
    const moved = before.stage !== to;
    const ends = moved && isClosed(to);
    const { assignee, ...rest } = ends ? it.closed(step.next, event.at) : step.next;
    const after = {
      ...rest,
      ...(!moved && assignee !== undefined && { assignee }),
      version: before.version + 1,
      updatedAt: Math.max(before.updatedAt, event.at),
    } as T['state'];
    return {
      ok: true,
      case: after,
      record: {
        kind: event.kind,
        from: before.stage,
        to,
        at: event.at,
        ...(event.by !== undefined && { by: event.by }),
        ...(step.reason !== undefined && step.reason !== '' && { reason: step.reason }),
        data: { ...step.data, ...dueDays(before, after) },
      },
      notice: step.notice,
      staffNotice: step.staff,
    };
  }

  return {
    mayAct,
    apply,
    standingRefusal,
    /** Whether the access policy leaves this act to the person at all, wherever the case stands. */
    mayEverAct: (state: T['brief'], actor: Actor, kind: Kind): boolean => {
      const { permission } = acts[kind];
      return permission !== undefined && mayOn(state, actor, permission);
    },
    /** Whether importers and bonds to the firm matter to the act. */
    asksImpartiality: (kind: Kind): boolean => {
      const { permission, openToPartial } = acts[kind];
      return openToPartial === true || (permission !== undefined && PERMISSIONS[permission].impartial === true);
    },
  };
}

/** The last days of the running clocks, where the step changed them: so the trail proves what was promised. */
function dueDays(before: ProceedingState, after: ProceedingState): { due?: Record<string, string> } {
  const days = ({ deadlines }: ProceedingState) => Object.fromEntries(deadlines.map(({ id, due }) => [id, due]));
  const [old, now] = [days(before), days(after)];
  return JSON.stringify(old) === JSON.stringify(now) && before.version > 0 ? {} : { due: now };
}
