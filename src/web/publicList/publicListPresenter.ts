import type { Response } from 'express';
import type { Page, PublicEntry, PublicExit } from '../../data/index.js';
import { dayOf } from '../../domain/calendarDay.js';
import { coverPersonalNumbers } from '../../domain/entries/personalData.js';
import type { Basis } from '../../domain/law/sources.js';
import { PUBLIC_MARKS } from '../../domain/repair/publication.js';
import type { LastDayBasis } from '../../queries/entryQueries.js';
import { countyName, listTypeName, listTypeTag, tierName } from '../entries/names.js';
import type { Translate } from '../i18n.js';
import { standingMark } from '../law/sourceWords.js';
import { paginationOf } from '../pagination.js';
import { paths } from '../paths.js';

export interface PublicListParts {
  readonly q: string;
  readonly error: string;
  /** A full code says of a firm whether it is listed; a name only whether one that begins so is. */
  readonly byCode: boolean;
  /** Null before anything was asked. */
  readonly found: (Page<PublicEntry> & { readonly basisOf: LastDayBasis }) | null;
  readonly exits: Page<PublicExit>;
}

const EMPTY = { page: 1, size: 20, total: 0 };

/** The search page: what was asked, what was found, and who left the list lately. */
export function publicListPage(res: Response, { q, error, byCode, found, exits }: PublicListParts) {
  const { t, lang } = res.locals;
  return {
    q,
    error,
    errors: error === '' ? [] : [{ text: error, field: 'q' }],
    asked: found !== null,
    nothing: t(byCode ? 'publicList:notListed' : 'publicList:nothingBegins', { q }),
    nothingMeans: byCode ? '' : t('publicList:nothingMeans'),
    total: found?.total ?? 0,
    rows: (found?.items ?? []).map(entry => ({
      name: entry.enterpriseName,
      href: paths.publicEntries.show.build({ entryId: entry.entryId }),
      uscc: entry.uscc,
      listType: listTypeTag(entry.listType, t),
      authority: entry.authorityName,
      decisionNumber: entry.decisionNumber,
      latestEnd: entry.publicUntil,
      latestEndMark: found === null ? null : standingMark(found.basisOf(entry), lang),
      mark: markWords('tag', entry, t),
    })),
    pagination: paginationOf(found ?? EMPTY, t, page => paths.publicEntries.search.build({ q, page })),
    exits: exits.items.map(exit => ({
      name: exit.enterpriseName,
      uscc: exit.uscc,
      county: countyName(exit.county, lang),
      listType: listTypeTag(exit.listType, t),
      day: exit.leftListAt === undefined ? '' : dayOf(exit.leftListAt),
    })),
    exitsTotal: exits.total,
  };
}

/** The notices of exit: what was searched for, and what was found. */
export function exitsPage(
  res: Response,
  { q, error, found }: { q: string; error: string; found: Page<PublicExit> | null },
) {
  const { t } = res.locals;
  return {
    q,
    error,
    errors: error === '' ? [] : [{ text: error, field: 'q' }],
    searched: q !== '',
    nothing: t(q === '' ? 'publicList:exitNotices.none' : 'publicList:exitNotices.nothing', { q }),
    rows: (found?.items ?? []).map(exit => ({
      ...exit,
      leftListAt: exit.leftListAt ?? 0,
      href: exit.exitCaseId === undefined ? '' : paths.commitment.publicShow.build({ caseId: exit.exitCaseId }),
    })),
    pagination: paginationOf(found ?? EMPTY, t, page => paths.exits.list.build({ q, page })),
  };
}

/** One public entry: what the decision says, never a person. */
export function publicEntryPage(res: Response, { entry, basis }: { entry: PublicEntry; basis: Basis }) {
  const { t, lang } = res.locals;
  return {
    title: entry.enterpriseName,
    breadcrumbs: [
      { text: t('publicList:title'), href: paths.publicEntries.search.build() },
      { text: entry.enterpriseName },
    ],
    listType: listTypeTag(entry.listType, t),
    mark: markWords('mark', entry, t),
    rows: [
      { key: t('entries:column.uscc'), value: entry.uscc, mono: true },
      { key: t('entries:column.listType'), value: listTypeName(entry.listType, t) },
      { key: t('entries:column.tier'), value: tierName(entry.tier, t) },
      { key: t('entries:column.county'), value: countyName(entry.county, lang) },
      { key: t('entries:column.authority'), value: entry.authorityName },
      { key: t('entries:column.decisionNumber'), value: entry.decisionNumber },
      { key: t('entries:column.decisionDate'), day: entry.decisionDate },
      { key: t('entries:column.facts'), value: coverPersonalNumbers(entry.facts) },
      { key: t('entries:column.penalty'), value: coverPersonalNumbers(entry.penalty) },
      { key: t('entries:column.publicationStart'), day: entry.publicationStart },
      { key: t('publicList:latestEnd'), day: entry.publicUntil, mark: standingMark(basis, lang) },
    ],
  };
}

/** The mark of an entry, short as a tag or as a sentence; empty where it carries none that the public is told of. */
function markWords(length: 'tag' | 'mark', { marked }: PublicEntry, t: Translate): string {
  const known = PUBLIC_MARKS.find(mark => mark === marked?.reason);
  return known === undefined ? '' : t(`publicList:${length}.${known}`);
}
