import type { Response } from 'express';
import type { ListImport, Page } from '../../data/index.js';
import { IMPORT_COLUMNS } from '../../domain/entries/importColumns.js';
import { SHEET_LIMITS } from '../../spreadsheets/sheet.js';
import { paginationOf } from '../pagination.js';
import { paths } from '../paths.js';
import { countyName } from './names.js';

const MEGABYTE = 1024 * 1024;
const STATE_COLOURS: Record<ListImport['state'], string> = {
  PREVIEW: 'yellow',
  RUNNING: 'blue',
  FAILED: 'red',
  DONE: 'green',
  DISCARDED: 'grey',
};

export function importListPage(res: Response, list: Page<ListImport>) {
  const { t, lang } = res.locals;
  return {
    newHref: paths.entries.newImport.build(),
    rows: list.items.map(item => ({
      fileName: item.fileName,
      href: paths.entries.importShow.build({ importId: item.importId }),
      at: new Date(item.at),
      scope: item.county === undefined ? t('entries:import.wholeCity') : countyName(item.county, lang),
      state: { text: t(`entries:import.state.${item.state}`), colour: STATE_COLOURS[item.state] },
      total: item.total,
      faulty: item.counts.FAULTY,
    })),
    pagination: paginationOf(list, t, page => paths.entries.imports.build({ page })),
  };
}

/** The first step: the file, and what it must look like. */
export function newImportPage(res: Response, { key, error }: { key: string; error: string }) {
  const { t } = res.locals;
  return {
    breadcrumbs: [
      { text: t('entries:import.title'), href: paths.entries.imports.build() },
      { text: t('entries:import.new') },
    ],
    key,
    error,
    errors: error === '' ? [] : [{ text: error, field: 'file' }],
    hint: t('entries:import.fileHint', {
      megabytes: SHEET_LIMITS.bytes / MEGABYTE,
      rows: SHEET_LIMITS.rows - 1,
      columns: SHEET_LIMITS.columns,
    }),
    columns: IMPORT_COLUMNS.map(({ key: column, zh, aliases, required }) => ({
      name: zh,
      alias: aliases[0] ?? '',
      required,
      meaning: t(`entries:meaning.${column}`),
    })),
  };
}
