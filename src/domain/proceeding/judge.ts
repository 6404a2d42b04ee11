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

/** An act of a kind; `rules` are left out where only buttons are asked for. */
export interface ActAsked<T extends ProceedingTypes, Kind extends string> {
  readonly kind: Kind;
  readonly rules?: T['rules'] | undefined;
}

/**
 * The questions that everybody asks of a proceeding: pages to explain and to offer buttons, the workflow to decide. All
 * of them read the same acts, so that none is refused in one place and taken in another.
 */
export class Judge<T extends ProceedingTypes, Kind extends string> {
  readonly #it: Proceeding<T, Kind>;

  constructor(it: Proceeding<T, Kind>) {
    this.#it = it;
  }

  /**
   * Whether this person may do this as things stand: role and scope, stage, whose step it is, no interest and no own
   * import, one person one step, nobody else's claim. What the act carries is judged by `apply`.
   */
  mayAct(state: T['brief'], actor: Actor, asked: ActAsked<T, Kind>): Verdict {
    const refusal = this.#actRefusal(state, actor, asked);
    return refusal === undefined ? ALLOWED : { ok: false, refusal };
  }

  /** Whether the access policy leaves this act to the person at all, wherever the case stands. */
  mayEverAct(state: T['brief'], actor: Actor, kind: Kind): boolean {
    const { permission } = this.#it.acts[kind];
    return permission !== undefined && this.#mayOn(state, actor, permission);
  }

  /** Whether importers and bonds to the firm matter to the act. */
  asksImpartiality(kind: Kind): boolean {
    const { permission } = this.#it.acts[kind];
    return permission !== undefined && PERMISSIONS[permission].impartial === true;
  }

  /** Why it cannot happen as things stand, whoever sends it and whatever it carries. */
  standingRefusal(state: T['brief'], { kind, rules }: ActAsked<T, Kind>): Refusal | undefined {
    const { acts, refuse } = this.#it;
    const { stages, hindrance } = acts[kind];
    const { stage } = state;
    if (!stages.includes(stage)) {
      return refuse(this.#isClosed(stage) ? 'caseClosed' : 'notInThisStage', { stage }).refusal;
    }
    const found = hindrance?.(state, rules);
    return found === undefined ? undefined : this.#refusalFor(found, stage);
  }

  /**
   * What an event does: the next state, one version higher, with what the audit chain, the person concerned and the
   * offices get to know; or a refusal with its rule. Who may send it is asked by `mayAct`; what holds of every sender is
   * asked here.
   */
  apply(state: T['state'], event: EventOnIt<Kind>, rules: T['rules']): TransitionOf<T, Kind> {
    const { kind, by } = event;
    const refusal =
      this.standingRefusal(state, { kind, rules }) ??
      (by === undefined ? undefined : this.#personalRefusal(state, kind, by));
    if (refusal !== undefined) return { ok: false, refusal };
    const { form, apply } = this.#it.acts[kind];
    const fault = form && formFault(form, state as never, event as never);
    if (fault !== undefined) {
      return this.#it.refuse(fault.code, fault.most === undefined ? undefined : { most: fault.most });
    }
    // The table pairs every kind with its own rule; only the pairing itself is beyond the compiler.
    const step = apply(state, event as never, rules);
    return step.ok ? this.#finished(state, event, step) : step;
  }

  #isClosed(stage: T['stage']): boolean {
    return this.#it.stages[stage].phase === 'closed';
  }

  #refusalFor(hindrance: Hindrance<T>, stage: string): Refusal {
    return typeof hindrance === 'object'
      ? this.#it.refuse(hindrance.code, hindrance.values).refusal
      : this.#it.refuse(hindrance, { stage }).refusal;
  }

