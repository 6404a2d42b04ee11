import type { NewAgent } from '../../accounts/index.js';
import { parseDay } from '../../domain/calendarDay.js';
import { readIdNumber } from '../../domain/entries/idNumber.js';
import type { Translate } from '../i18n.js';
import { HttpProblem } from '../middleware/httpProblem.js';
import { type FormFault, missing, sameWords, typed } from './formState.js';

const FIELDS = ['uscc', 'displayName', 'idNumber', 'phone', 'validUntil'] as const;
const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LONGEST_NAME = 50;

type Sent = Readonly<Record<string, string | undefined>>;
type Values = Readonly<Record<(typeof FIELDS)[number], string>>;

export type AgentForm =
  | { readonly ok: true; readonly agent: NewAgent; readonly values: Values }
  | { readonly ok: false; readonly key: string; readonly values: Values; readonly faults: readonly FormFault[] };

/** The one-time key of a form; a form without one is not ours. */
export function formKey(form: Sent): string {
  const key = form['key'] ?? '';
  if (!KEY.test(key)) throw new HttpProblem(400, 'form without its key');
  return key;
}

/** `13800000000`, as typed with or without spaces; null for anything else. */
export function readPhone(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s-]+/gu, '');
  return /^1\d{10}$/.test(digits) ? digits : null;
}

/** Reads the appointment of an agent; every fault at once. */
export function readAgentForm(form: Sent, t: Translate): AgentForm {
  const values = typed(form, FIELDS);
  const key = formKey(form);
  const faults = missing(t, values, sameWords(FIELDS));
  const [idNumber, phone, day] = [readIdNumber(values.idNumber), readPhone(values.phone), parseDay(values.validUntil)];
  const add = (field: string, words: string) => {
    if (!faults.some(fault => fault.field === field)) faults.push({ field, text: t(`account:faults.${words}`) });
  };
  if (values.displayName.length > LONGEST_NAME) add('displayName', 'nameLong');
  if (idNumber === null) add('idNumber', 'idNumberWrong');
  if (phone === null) add('phone', 'phoneWrong');
  if (day === null) add('validUntil', 'validUntil');
  if (faults.length > 0 || idNumber === null || phone === null || day === null) {
    return { ok: false, key, values, faults };
  }
  const { uscc, displayName } = values;
  return { ok: true, values, agent: { key, uscc, displayName, idNumber, phone, validUntil: day } };
}
