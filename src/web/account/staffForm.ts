import { isSignInName, type NewStaff, scopeOf, STAFF_ROLES } from '../../accounts/index.js';
import { readIdNumber } from '../../domain/entries/idNumber.js';
import { AUTHORITIES } from '../../domain/reference/authorities.js';
import { COUNTIES } from '../../domain/reference/counties.js';
import type { Translate } from '../i18n.js';
import { formKey, readPhone } from './agentForm.js';
import { type FormFault, missing, sameWords, typed } from './formState.js';

const FIELDS = ['signInName', 'displayName', 'role', 'county', 'authorityId', 'idNumber', 'phone'] as const;
const LONGEST_NAME = 50;

type Sent = Readonly<Record<string, string | undefined>>;
type Values = Readonly<Record<(typeof FIELDS)[number], string>>;

export const EMPTY_STAFF: Values = {
  signInName: '',
  displayName: '',
  role: '',
  county: '',
  authorityId: '',
  idNumber: '',
  phone: '',
};

export type StaffForm =
  | { readonly ok: true; readonly staff: NewStaff; readonly values: Values }
  | { readonly ok: false; readonly key: string; readonly values: Values; readonly faults: readonly FormFault[] };

/** Reads the form of a new official; every fault at once. A field the role does not use is left aside. */
export function readStaffForm(form: Sent, t: Translate): StaffForm {
  const values = typed(form, FIELDS);
  const key = formKey(form);
  const role = STAFF_ROLES.find(known => known === values.role);
  const faults = [
    ...missing(t, values, sameWords(['signInName', 'displayName', 'idNumber'])),
    ...formatFaults(values, t),
  ];
  if (role === undefined) return { ok: false, key, values, faults: [...faults, fault(t, 'role')] };
  faults.push(...scopeFaults(values, scopeOf(role), t));
  const [idNumber, phone] = [readIdNumber(values.idNumber), readPhone(values.phone)];
  if (faults.length > 0 || idNumber === null) return { ok: false, key, values, faults };
  const { signInName, displayName, county, authorityId } = values;
  const scope = scopeOf(role);
  return {
    ok: true,
    values,
    staff: {
      key,
      signInName,
      displayName,
      role,
      idNumber,
      ...(scope === 'county' && { county }),
      ...(scope === 'authority' && { authorityId }),
      ...(phone !== null && { phone }),
    },
  };
}

const fault = (t: Translate, field: string, words = field): FormFault => ({
  field,
  text: t(`account:faults.${words}`),
});

function formatFaults(values: Values, t: Translate): FormFault[] {
  const { signInName, displayName, idNumber, phone } = values;
  return [
    ...(signInName !== '' && !isSignInName(signInName) ? [fault(t, 'signInName', 'signInNameWrong')] : []),
    ...(displayName.length > LONGEST_NAME ? [fault(t, 'displayName', 'nameLong')] : []),
    ...(idNumber !== '' && readIdNumber(idNumber) === null ? [fault(t, 'idNumber', 'idNumberWrong')] : []),
    ...(phone !== '' && readPhone(phone) === null ? [fault(t, 'phone', 'phoneWrong')] : []),
  ];
}

function scopeFaults({ county, authorityId }: Values, scope: ReturnType<typeof scopeOf>, t: Translate): FormFault[] {
  if (scope === 'county' && !COUNTIES.some(({ adcode }) => adcode === county)) return [fault(t, 'county')];
  if (scope === 'authority' && !AUTHORITIES.some(known => known.authorityId === authorityId)) {
    return [fault(t, 'authorityId')];
  }
  return [];
}