  /** Why this person cannot take this step: one person one step, and nobody acts on another's claim. */
  #personalRefusal(state: T['brief'], kind: Kind, by: PersonRef): Refusal | undefined {
    const { acts, deskOf, passesFourEyes, refuse } = this.#it;
    const { fourEyes, office, holder } = acts[kind];
    const desk = fourEyes === true ? deskOf(state) : fourEyes;
    if (desk !== undefined && !passesFourEyes(state, by, desk)) return refuse('fourEyes').refusal;
    const { assignee } = state;
    if (office === undefined || assignee === undefined) return undefined;
    const own = assignee.accountId === by.accountId;
    if (holder !== 'OTHER' && !own) return refuse('claimedByOther').refusal;
    return holder !== undefined && own ? refuse('alreadyClaimed').refusal : undefined;
  }

  #mayOn(state: T['brief'], actor: Actor, permission: PermissionName): boolean {
    return may(actor, permission, this.#it.objectOf(state));
  }

  /** Whether the person would be in charge if impartial: importers, interests and private firms are left out. */
  #wouldBeInCharge(state: T['brief'], actor: Actor, permission: PermissionName): boolean {
    const object = { ...this.#it.objectOf(state), importers: [] };
    return may({ ...actor, interests: [], represents: [] }, permission, object);
  }

  /** Names the reason of a partial official, instead of a bare "not permitted", to those whose case it would be. */
  #partiality(state: T['brief'], actor: Actor, permission: PermissionName): Refusal | undefined {
    const { objectOf, refuse } = this.#it;
    if (PERMISSIONS[permission].impartial !== true || !this.#wouldBeInCharge(state, actor, permission))
      return undefined;
    const { uscc, importers = [] } = objectOf(state);
    if (importers.some(importer => samePerson(importer, actor))) return refuse('ownImport').refusal;
    if (representsFirm(actor, uscc)) return refuse('representsFirm').refusal;
    return actor.interests.includes(uscc) ? refuse('interestDeclared').refusal : undefined;
  }

  #isOnDesk(state: T['brief'], actor: Actor, kind: Kind): boolean {
    const { acts, deskOf, deskPermissions } = this.#it;
    const { office, openToPartial } = acts[kind];
    if (office === undefined) return true;
    const desk = deskOf(state);
    if (desk === undefined) return false;
    const permission = deskPermissions[desk];
    return openToPartial === true
      ? this.#wouldBeInCharge(state, actor, permission)
      : this.#mayOn(state, actor, permission);
  }

  #actRefusal(state: T['brief'], actor: Actor, asked: ActAsked<T, Kind>): Refusal | undefined {
    const { acts, refuse } = this.#it;
    const { permission } = acts[asked.kind];
    if (permission === undefined) return refuse('notPermitted').refusal;
    const partial = this.#partiality(state, actor, permission);
    if (partial !== undefined) return partial;
    if (!this.#mayOn(state, actor, permission)) return refuse('notPermitted').refusal;
    const standing = this.standingRefusal(state, asked);
    if (standing !== undefined) return standing;
    if (!this.#isOnDesk(state, actor, asked.kind)) return refuse('notPermitted').refusal;
    return this.#personalRefusal(state, asked.kind, actor);
  }

  #finished(before: T['state'], event: EventOnIt<Kind>, step: Extract<StepOf<T>, { ok: true }>): TransitionOf<T, Kind> {
    const to = step.next.stage;
    const moved = before.stage !== to;
    const { assignee, ...rest } = moved && this.#isClosed(to) ? this.#it.closed(step.next, event.at) : step.next;
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
}

/** The last days of the running clocks, where the step changed them: so the trail proves what was promised. */
function dueDays(before: ProceedingState, after: ProceedingState): { due?: Record<string, string> } {
  const days = ({ deadlines }: ProceedingState) => Object.fromEntries(deadlines.map(({ id, due }) => [id, due]));
  const [old, now] = [days(before), days(after)];
  return JSON.stringify(old) === JSON.stringify(now) && before.version > 0 ? {} : { due: now };
}
