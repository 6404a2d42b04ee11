import { type AccountsService, NO_PASSWORD } from '../../accounts/index.js';
import { ROLES, type Role } from '../../domain/access/actor.js';
import { formatDateTime } from '../format.js';
import type { Language, Translate } from '../i18n.js';
import { paths } from '../paths.js';
import { scopeWords } from './ownAccountPresenter.js';

interface Words {
  readonly t: Translate;
  readonly lang: Language;
}

type AccountPage = Awaited<ReturnType<AccountsService['staff']['list']>>;
type Account = AccountPage['items'][number];

const COLOURS = { disabled: 'red', waiting: 'yellow', active: 'green' } as const;

function stateOf(account: Account): keyof typeof COLOURS {
  if (account.disabled) return 'disabled';
  return account.passwordHash === NO_PASSWORD ? 'waiting' : 'active';
}

const isFirm = (role: Role): boolean => role === 'LEGAL_REP' || role === 'AGENT';

/** The list of accounts, one page of it. */
export function staffListPage(found: AccountPage, { role, q }: { role: Role | undefined; q: string }, words: Words) {
  const { t } = words;
  const pages = Math.max(1, Math.ceil(found.total / found.size));
  const hrefOf = (page: number) => paths.staff.index.build({ role, q: q === '' ? undefined : q, page });
  const first = (found.page - 1) * found.size;
  return {
    role: role ?? '',
    q,
    roles: [
      { value: '', text: t('account:staff.allRoles') },
      ...ROLES.map(value => ({ value, text: t(`common:roles.${value}`) })),
    ],
    head: ['name', 'role', 'scope', 'state'].map(column => ({
      text: t(`account:staff.columns.${column}`),
    })),
    rows: found.items.map(account => [
      {
        text: account.displayName,
        href: paths.staff.show.build({ accountId: account.accountId }),
        note: account.signInName,
      },
      { text: t(`common:roles.${account.role}`) },
      { text: isFirm(account.role) ? t('account:scope.firm') : scopeWords(account, words) },
      { tag: { text: t(`account:staff.states.${stateOf(account)}`), colour: COLOURS[stateOf(account)] } },
    ]),
    hasPages: pages > 1,
    previous: found.page > 1 ? hrefOf(found.page - 1) : '',
    next: found.page < pages ? hrefOf(found.page + 1) : '',
    numbers: Array.from({ length: pages }, (_, index) => index + 1)
      .filter(number => Math.abs(number - found.page) <= 3)
      .map(number => ({ number, href: hrefOf(number), current: number === found.page })),
    summary: t('account:staff.summary', {
      from: Math.min(first + 1, found.total),
      to: Math.min(first + found.size, found.total),
      total: found.total,
    }),
  };
}

/** One account as its administrator sees it. */
export function accountDetails(account: Account, isOwn: boolean, words: Words) {
  const { t, lang } = words;
  const state = stateOf(account);
  return {
    name: account.displayName,
    rows: [
      { key: t('account:show.signInName'), value: account.signInName, mono: true },
      { key: t('account:show.role'), value: t(`common:roles.${account.role}`) },
      {
        key: t('account:show.scope'),
        value: isFirm(account.role) ? t('account:scope.firm') : scopeWords(account, words),
      },
      { key: t('account:show.idNumber'), value: account.idMasked ?? '', mono: true },
      { key: t('account:show.phone'), value: account.phoneMasked ?? '', mono: true },
      {
        key: t('account:staff.columns.state'),
        tag: { text: t(`account:staff.states.${state}`), colour: COLOURS[state] },
      },
      { key: t('account:staff.createdAt'), value: formatDateTime(new Date(account.createdAt), lang) },
    ],
    ...addressesOf(account, isOwn),
  };
}

/** Where the account can be changed; empty for what is not open. */
function addressesOf(account: Account, isOwn: boolean) {
  const { accountId, contact, disabled, role, idMasked } = account;
  const at = { accountId };
  return {
    showAt: paths.staff.show.build(at),
    contactAt: isOwn || contact === undefined ? '' : paths.contacts.account.build(at),
    phoneAt: isOwn ? '' : paths.staff.phone.build(at),
    idNumberAction: isFirm(role) || idMasked !== undefined ? '' : paths.staff.idNumber.build(at),
    disableAt: isOwn || disabled ? '' : paths.staff.disable.build(at),
    enableAction: disabled ? paths.staff.enable.build(at) : '',
    codeAction: stateOf(account) === 'waiting' ? paths.staff.code.build(at) : '',
  };
}
