import { z } from 'zod';
import { type DrawingFault, drawingFault } from '../../domain/commitment/drawnSignature.js';
import { STATEMENT_CODES, type StatementCode } from '../../domain/commitment/letter.js';
import { isSameName } from '../../domain/personName.js';
import type { Translate } from '../i18n.js';

export interface FieldFault {
  /** Empty where it concerns the form as a whole. */
  readonly field: string;
  readonly text: string;
}

const point = z.object({ x: z.number(), y: z.number(), pressure: z.number().optional() });
const drawing = z.object({
  width: z.number(),
  height: z.number(),
  strokes: z.array(z.object({ points: z.array(point) })),
});
const LONGEST_DRAWING = 180_000;

/** The statements that were ticked; the required ones that were not are named beside the list. */
export function readTicks(
  ticked: readonly string[],
  { statements, t }: { statements: readonly { code: StatementCode; required: boolean }[]; t: Translate },
): { voluntary: StatementCode[]; faults: FieldFault[] } {
  const codes = STATEMENT_CODES.filter(code => ticked.includes(code));
  const missing = statements.filter(({ code, required }) => required && !codes.includes(code)).map(({ code }) => code);
  const named = missing.join(t('refusals:separator'));
  const text = t('commitment:faults.statements', { number: missing.length, codes: named });
  return {
    voluntary: statements.filter(({ code, required }) => !required && codes.includes(code)).map(({ code }) => code),
    faults: missing.length === 0 ? [] : [{ field: 'statements', text }],
  };
}

/** What was filled in beside the secrets; shown again when the form comes back. */
export interface SignValues {
  readonly typedName: string;
  /** The strokes as JSON, checked; empty where nothing usable was drawn. */
  readonly drawing: string;
  /** Why what was drawn cannot be used. */
  readonly drawingFault?: DrawingFault;
  readonly consent: boolean;
}

type Sent = Readonly<Record<string, string | undefined>>;

export const NOTHING_SIGNED: SignValues = { typedName: '', drawing: '', consent: false };

export const readSignValues = (sent: Sent): SignValues => ({
  typedName: (sent['typedName'] ?? '').trim(),
  ...readDrawing((sent['drawing'] ?? '').trim()),
  consent: sent['consent'] === 'yes',
});

/** What is missing of a signature: a drawing or the representative's own name, and consent. */
export function signatureFaults(
  values: SignValues,
  { t, representativeName }: { t: Translate; representativeName: string },
): FieldFault[] {
  const { typedName, drawing: drawn, consent } = values;
  const fault = (field: string, words = field) => ({ field, text: t(`commitment:faults.${words}`) });
  const unusable = drawingFaults(values, t);
  const unsigned = unusable.length === 0 && drawn === '';
  return [
    ...unusable,
    ...(unsigned && typedName === '' ? [fault('typedName')] : []),
    ...(unsigned && typedName !== '' && !isSameName(typedName, representativeName)
      ? [fault('typedName', 'otherName')]
      : []),
    ...(consent ? [] : [fault('consent')]),
  ];
}

/** What is wrong with the drawing, told beside the pad. A slip of the finger is nothing where the name is typed. */
export function drawingFaults({ drawingFault: found, typedName }: SignValues, t: Translate): FieldFault[] {
  if (found === undefined || (found === 'tooLittle' && typedName !== '')) return [];
  return [{ field: 'drawing', text: t(`commitment:faults.drawing.${found}`) }];
}

export interface Secrets {
  readonly password: string;
  readonly code: string;
}

/** Password and code as sent, with what is missing of them. */
export function readSecrets(sent: Sent, { t }: { t: Translate }): { secrets: Secrets; faults: FieldFault[] } {
  const secrets = { password: sent['password'] ?? '', code: (sent['code'] ?? '').normalize('NFKC').trim() };
  const fault = (field: string) => ({ field, text: t(`commitment:faults.${field}`) });
  return {
    secrets,
    faults: [
      ...(secrets.password === '' ? [fault('password')] : []),
      ...(/^\d{6}$/.test(secrets.code) ? [] : [fault('code')]),
    ],
  };
}

function readDrawing(json: string): Pick<SignValues, 'drawing' | 'drawingFault'> {
  if (json === '') return { drawing: '' };
  if (json.length > LONGEST_DRAWING) return { drawing: '', drawingFault: 'tooMuch' };
  const drawn = drawing.safeParse(parsed(json));
  const found = drawn.success ? drawingFault(drawn.data) : 'unreadable';
  return found === undefined ? { drawing: JSON.stringify(drawn.data) } : { drawing: '', drawingFault: found };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
