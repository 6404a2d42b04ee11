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
  /** What can be chosen. */
  readonly choices?: readonly string[];
  /** Code of the refusal of a text or a choice left out, and of a text too long. */
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

/** Texts left out or too long, choices not made; everything else is judged by the act itself. */
export function formFault(form: Form, state: never, values: Readonly<Record<string, unknown>>): FormFault | undefined {
  for (const [name, field] of Object.entries(form)) {
    const fault = fieldFault(name, field, { state, values });
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function fieldFault(
  name: string,
  field: Field<unknown>,
  { state, values }: { state: never; values: Readonly<Record<string, unknown>> },
): FormFault | undefined {
  const given = values[name];
  if (field.choices !== undefined) return choiceFault(name, field, given);
  const { missing, tooLong, most = Infinity } = field;
  const text = typeof given === 'string' ? given : '';
  if (missing !== undefined && text.trim() === '' && isRequired(field, state, values)) {
    return { field: name, code: missing };
  }
  return tooLong === undefined || text.length <= most ? undefined : { field: name, code: tooLong, most };
}

function choiceFault(name: string, { choices, missing }: Field<unknown>, given: unknown): FormFault | undefined {
  if (missing === undefined || choices?.some(choice => choice === given) === true) return undefined;
  return { field: name, code: missing };
}

function isRequired({ required }: Field<unknown>, state: never, values: Readonly<Record<string, unknown>>): boolean {
  return typeof required === 'function' ? required(state, values) : required === true;
}
