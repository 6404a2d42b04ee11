/**
 * One field of an act's form: which input the page shows, and what must hold of it whoever sends it. `Value` is what the
 * act carries of it.
 */
export interface Field<Value, Brief = never> {
  /** Name of the input that a page has for it; `carried` has none of its own. */
  readonly input: string;
  /** Characters. */
  readonly most?: number;
  /** Whether a text may not be left out; where that hangs on the case, a question to it. */
  readonly required?: boolean | ((state: Brief, values: Readonly<Record<string, unknown>>) => boolean);
  /** False where there is nothing to choose: the first choice is taken. */
  readonly asked?: (state: Brief) => boolean;
  /** Code of the refusal of a text left out, and of one too long. */
  readonly missing?: string;
  readonly tooLong?: string;
  /** Only for the compiler: the type of the value. */
  readonly value?: Value;
}

export type Form = Readonly<Record<string, Field<unknown>>>;

/** What an act with this form carries. */
export type ValuesOf<Fields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends { readonly value?: infer Value }
    ? Exclude<Value, undefined>
    : never;
};

export const OUTCOMES = ['POSITIVE', 'NEGATIVE'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What is wrong with what the fields of a form hold: the field, the code of the refusal, the most it may hold. */
export interface FormFault {
  readonly field: string;
  readonly code: string;
  readonly most?: number;
}

/** Texts left out or too long; everything else is judged by the act itself. */
export function formFault(form: Form, state: never, values: Readonly<Record<string, unknown>>): FormFault | undefined {
  for (const [name, field] of Object.entries(form)) {
    const fault = fieldFault(name, field, { state, values });
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function fieldFault(
  name: string,
  { required, missing, tooLong, most }: Field<unknown>,
  { state, values }: { state: never; values: Readonly<Record<string, unknown>> },
): FormFault | undefined {
  const given = values[name];
  if (typeof given !== 'string') return undefined;
  const isWanted = typeof required === 'function' ? required(state, values) : required === true;
  if (isWanted && missing !== undefined && given.trim() === '') return { field: name, code: missing };
  if (tooLong === undefined || most === undefined || given.length <= most) return undefined;
  return { field: name, code: tooLong, most };
}
