import type { EventValues } from '../proceeding/act.js';
import type { ValuesOf } from '../proceeding/form.js';
import type { RecordOf, TransitionOf } from '../proceeding/judge.js';
import type { RepairTypes } from './act.js';
import type { ACTS } from './acts/index.js';

export type RepairEventKind = keyof typeof ACTS;

/** An act or a happening with what it carries; `at` is epoch milliseconds, given by the workflow's clock. */
export type EventOf<Kind extends RepairEventKind> = Kind extends RepairEventKind
  ? { kind: Kind } & EventValues<(typeof ACTS)[Kind]>
  : never;

/** Everything that can happen to a case. */
export type RepairEvent = EventOf<RepairEventKind>;

/** What a person sends. */
export type ActKind = {
  [Kind in RepairEventKind]: (typeof ACTS)[Kind] extends { permission: string } ? Kind : never;
}[RepairEventKind];

/** What an act carries from its form: everything but who, when and what the system finds for it. */
export type InputOf<Kind extends ActKind> = (typeof ACTS)[Kind] extends { readonly form?: infer Fields }
  ? ValuesOf<NonNullable<Fields>>
  : never;

export type TransitionRecord = RecordOf<RepairTypes, RepairEventKind>;
export type Transition = TransitionOf<RepairTypes, RepairEventKind>;
