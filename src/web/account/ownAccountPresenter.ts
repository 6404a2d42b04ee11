import type { OwnAccount } from '../../accounts/index.js';
import type { Actor } from '../../domain/access/actor.js';
import type { ContactWait } from '../../domain/access/contact.js';
import { mayUse } from '../../domain/access/permissions.js';
import { AUTHORITIES } from '../../domain/reference/authorities.js';
import { COUNTIES } from '../../domain/reference/counties.js';
import { formatDate, formatDateTime } from '../format.js';
import type { Language, Translate } from '../i18n.js';
import { paths } from '../paths.js';

interface Words {
  readonly t: Translate;
  readonly lang: Language;
}

interface SessionFacts {
  readonly sessionId: string;
  readonly handle: string;
  readonly createdAt?: number;
  readonly device?: string;
}

/** What an account is bound to, in words: a county, a department, or the whole city. */
export function scopeWords({ county, authorityId }: { county?: string; authorityId?: string }, words: Words): string {
  const place =
    COUNTIES.find(({ adcode }) => adcode === county) ??
    AUTHORITIES.find(authority => authority.authorityId === authorityId);
  return place?.[words.lang] ?? words.t('account:scope.city');
}

/** The page of the own account. Session ids never reach it; a session is named by its handle. */
export function ownAccountPage(
  facts: {
    own: OwnAccount;
    sessions: readonly SessionFacts[];
    presentId: string;
    actor: Actor;
    /** Of a telephone that was changed shortly before. */
    wait: ContactWait | null;
  },
  words: Words,
) {
  const { account, firms } = facts.own;
  const { t } = words;
  const isFirm = account.role === 'LEGAL_REP' || account.role === 'AGENT';
  const rows = [
    { key: t('account:show.name'), value: account.displayName },
    { key: t('account:show.signInName'), value: account.signInName, mono: true },
    { key: t('account:show.role'), value: t(`common:roles.${account.role}`) },
    ...(isFirm ? [] : [{ key: t('account:show.scope'), value: scopeWords(account, words) }]),
    ...(account.idMasked === undefined
      ? []
      : [{ key: t('account:show.idNumber'), value: account.idMasked, mono: true }]),
    ...(account.phoneMasked === undefined
      ? []
      : [{ key: t('account:show.phone'), lines: [account.phoneMasked, ...waitLines(facts.wait, words)] }]),
    ...(isFirm ? [{ key: t('account:show.firms'), lines: firms.map(({ name, uscc }) => `${name}（${uscc}）`) }] : []),
  ];
  return {
    rows,
    links: linksFor(facts.actor, t),
    sessions: facts.sessions.map(session => sessionRow(session, facts.presentId, words)),
    hasOthers: facts.sessions.some(({ sessionId }) => sessionId !== facts.presentId),
  };
}

/** Until when the new number opens nothing, in the person's own words. */
const waitLines = (wait: ContactWait | null, { t, lang }: Words): string[] =>
  wait === null ? [] : [t('account:show.phoneWaits', { until: formatDate(wait.until, lang), left: wait.left })];

function sessionRow(session: SessionFacts, presentId: string, { t, lang }: Words) {
  return {
    device: session.device === undefined || session.device === '' ? t('account:show.unknownDevice') : session.device,
    since: session.createdAt === undefined ? '' : formatDateTime(new Date(session.createdAt), lang),
    isPresent: session.sessionId === presentId,
    endAction: paths.account.endSession.build({ handle: session.handle }),
  };
}

function linksFor(actor: Actor, t: Translate): { text: string; href: string }[] {
  const own = [
    { permission: 'account.self', text: 'password', href: paths.account.password.build() },
    { permission: 'agent.appoint', text: 'agents', href: paths.account.agents.build() },
    { permission: 'interests.declare', text: 'interests', href: paths.account.interests.build() },
    { permission: 'accounts.manage', text: 'staff', href: paths.staff.index.build() },
  ] as const;
  return own
    .filter(({ permission }) => mayUse(actor, permission))
    .map(({ text, href }) => ({ text: t(`account:links.${text}`), href }));
}
