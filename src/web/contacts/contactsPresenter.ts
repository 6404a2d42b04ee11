import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import type { AccountContact, AccountsService, ContactState, FirmContact } from '../../accounts/index.js';
import { type FormFault, formState } from '../account/formState.js';
import { subnav } from '../entries/listPresenter.js';
import { countyName } from '../entries/names.js';
import { formatDate } from '../format.js';
import { actorOf } from '../middleware/locals.js';
import { paths } from '../paths.js';

type Waiting = Awaited<ReturnType<AccountsService['contacts']['waiting']>>;

export interface ShownForm {
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
  readonly faults: readonly FormFault[];
}

const EMPTY = { phone: '', proof: '', note: '' };

/** Links among the pages of an administrator; the window has this one page and its menu. */
const navOf = (res: Response) => {
  const nav = subnav(res, actorOf(res), 'contacts');
  return nav.length > 1 ? nav : [];
};

/** Since when the number stands, and by what. */
function wayText({ locals: { t, lang } }: Response, { contact }: ContactState): string {
  if (contact === undefined) return t('contacts:way.unknown');
  return t(`contacts:way.${contact.way}`, { day: formatDate(new Date(contact.since), lang) });
}

function waitText({ locals: { t, lang } }: Response, { wait, rules }: ContactState): string {
  if (wait === null) return '';
  const values = { day: formatDate(wait.until, lang), left: wait.left, days: rules.waitingDays };
  const text = t(wait.left === 0 ? 'contacts:wait.lastDay' : 'contacts:wait.text', values);
  return wait.provisional ? `${text}${t('contacts:wait.provisional')}` : text;
}

function untilCell(res: Response, { wait }: ContactState) {
  const { t, lang } = res.locals;
  if (wait === null) return { text: '' };
  return { text: formatDate(wait.until, lang), note: t('contacts:wait.left', { left: wait.left }) };
}

/** The list of waits, newest first, and the search for a firm. */
export function waitingPage(
  res: Response,
  { waiting, uscc, error, notice }: { waiting: Waiting; uscc: string; error: string; notice: string },
) {
  const { t } = res.locals;
  const columns = ['name', 'phone', 'since', 'until'] as const;
  return {
    nav: navOf(res),
    uscc,
    error,
    notice,
    errors: error === '' ? [] : [{ field: 'uscc', text: error }],
    head: columns.map(name => ({ text: t(`contacts:list.column.${name}`) })),
    rows: [
      ...waiting.accounts.map(found => [
        {
          text: found.account.displayName,
          href: paths.contacts.account.build({ accountId: found.account.accountId }),
          note: t(`common:roles.${found.account.role}`),
        },
        { text: found.account.phoneMasked ?? '', mono: true },
        { text: wayText(res, found) },
        untilCell(res, found),
      ]),
      ...waiting.firms.map(found => [
        {
          text: found.firm.name,
          href: paths.contacts.firm.build({ uscc: found.firm.uscc }),
          note: t('contacts:list.noAccount', { name: found.firm.representative.name }),
        },
        { text: found.firm.representative.phoneMasked ?? '', mono: true },
        { text: wayText(res, found) },
        untilCell(res, found),
      ]),
    ],
  };
}

/** What both pages of one number share: the wait, who may end it, and the form for it. */
function stateOf(res: Response, found: ContactState, { key, values, faults }: ShownForm) {
  return {
    nav: navOf(res),
    key,
    otherKey: randomUUID(),
    since: found.contact?.since ?? 0,
    wait: waitText(res, found),
    mayConfirm: found.wait !== null && !found.own,
    own: found.wait !== null && found.own,
    form: formState({ ...EMPTY, ...values }, faults),
  };
}

export function accountPage(res: Response, found: AccountContact, form: ShownForm) {
  const { t } = res.locals;
  const { account } = found;
  return {
    ...stateOf(res, found, form),
    name: account.displayName,
    rows: [
      { key: t('contacts:fact.role'), value: t(`common:roles.${account.role}`) },
      { key: t('contacts:fact.signInName'), value: account.signInName, mono: true },
      { key: t('contacts:fact.idNumber'), value: account.idMasked ?? '', mono: true },
      { key: t('contacts:fact.phone'), value: account.phoneMasked ?? '', mono: true },
      { key: t('contacts:fact.since'), value: wayText(res, found) },
    ],
    confirmAction: paths.contacts.confirmAccount.build({ accountId: account.accountId }),
  };
}

export function firmPage(res: Response, found: FirmContact, form: ShownForm) {
  const { t, lang } = res.locals;
  const { uscc, name, county, representative, representativeAccountId } = found.firm;
  const { phoneMasked, idMasked } = representative;
  return {
    ...stateOf(res, found, form),
    name,
    rows: [
      { key: t('contacts:fact.uscc'), value: uscc, mono: true },
      { key: t('contacts:fact.county'), value: countyName(county, lang) },
      { key: t('contacts:fact.representative'), value: representative.name },
      { key: t('contacts:fact.idNumber'), value: idMasked ?? '', mono: true },
      { key: t('contacts:fact.phone'), value: phoneMasked ?? t('contacts:fact.noPhone'), mono: true },
      ...(phoneMasked === undefined ? [] : [{ key: t('contacts:fact.since'), value: wayText(res, found) }]),
    ],
    // Whoever imported the number cannot invite by it, though nothing waits.
    ownImport: found.wait === null && found.own,
    hasAccount: representativeAccountId !== undefined,
    accountHref:
      representativeAccountId === undefined ? '' : paths.contacts.account.build({ accountId: representativeAccountId }),
    hasPhone: phoneMasked !== undefined,
    confirmAction: paths.contacts.confirmFirm.build({ uscc }),
    phoneAction: paths.contacts.firmPhone.build({ uscc }),
  };
}
