import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { confirmImport, discardImport, previewImport, retryImport } from '../../commands/importCommands.js';
import type { ImportRowContent } from '../../commands/importJudgement.js';
import { importRunnerFor } from '../../commands/importRunner.js';
import type { ListImport } from '../../data/index.js';
import type { Actor } from '../../domain/access/actor.js';
import { may } from '../../domain/access/permissions.js';
import { SHEET_LIMITS } from '../../spreadsheets/sheet.js';
import { HttpProblem, notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields, query } from '../middleware/setUpBodies.js';
import { fileOf } from '../middleware/upload.js';
import { pageNumber } from '../pagination.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { formKey } from './entryFilterForm.js';
import { importListPage, newImportPage } from './importPresenter.js';
import {
  importFailedPage,
  importPreviewPage,
  importProgressPage,
  importReportPage,
  importRunningPage,
  verdictOf,
} from './importStagePresenter.js';
import { subnav } from './listPresenter.js';
import { fileRefusalText } from './refusalText.js';

const PAGE_SIZE = 50;
const REFRESH_SECONDS = 2;
/** After which a list is offered again while lists of others are read. */
const BUSY_SECONDS = 60;

/** The import of an address, if a person of this scope made it; 404 else. The city sees those of all counties. */
async function importInScope({ data }: WebDependencies, req: Request, res: Response): Promise<ListImport> {
  const list = await data.imports.find(String(req.params['importId']));
  const scope = list?.county === undefined ? {} : { county: list.county };
  if (list === null || !may(actorOf(res), 'entries.read', scope)) throw notFound('import');
  return list;
}

export const showImports =
  ({ data }: WebDependencies): RequestHandler =>
  async (req, res) => {
    const actor = actorOf(res);
    const by = actor.role === 'COUNTY_ADMIN' ? actor.accountId : undefined;
    const list = await data.imports.list({ by }, { page: pageNumber(query(req)['page']), size: PAGE_SIZE });
    res.render('entries/imports', { nav: subnav(res, actor, 'imports'), ...importListPage(res, list) });
  };

export const showNewImport = (): RequestHandler => (_req, res) => {
  res.render('entries/newImport', newImportPage(res, { key: randomUUID(), error: '' }));
};

/** Reads the file that was sent; one above the limit is not read at all. */
async function preview(dependencies: WebDependencies, req: Request, of: { actor: Actor; key: string }) {
  const refused = (code: string) => ({ ok: false, refusal: { code, clause: null } }) as const;
  const file = fileOf(req);
  if (file === undefined) return refused('noFile');
  if (file.size > SHEET_LIMITS.bytes) return refused('tooLarge');
  return previewImport(dependencies, { ...of, fileName: file.originalname, bytes: file.buffer });
}

export const upload =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const key = formKey(fields(req));
    if (key === null) throw new HttpProblem(400, 'form without its key');
    const outcome = await preview(dependencies, req, { actor: actorOf(res), key });
    if (outcome.ok) {
      res.redirect(303, paths.entries.importShow.build({ importId: outcome.importId }));
      return;
    }
    const { refusal } = outcome;
    const error = fileRefusalText(refusal, res.locals.t);
    const isBusy = refusal.code === 'busy'; // nothing is wrong with the file: the same form is taken later
    if (isBusy) res.setHeader('Retry-After', String(BUSY_SECONDS));
    res.status(isBusy ? 503 : 422).render('entries/newImport', newImportPage(res, { key, error }));
  };

/** One address from preview to report: what it shows follows the state of the import. */
export const showImport =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const list = await importInScope(dependencies, req, res);
    if (list.state === 'RUNNING') {
      importRunnerFor(dependencies).start(list.importId); // taken up again if the process that wrote it is gone
      res.setHeader('Refresh', String(REFRESH_SECONDS));
      res.render('entries/importProgress', importRunningPage(res, list));
      return;
    }
    if (list.state === 'FAILED') {
      res.render('entries/importFailed', importFailedPage(res, list));
      return;
    }
    const { verdict, page } = query(req);
    const filter = { verdict: verdictOf(verdict) };
    const request = { page: pageNumber(page), size: PAGE_SIZE };
    const rows = await dependencies.data.imports.rows<ImportRowContent>(list.importId, filter, request);
    if (list.state === 'PREVIEW') {
      res.render('entries/importPreview', importPreviewPage(res, list, { rows, ...filter }));
      return;
    }
    const importer = await dependencies.data.accounts.findById(list.by);
    const by = importer?.displayName ?? list.by;
    const persons = await dependencies.data.personQuestions.countOfImport(list.importId);
    const personsHref = paths.entries.persons.build();
    res.render('entries/importReport', {
      ...importReportPage(res, list, { rows, ...filter }),
      by,
      persons,
      personsHref,
    });
  };

export const showConfirm =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const list = await importInScope(dependencies, req, res);
    if (list.state !== 'PREVIEW') {
      res.redirect(303, paths.entries.importShow.build({ importId: list.importId }));
      return;
    }
    res.render('entries/importConfirm', importProgressPage(res, list));
  };

export const confirm =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { importId } = await importInScope(dependencies, req, res);
    await confirmImport(dependencies, { actor: actorOf(res), importId });
    importRunnerFor(dependencies).start(importId);
    res.redirect(303, paths.entries.importShow.build({ importId }));
  };

export const discard =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { importId } = await importInScope(dependencies, req, res);
    await discardImport(dependencies, { actor: actorOf(res), importId });
    res.redirect(303, paths.entries.imports.build());
  };

/** Writes a failed import from where it stopped. */
export const retry =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { importId } = await importInScope(dependencies, req, res);
    await retryImport(dependencies, { actor: actorOf(res), importId });
    importRunnerFor(dependencies).start(importId);
    res.redirect(303, paths.entries.importShow.build({ importId }));
  };
