import type { Response } from 'express';
import type { FieldChange, ImportRowContent } from '../../commands/importJudgement.js';
import { MOST_TRIES } from '../../commands/importRunner.js';
import type { ImportRow, ListImport, Page, RowFault, RowVerdict } from '../../data/index.js';
import { AUTHORITIES } from '../../domain/reference/authorities.js';
import { type Tier, TIERS } from '../../domain/repair/stages.js';
import { paginationOf } from '../pagination.js';
import { paths } from '../paths.js';
import { countyName, tierName } from './names.js';
import { partsText } from './personPresenter.js';

const VERDICTS = ['NEW', 'CHANGED', 'SAME', 'FAULTY'] as const satisfies readonly RowVerdict[];
const COLOURS: Record<RowVerdict, string> = { NEW: 'blue', CHANGED: 'orange', SAME: 'grey', FAULTY: 'red' };
const LONGEST_VALUE = 80;

export const verdictOf = (text: string | undefined): RowVerdict | undefined => VERDICTS.find(value => value === text);

const isTier = (text: string): text is Tier => (TIERS as readonly string[]).includes(text);

/** What is wrong with a cell, or worth knowing, with the heading of its column. */
export function remarkText(res: Response, { column, code, values }: RowFault): string {
  const { t, lang } = res.locals;
  const told: Record<string, string | number> = { ...(values as RowFault['values'] | undefined) };
  if (typeof told['county'] === 'string') told['county'] = countyName(told['county'], lang);
  if (typeof told['tier'] === 'string' && isTier(told['tier'])) told['tier'] = tierName(told['tier'], t);
  if (typeof told['text'] === 'string') told['text'] = shortened(told['text']);
  if (typeof told['parts'] === 'string') told['parts'] = partsText(told['parts'].split(' '), t);
  return t('entries:fault.line', { column: t(`entries:column.${column}`), text: t(`entries:fault.${code}`, told) });
}

const shortened = (text: string): string => (text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text);

/** Values as people read them; codes become names. */
function changeValue(res: Response, field: FieldChange['field'], value: string): string {
  const { t, lang } = res.locals;
  if (value === '') return t('common:none');
  if (field === 'county') return countyName(value, lang);
  if (field === 'tier' && isTier(value)) return tierName(value, t);
  if (field === 'finedOnly') return t(value === 'true' ? 'common:yes' : 'common:no');
  if (field === 'authorityId') return AUTHORITIES.find(known => known.authorityId === value)?.[lang] ?? value;
  return shortened(value);
}

function rowOf(res: Response, { line, verdict, faults, content }: ImportRow<ImportRowContent>) {
  const { t } = res.locals;
  const { cells, remarks, changes } = content;
  return {
    line,
    verdict: { text: t(`entries:verdict.${verdict}`), colour: COLOURS[verdict] },
    name: cells.enterpriseName ?? '',
    uscc: cells.uscc ?? '',
    listType: cells.listType ?? '',
    decisionNumber: cells.decisionNumber ?? '',
    faults: faults.map(fault => remarkText(res, fault)),
    changes: changes.map(({ field, from, to }) => ({
      field: t(`entries:changed.${field}`),
      from: changeValue(res, field, from),
      to: changeValue(res, field, to),
    })),
    withheld: withheldLines(res, { verdict, content }),
    remarks: remarks.map(remark => remarkText(res, remark)),
  };
}

/** Personal columns are named, their values never; a row that only repeats what the firm's record has says so. */
function withheldLines(res: Response, { verdict, content }: Pick<ImportRow<ImportRowContent>, 'verdict' | 'content'>) {
  const { t } = res.locals;
  const { withheld = [], changes, remarks } = content;
  const asks = remarks.some(({ code }) => code === 'otherRepresentative');
  if (verdict === 'CHANGED' && !asks && withheld.length + changes.length === 0) return [t('entries:import.asRecorded')];
  return withheld.map(column => t('entries:import.withheld', { column: t(`entries:column.${column}`) }));
}

export interface RowsShown {
  readonly rows: Page<ImportRow<ImportRowContent>>;
  readonly verdict: RowVerdict | undefined;
}

function countsOf(res: Response, list: ListImport, current: RowVerdict | undefined) {
  const { t } = res.locals;
  const hrefOf = (verdict?: RowVerdict) => paths.entries.importShow.build({ importId: list.importId }, { verdict });
  const all = { text: t('entries:verdict.all'), value: list.total, href: hrefOf(), current: current === undefined };
  return [
    all,
    ...VERDICTS.map(verdict => ({
      text: t(`entries:verdict.${verdict}`),
      value: list.counts[verdict],
      href: hrefOf(verdict),
      current: current === verdict,
    })),
  ];
}

function breadcrumbs(res: Response, list: ListImport) {
  return [{ text: res.locals.t('entries:import.title'), href: paths.entries.imports.build() }, { text: list.fileName }];
}

/** The part every stage of an import shows. */
export function importProgressPage(res: Response, list: ListImport) {
  const { importId, counts, done } = list;
  const toWrite = counts.NEW + counts.CHANGED;
  return {
    breadcrumbs: breadcrumbs(res, list),
    fileName: list.fileName,
    sha256: list.sha256,
    at: new Date(list.at),
    total: list.total,
    toWrite,
    done: Math.min(done, toWrite),
    counts,
    showHref: paths.entries.importShow.build({ importId }),
    confirmHref: paths.entries.importConfirm.build({ importId }),
    retryHref: paths.entries.importRetry.build({ importId }),
    discardHref: paths.entries.importDiscard.build({ importId }),
    fileHref: paths.entries.importFile.build({ importId }),
    faultyHref: paths.entries.importFaulty.build({ importId }),
  };
}

/** Writing goes on, perhaps after a try that broke off. */
export function importRunningPage(res: Response, list: ListImport) {
  const { tries = 0 } = list;
  const again = tries === 0 ? '' : res.locals.t('entries:import.triedAgain', { tries, most: MOST_TRIES });
  return { ...importProgressPage(res, list), again };
}

/** Writing was given up: how far it came, what broke it off, and what can be done. */
export function importFailedPage(res: Response, list: ListImport) {
  const page = importProgressPage(res, list);
  const { tries = 0, lastError = '', brokenOffAt = list.at } = list;
  return {
    ...page,
    what: res.locals.t('entries:import.failedWhat', { tries, done: page.done, total: page.toWrite }),
    lastError,
    brokenOffAt: new Date(brokenOffAt),
  };
}

/** Every row with its verdict, before anything is written. */
export function importPreviewPage(res: Response, list: ListImport, { rows, verdict }: RowsShown) {
  const hrefOf = (page: number) => paths.entries.importShow.build({ importId: list.importId }, { verdict, page });
  return {
    ...importProgressPage(res, list),
    tallies: countsOf(res, list, verdict),
    rows: rows.items.map(row => rowOf(res, row)),
    pagination: paginationOf(rows, res.locals.t, hrefOf),
  };
}

/** What came of an import, or that it was put away. */
export function importReportPage(res: Response, list: ListImport, shown: RowsShown) {
  const page = importPreviewPage(res, list, shown);
  const { done, toWrite } = page;
  return {
    ...page,
    discarded: list.state === 'DISCARDED',
    discardedText:
      list.confirmedAt === undefined
        ? res.locals.t('entries:import.wasDiscarded')
        : res.locals.t('entries:import.wasDiscardedHalfway', { done, total: toWrite }),
    result: list.result ?? { added: 0, changed: 0, same: 0 },
    finishedAt: new Date(list.finishedAt ?? list.at),
  };
}
