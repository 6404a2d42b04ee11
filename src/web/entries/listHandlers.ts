import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { newActivationCode } from '../../accounts/codes.js';
import { inviteRepresentative } from '../../commands/invitationCommands.js';
import type { ListEntry } from '../../data/index.js';
import { may } from '../../domain/access/permissions.js';
import { entryDetail, entryLines } from '../../queries/entryQueries.js';
import { HttpProblem, notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields, query } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { entryFilterForm, formKey } from './entryFilterForm.js';
import { entryDetailPage, entryListPage } from './listPresenter.js';
import { inviteRefusalText } from './refusalText.js';
import { repairNoticePage } from './repairNoticePresenter.js';

const PAGE_SIZE = 50;

/** The entry of an address, if it lies in the reader's scope; 404 else, whether it exists or not. */
async function entryInScope({ data }: WebDependencies, res: Response, entryId: string): Promise<ListEntry> {
  const entry = await data.entries.findById(entryId);
  if (entry === null || !may(actorOf(res), 'entries.read', { uscc: entry.uscc, county: entry.county })) {
    throw notFound('entry');
  }
  return entry;
}

const entryIdOf = (params: Record<string, unknown>): string => String(params['entryId']);

export const showEntries =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const actor = actorOf(res);
    const form = entryFilterForm(query(req), actor);
    const list = await entryLines(dependencies, form.filter, { page: form.page, size: PAGE_SIZE });
    res.render('entries/index', entryListPage(res, actor, { form, list }));
  };

export const showEntry =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const entry = await entryInScope(dependencies, res, entryIdOf(req.params));
    const detail = await entryDetail(dependencies, entry);
    res.render('entries/show', entryDetailPage(res, actorOf(res), { detail, key: randomUUID(), errors: [] }));
  };

/** The repair notice of an entry, made to be printed or read out. */
export const showRepairNotice =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const entry = await entryInScope(dependencies, res, entryIdOf(req.params));
    const detail = await entryDetail(dependencies, entry);
    res.render('entries/notice', repairNoticePage(res, { detail, dependencies }));
  };

export const invite =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const actor = actorOf(res);
    const entry = await entryInScope(dependencies, res, entryIdOf(req.params));
    const key = formKey(fields(req));
    if (key === null) throw new HttpProblem(400, 'form without its key');
    const outcome = await inviteRepresentative(
      { ...dependencies, newCode: newActivationCode },
      { actor, entryId: entry.entryId, key },
    );
    if (outcome.ok) {
      res.redirect(303, paths.entries.invitation.build({ invitationId: outcome.invitationId }));
      return;
    }
    if (outcome.refusal.code === 'entryNotFound') throw notFound('entry');
    const detail = await entryDetail(dependencies, entry);
    const errors = [{ text: inviteRefusalText(outcome.refusal, res.locals) }];
    res.status(422).render('entries/show', entryDetailPage(res, actor, { detail, key, errors }));
  };
