import {
  type CaseView,
  type DataAccess,
  type Enterprise,
  type EntryFilter,
  type FirmSearch,
  type Invitation,
  type InvitationState,
  invitationState,
  type ListEntry,
  type Page,
  type PageRequest,
  type PublicEntry,
  type PublicExit,
} from '../data/index.js';
import { type CalendarDay, dayOf, yearOf } from '../domain/calendarDay.js';
import { isOnList } from '../domain/entries/entryEnd.js';
import type { Basis } from '../domain/law/sources.js';
import { firstSubmissionDay, publicationEnd } from '../domain/policy/entryPeriods.js';
import type { Policy } from '../domain/policy/policy.js';
import { periodsOn, policyToday } from '../facts/law.js';

export interface EntryQueryDependencies {
  readonly data: Pick<DataAccess, 'entries' | 'enterprises' | 'invitations' | 'policies' | 'cases'>;
  readonly demo: boolean;
  readonly clock: () => number;
}

export interface EntryLine {
  entry: ListEntry;
  /** Whether the firm's representative has an account. */
  hasAccount: boolean;
}

export interface EntryDates {
  policy: Policy;
  firstDay: CalendarDay;
  latestEnd: CalendarDay;
}

export interface EntryDetail extends EntryDates {
  entry: ListEntry;
  /** Whether the firm is on the list through this entry today. */
  onList: boolean;
  firm: Enterprise | null;
  invitations: readonly InvitationLine[];
  latestCase: CaseView | null;
}

export interface InvitationLine {
  invitation: Invitation;
  state: InvitationState;
  firmName: string;
}

export interface FirmToInvite {
  entry: ListEntry;
  trainedOn?: string;
}

type Dated = Pick<ListEntry, 'listType' | 'tier' | 'decisionDate' | 'publicationStart'>;

const NO_DAY = '';

/** One page of entries with whether each firm has an account. */
export async function entryLines(
  { data }: EntryQueryDependencies,
  filter: EntryFilter,
  request: PageRequest,
): Promise<Page<EntryLine>> {
  const page = await data.entries.page(filter, request);
  const active = await data.enterprises.withAccount([...new Set(page.items.map(({ uscc }) => uscc))]);
  return { ...page, items: page.items.map(entry => ({ entry, hasAccount: active.has(entry.uscc) })) };
}

/** First possible and last day of an entry under the rules of today. */
export async function entryDates(dependencies: EntryQueryDependencies, entry: Dated): Promise<EntryDates> {
  const policy = await policyToday(dependencies, entry);
  return { policy, firstDay: firstSubmissionDay(entry, policy), latestEnd: publicationEnd(entry, policy) };
}

/** Everything an administrator sees of one entry; the representative's numbers are masked. */
export async function entryDetail(dependencies: EntryQueryDependencies, entry: ListEntry): Promise<EntryDetail> {
  const { data, clock } = dependencies;
  const [dates, firm, invitations, cases] = await Promise.all([
    entryDates(dependencies, entry),
    data.enterprises.findByUscc(entry.uscc),
    data.invitations.ofUscc(entry.uscc),
    data.cases.latestOfEntries([entry.entryId]),
  ]);
  const firmName = firm?.name ?? entry.enterpriseName;
  const lines = invitations.map(invitation => ({ invitation, firmName, state: invitationState(invitation, clock()) }));
  const onList = isOnList(entry, dayOf(clock()));
  return { entry, onList, firm, ...dates, invitations: lines, latestCase: cases[0] ?? null };
}

/** Invitations, newest first, each with what it can still do and the firm's name. */
export async function invitationLines(
  { data, clock }: EntryQueryDependencies,
  filter: { county?: string | undefined },
  request: PageRequest,
): Promise<Page<InvitationLine>> {
  const page = await data.invitations.list(filter, request);
  const firms = await data.enterprises.findManyByUscc([...new Set(page.items.map(({ uscc }) => uscc))]);
  const names = new Map(firms.map(({ uscc, name }) => [uscc, name]));
  return {
    ...page,
    items: page.items.map(invitation => ({
      invitation,
      state: invitationState(invitation, clock()),
      firmName: names.get(invitation.uscc) ?? invitation.uscc,
    })),
  };
}

/** One invitation with its firm's name, or null. */
export async function invitationLine(
  { data, clock }: EntryQueryDependencies,
  invitationId: string,
): Promise<InvitationLine | null> {
  const invitation = await data.invitations.findById(invitationId);
  if (invitation === null) return null;
  const firm = await data.enterprises.findByUscc(invitation.uscc);
  return { invitation, state: invitationState(invitation, clock()), firmName: firm?.name ?? invitation.uscc };
}

