import type { RequestHandler, Response } from 'express';
import type { ImportRowContent } from '../../commands/importJudgement.js';
import { may } from '../../domain/access/permissions.js';
import { IMPORT_COLUMNS } from '../../domain/entries/importColumns.js';
import { sampleRows } from '../../spreadsheets/sampleList.js';
import { writeCsv } from '../../spreadsheets/writeCsv.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import type { WebDependencies } from '../webDependencies.js';
import { remarkText } from './importStagePresenter.js';

const CSV = 'text/csv; charset=utf-8';

/** Always saved, never opened in the page, whatever the bytes are. */
function sendFile(res: Response, { name, type, bytes }: { name: string; type: string; bytes: Buffer }): void {
  res.setHeader('Content-Type', type);
  res.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  res.send(bytes);
}

async function inScope({ data }: WebDependencies, res: Response, importId: string) {
  const list = await data.imports.find(importId);
  const scope = list?.county === undefined ? {} : { county: list.county };
  if (list === null || !may(actorOf(res), 'entries.read', scope)) throw notFound('import');
  return list;
}

/** The uploaded file, byte for byte as it came. */
export const downloadOriginal =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { importId } = await inScope(dependencies, res, String(req.params['importId']));
    const file = await dependencies.data.imports.file(importId);
    if (file === null) throw notFound('import');
    sendFile(res, { name: file.fileName, type: 'application/octet-stream', bytes: file.bytes });
  };

/** The faulty rows in the format of the import, with what is wrong in the last column: mend, and import again. */
export const downloadFaulty =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { t } = res.locals;
    const { importId } = await inScope(dependencies, res, String(req.params['importId']));
    const rows = [[t('entries:import.line'), ...IMPORT_COLUMNS.map(({ zh }) => zh), t('entries:import.whatIsWrong')]];
    const faulty = dependencies.data.imports.allRows<ImportRowContent>(importId, ['FAULTY']);
    for await (const { line, faults, content } of faulty) {
      const cells = IMPORT_COLUMNS.map(({ key }) => content.cells[key] ?? '');
      rows.push([String(line), ...cells, faults.map(fault => remarkText(res, fault)).join(t('entries:listSemicolon'))]);
    }
    sendFile(res, { name: t('entries:import.faultyFile'), type: CSV, bytes: writeCsv(rows) });
  };

/** The sample of the documented format. */
export const downloadSample = (): RequestHandler => (_req, res) => {
  sendFile(res, { name: res.locals.t('entries:import.sampleFile'), type: CSV, bytes: writeCsv(sampleRows()) });
};
