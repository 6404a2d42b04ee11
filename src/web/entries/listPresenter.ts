import type { Response } from 'express';
import type { Page } from '../../data/index.js';
import type { Actor } from '../../domain/access/actor.js';
import { may, mayUse } from '../../domain/access/permissions.js';
import type { EntryDetail, EntryLine, InvitationLine } from '../../queries/entryQueries.js';
import { formatDate } from '../format.js';
import type { Translate } from '../i18n.js';
import { paginationOf } from '../pagination.js';
import { paths } from '../paths.js';
import { countyOf, type EntryFilterForm } from './entryFilterForm.js';
import { invitationRow } from './invitationPresenter.js';
import {
  countyChoices,
  countyName,
  listTypeChoices,
  listTypeName,
  listTypeTag,
  stateChoices,
  stateTag,
  tierName,
} from './names.js';

type SubnavPage = 'index' | 'imports' | 'persons' | 'invitations' | 'contacts' | 'outbox';

/** Links among the pages of the list administration; `current` is the page they stand on. */
export function subnav(res: Response, actor: Actor, current: SubnavPage) {
  const { t } = res.locals;
  const links = [
    { name: 'index', href: paths.entries.index.build(), open: mayUse(actor, 'entries.read') },
    { name: 'imports', href: paths.entries.imports.build(), open: mayUse(actor, 'entries.import') },
    { name: 'persons', href: paths.entries.persons.build(), open: mayUse(actor, 'persons.read') },
    { name: 'invitations', href: paths.entries.invitations.build(), open: mayUse(actor, 'entries.invite') },
    { name: 'contacts', href: paths.contacts.index.build(), open: mayUse(actor, 'contacts.keep') },
    { name: 'outbox', href: paths.outbox.index.build(), open: mayUse(actor, 'outbox.read') },
  ];
  return links
    .filter(({ open }) => open)
    .map(({ name, href }) => ({ text: t(`entries:nav.${name}`), href, current: name === current }));
}

/** The list page: filters as they were sent, one line an entry. */
export function entryListPage(
  res: Response,
  actor: Actor,
  { form, list }: { form: EntryFilterForm; list: Page<EntryLine> },
) {
  const { t, lang } = res.locals;
  const { county, listType, state, q } = form.filter;
  const hrefOf = (page: number) => paths.entries.index.build({ county, listType, state, q, page });
  return {
    nav: subnav(res, actor, 'index'),
    mayChooseCounty: countyOf(actor) === undefined,
    mayImport: mayUse(actor, 'entries.import'),
    counties: countyChoices(t, lang),
    listTypes: listTypeChoices(t),
    states: stateChoices(t),
    county: county ?? '',
    listType: listType ?? '',
    state: state ?? '',
    q: q ?? '',
    filtered: [listType, state, q].some(value => value !== undefined),
    rows: list.items.map(({ entry, hasAccount }) => ({
      name: entry.enterpriseName,
      href: paths.entries.show.build({ entryId: entry.entryId }),
      uscc: entry.uscc,
      county: countyName(entry.county, lang),
      listType: listTypeTag(entry.listType, t),
      state: stateTag(entry.state, t),
      decisionNumber: entry.decisionNumber,
      authority: entry.authorityName,
      publicationStart: entry.publicationStart,
      account: t(hasAccount ? 'entries:account.yes' : 'entries:account.no'),
    })),
    total: list.total,
    pagination: paginationOf(list, t, hrefOf),
  };
}

export interface DetailExtras {
  readonly key: string;
  readonly errors: readonly { text: string }[];
}

