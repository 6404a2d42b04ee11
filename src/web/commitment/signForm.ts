import { z } from 'zod';
import { STATEMENT_CODES, type StatementCode } from '../../domain/commitment/letter.js';
import type { Translate } from '../i18n.js';

export interface FieldFault {
  readonly field: string;
  readonly text: string;
}

const point = z.object({ x: z.number(), y: z.number(), pressure: z.number().optional() });
const drawing = z.object({
  width: z.number().positive().max(4_000),
  height: z.number().positive().max(4_000),
  strokes: z.array(z.object({ points: z.array(point).max(5_000) })).max(200),
});
const FEWEST_POINTS = 5;
const LONGEST_DRAWING = 180_000;

/** The statements that were ticked; a required one that was not is a fault beside the list. */
export function readTicks(
  ticked: readonly string[],
  wanted: { statements: readonly { code: StatementCode; required: boolean }[]; t: Translate },
): { voluntary: StatementCode[]; faults: FieldFault[] } {
  const codes = STATEMENT_CODES.filter(code => ticked.includes(code));
  const missing = wanted.statements.filter(({ code, required }) => required && !codes.includes(code));
  const faults =
    missing.length === 0
      ? []
      : [{ field: 'statements', text: wanted.t('commitment:faults.statements', { number: missing.length }) }];
  return {
    voluntary: wanted.statements
      .filter(({ code, required }) => !required && codes.includes(code))
      .map(({ code }) => code),
    faults,
  };
}

export interface SignValues {
  password: string;
  code: string;
  drawn?: string;
  typedName?: string;
}

/** Identity and signature as sent: password and code filled in, a drawing with strokes or the typed name, and consent. */
export function readSignForm(
  sent: Readonly<Record<string, string | undefined>>,
  { t, representativeName }: { t: Translate; representativeName: string },
): { values: SignValues; faults: FieldFault[] } {
  const text = (name: string): string => (sent[name] ?? '').trim();
  const values: SignValues = { password: sent['password'] ?? '', code: text('code') };
  const faults: FieldFault[] = [];
  const fault = (field: string) => faults.push({ field, text: t(`commitment:faults.${field}`) });
  if (values.password === '') fault('password');
  if (!/^\d{6}$/.test(values.code)) fault('code');
  if (text('consent') !== 'yes') fault('consent');
  const drawn = readDrawing(text('drawing'));
  if (drawn !== undefined) values.drawn = drawn;
  else if (text('typedName') === '') fault('typedName');
  else if (text('typedName') !== representativeName)
    faults.push({ field: 'typedName', text: t('commitment:faults.otherName') });
  else values.typedName = text('typedName');
  return { values, faults };
}

/** The strokes as JSON again, checked; undefined where nothing usable was drawn. */
function readDrawing(json: string): string | undefined {
  if (json === '' || json.length > LONGEST_DRAWING) return undefined;
  try {
    const drawn = drawing.parse(JSON.parse(json));
    const points = drawn.strokes.reduce((sum, { points: of }) => sum + of.length, 0);
    return points < FEWEST_POINTS ? undefined : JSON.stringify(drawn);
  } catch {
    return undefined;
  }
}
