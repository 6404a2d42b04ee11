import type { PersonRef } from '../access/actor.js';
import type { PermissionName } from '../access/permissions.js';
import type { Refusal } from '../refusal.js';
import type { Form, Outcome, ValuesOf } from './form.js';
import type { OfficeNotice, ProceedingNotice } from './notices.js';

/** A running legal clock, as far as the kernel looks at it. */
export interface RunningClock {
  readonly id: string;
  readonly due: string;
}

/** What every proceeding holds, whatever it is about. */
export interface Standing {
  readonly stage: string;
  /** Grows by one with every recorded step. */
  readonly version: number;
  /** Who holds it on the desk. */
  readonly assignee?: PersonRef;
}

export interface ProceedingState extends Standing {
  /** Epoch milliseconds. */
  readonly updatedAt: number;
  readonly deadlines: readonly RunningClock[];
}

/** What a proceeding fixes for all its acts. */
export interface ProceedingTypes {
  readonly brief: Standing;
  readonly state: ProceedingState;
  readonly stage: string;
  readonly desk: string;
  readonly actor: PersonRef;
  readonly rules: object;
  readonly refusal: string;
  readonly notice: string;
  readonly officeNotice: string;
  /** Facts that an act asks for before it is judged, by the name of what is asked. */
  readonly facts: Readonly<Record<string, object>>;
}

/** What an act changes and whom it tells; version, times and the record are added around it. */
export type StepOf<T extends ProceedingTypes> =
  | {
      ok: true;
      next: T['state'];
      reason?: string;
      data?: Readonly<Record<string, unknown>>;
      notice?: ProceedingNotice<T['notice']>;
      staff?: OfficeNotice<T['officeNotice']>;
    }
  | { ok: false; refusal: Refusal };

/** A refusal by its code, with the values its words need. */
export type Hindrance<T extends ProceedingTypes> =
  T['refusal'] | { readonly code: T['refusal']; readonly values: Readonly<Record<string, string | number>> };

interface Happening<T extends ProceedingTypes, Values> {
  readonly stages: readonly T['stage'][];
  /** What stands in its way whatever it brings along; `rules` are left out where only buttons are asked for. */
  readonly hindrance?: (state: T['brief'], rules?: T['rules']) => Hindrance<T> | undefined;
  readonly apply: (state: T['state'], event: Values, rules: T['rules']) => StepOf<T>;
}

/** What the system itself records: the end of a clock, a paper made, an answer of a register. */
export type SystemAct<T extends ProceedingTypes, Values> = Happening<T, { readonly at: number } & Values>;

/** What an act of a person says of itself, whatever it carries. */
interface Traits<T extends ProceedingTypes> {
  /** Of the office whose turn it is: needs the permission of its desk, and that nobody else holds the case. */
  readonly office?: true;
  /** Who may hold the case when it is done: the person or nobody (not given), nobody at all, or somebody else. */
  readonly holder?: 'NOBODY' | 'OTHER';
  /** One person, one step: whoever took part at another desk, or filed the case, may not. `true` means the desk whose turn it is. */
  readonly fourEyes?: true | T['desk'];
  /** True for whoever gave up the case's impartiality as well: giving back is open to the partial. */
  readonly openToPartial?: true;
  /** How it is asked for: a page of its own (not given), a single button, or a page made for it. */
  readonly page?: 'button' | 'own';
  /** A sentence that must be ticked. */
  readonly declared?: true;
  /** Whether it cannot be taken back and is shown once more with its consequences. */
  readonly irreversible?: true | ((state: T['brief'], outcome: Outcome) => boolean);
  /** What it says is shown once more as the person it is about will read it. */
  readonly shownAsRead?: true;
  /** Its reason is the office's own affair. */
  readonly internal?: true;
  /** Not the usual way on: its button stands back. */
  readonly secondary?: true;
  /** Names the words for a variant of it that hangs on the case. */
  readonly variant?: (state: T['brief'], outcome: Outcome) => string | undefined;
}

/** The truth about an act of a person. */
export interface PersonAct<T extends ProceedingTypes, Fields, Fact extends keyof T['facts']>
  extends Happening<T, ActEvent<T, Fields, Fact>>, Traits<T> {
  readonly permission: PermissionName;
  readonly form?: Fields;
  /** Facts that are asked for before it is judged. */
  readonly facts?: Fact;
}

type ActEvent<T extends ProceedingTypes, Fields, Fact extends keyof T['facts']> = {
  readonly at: number;
  readonly by: T['actor'];
} & ValuesOf<Fields> &
  ([Fact] extends [never] ? unknown : T['facts'][Fact]);

/** Any act, as lists of them hold it. */
export interface AnyAct<T extends ProceedingTypes> extends Happening<T, never>, Traits<T> {
  readonly permission?: PermissionName;
  readonly form?: Form;
  readonly facts?: keyof T['facts'];
}

/** The two ways to write an act down, bound to one proceeding's types. */
export const actsOf = <T extends ProceedingTypes>() => ({
  /** An act of a person; what it carries follows from its form and its facts. */
  act: <const Fields = object, Fact extends keyof T['facts'] = never>(
    definition: PersonAct<T, Fields, Fact>,
  ): PersonAct<T, Fields, Fact> => definition,
  /** What the system records; `Values` is what comes with it. */
  systemAct: <Values = unknown>(definition: SystemAct<T, Values>): SystemAct<T, Values> => definition,
});

/** What an act carries, with the instant (epoch milliseconds) and, of a person's act, who. */
export type EventValues<Definition> = Definition extends {
  apply: (state: never, event: infer Values, rules: never) => unknown;
}
  ? Values
  : never;