/**
 * Listed firms without an account and without an open invitation, those never trained this year first, then the longest
 * ago (rotation training, part 8.1). One line a firm, with one of the entries that keep it on the list.
 */
export async function firmsToInvite(
  { data, clock }: EntryQueryDependencies,
  { county }: { county?: string | undefined },
  { page, size }: PageRequest,
): Promise<Page<FirmToInvite>> {
  const today = dayOf(clock());
  const year = yearOf(today);
  const rows = (await data.entries.coverageRows(year)).filter(row => county === undefined || row.county === county);
  const firms = await data.enterprises.findManyByUscc(rows.map(({ uscc }) => uscc));
  const waiting = new Set(
    firms
      .filter(({ representativeAccountId, representative: { idMasked, phoneMasked } }) => {
        return representativeAccountId === undefined && idMasked !== undefined && phoneMasked !== undefined;
      })
      .map(({ uscc }) => uscc),
  );
  for (const uscc of await openlyInvited(data, clock(), county)) waiting.delete(uscc);
  const trained = new Map(rows.map(row => [row.uscc, row.trainedOn]));
  const order = rows
    .filter(({ uscc }) => waiting.has(uscc))
    .sort((a, b) => compareText(a.trainedOn ?? NO_DAY, b.trainedOn ?? NO_DAY) || compareText(a.uscc, b.uscc));
  const entries = (await data.entries.ofUsccs(order.map(({ uscc }) => uscc))).filter(entry => isOnList(entry, today));
  const listed = byFirm(entries, county);
  const lines = order.flatMap(({ uscc }): FirmToInvite[] => {
    const entry = listed.get(uscc);
    const trainedOn = trained.get(uscc);
    return entry === undefined ? [] : [{ entry, ...(trainedOn !== undefined && { trainedOn }) }];
  });
  return { items: lines.slice((page - 1) * size, page * size), total: lines.length, page, size };
}

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** One entry a firm, one that is still published where there is one. */
function byFirm(entries: readonly ListEntry[], county: string | undefined): Map<string, ListEntry> {
  const own = entries.filter(entry => county === undefined || entry.county === county);
  const publishedLast = own.toSorted((a, b) => Number(a.state === 'ACTIVE') - Number(b.state === 'ACTIVE'));
  return new Map(publishedLast.map(entry => [entry.uscc, entry]));
}

const INVITATIONS_AT_ONCE = 200;

async function openlyInvited(
  { invitations }: Pick<DataAccess, 'invitations'>,
  now: number,
  county: string | undefined,
): Promise<string[]> {
  const open: string[] = [];
  for (let page = 1, left = 1; left > 0; page += 1) {
    const found = await invitations.list({ county }, { page, size: INVITATIONS_AT_ONCE });
    open.push(...found.items.filter(item => invitationState(item, now) === 'OPEN').map(({ uscc }) => uscc));
    left = found.total - page * INVITATIONS_AT_ONCE;
  }
  return open;
}

/** What the last day of a public entry rests on, by the rules of today. */
export type LastDayBasis = (entry: Pick<PublicEntry, 'listType' | 'tier'>) => Basis;

async function lastDayBasis({ data, clock }: EntryQueryDependencies): Promise<LastDayBasis> {
  const periodOf = await periodsOn({ data }, dayOf(clock()));
  return entry => periodOf(entry).source;
}

/** What the public may see today; an entry past its last day is not shown even before it is closed. */
export async function publicSearch(
  dependencies: EntryQueryDependencies,
  search: FirmSearch,
  request: PageRequest,
): Promise<Page<PublicEntry> & { basisOf: LastDayBasis }> {
  const { data, clock } = dependencies;
  const [found, basisOf] = await Promise.all([
    data.entries.publicSearch({ ...search, day: dayOf(clock()) }, request),
    lastDayBasis(dependencies),
  ]);
  return { ...found, basisOf };
}

/** One public entry, or null where it is exited, masked, over or unknown: the four look the same. */
export async function publicEntry(
  dependencies: EntryQueryDependencies,
  entryId: string,
): Promise<{ entry: PublicEntry; basis: Basis } | null> {
  const { data, clock } = dependencies;
  const entry = await data.entries.publicFind(entryId, dayOf(clock()));
  return entry === null ? null : { entry, basis: (await lastDayBasis(dependencies))(entry) };
}

/** Notices of exit, newest first: of the firm searched for, or of all. */
export const publicExits = (
  { data }: Pick<EntryQueryDependencies, 'data'>,
  search: FirmSearch | null,
  request: PageRequest,
): Promise<Page<PublicExit>> => data.entries.publicExits(search, request);