/** One entry for administrators; the representative's numbers are masked. */
export function entryDetailPage(
  res: Response,
  actor: Actor,
  { detail, key, errors }: DetailExtras & { detail: EntryDetail },
) {
  const { t } = res.locals;
  const { entry, onList, firm, latestCase } = detail;
  const inScope = may(actor, 'entries.invite', { uscc: entry.uscc, county: entry.county });
  const hasAccount = firm?.representativeAccountId !== undefined;
  return {
    nav: subnav(res, actor, 'index'),
    breadcrumbs: [{ text: t('entries:list.title'), href: paths.entries.index.build() }, { text: entry.enterpriseName }],
    title: entry.enterpriseName,
    uscc: entry.uscc,
    errors,
    key,
    tags: [listTypeTag(entry.listType, t), stateTag(entry.state, t)],
    facts: entryFacts(res, detail),
    person: personFacts(res, detail),
    stage: latestCase === null ? '' : t(`repair:stage.${latestCase.case.stage}`),
    reference: latestCase?.case.reference ?? '',
    noticeHref: paths.entries.notice.build({ entryId: entry.entryId }),
    contactHref: mayKeep(actor, firm) ? paths.contacts.firm.build({ uscc: entry.uscc }) : '',
    inviteHref: paths.entries.invite.build({ entryId: entry.entryId }),
    mayInvite: inScope && onList && !hasAccount,
    invitationDays: detail.policy.invitationDays,
    hasOpenInvitation: detail.invitations.some(({ state }) => state === 'OPEN'),
    showInvitations: inScope,
    invitations: detail.invitations.map((line: InvitationLine) => invitationRow(res, line)),
  };
}

/** Whether the reader may see to the telephone on record: of a firm whose representative has no account yet. */
const mayKeep = (actor: Actor, firm: EntryDetail['firm']): boolean =>
  firm !== null &&
  firm.representativeAccountId === undefined &&
  may(actor, 'contacts.keep', { uscc: firm.uscc, county: firm.county });

const minimumText = (months: number, t: Translate): string =>
  months === 0 ? t('entries:detail.noMinimum') : t('entries:detail.minimum', { months });

/** Since when the telephone stands, and by what; empty where that was not kept. */
function phoneNote({ locals: { t, lang } }: Response, { firm }: EntryDetail): string {
  const contact = firm?.representative.contact;
  if (contact === undefined) return '';
  return t(`contacts:way.${contact.way}`, { day: formatDate(new Date(contact.since), lang) });
}

function personFacts(res: Response, detail: EntryDetail) {
  const { t } = res.locals;
  const { entry, firm } = detail;
  const { name, idMasked, phoneMasked } = firm?.representative ?? { name: entry.representativeName };
  const hasAccount = firm?.representativeAccountId !== undefined;
  return [
    { key: t('entries:column.representativeName'), value: name },
    { key: t('entries:column.representativeId'), value: idMasked ?? '', mono: true },
    { key: t('entries:column.phone'), value: phoneMasked ?? '', mono: true, note: phoneNote(res, detail) },
    { key: t('entries:account.label'), value: t(hasAccount ? 'entries:account.yes' : 'entries:account.no') },
  ];
}

function entryFacts(res: Response, { entry, firstDay, latestEnd, policy }: EntryDetail) {
  const { t, lang } = res.locals;
  const column = (name: string, value: string) => ({ key: t(`entries:column.${name}`), value });
  return [
    column('listType', listTypeName(entry.listType, t)),
    column('tier', tierName(entry.tier, t)),
    column('county', countyName(entry.county, lang)),
    column('authority', entry.authorityName),
    column('decisionNumber', entry.decisionNumber),
    { key: t('entries:column.decisionDate'), day: entry.decisionDate },
    column('facts', entry.facts),
    column('penalty', entry.penalty),
    column('amount', entry.amount ?? ''),
    column('duties', entry.duties),
    { key: t('entries:column.publicationStart'), day: entry.publicationStart },
    {
      key: t('entries:detail.firstDay'),
      day: firstDay,
      note: minimumText(policy.minMonths, t),
    },
    {
      key: t('entries:detail.latestEnd'),
      day: latestEnd,
      note: t('entries:detail.maximum', { months: policy.maxMonths }),
    },
    column('source', entry.source),
  ];
}
