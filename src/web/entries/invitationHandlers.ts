import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { newActivationCode } from '../../accounts/codes.js';
import { inviteMany, revokeInvitation } from '../../commands/invitationCommands.js';
import { may } from '../../domain/access/permissions.js';
import { dayOf } from '../../domain/calendarDay.js';
import { isOnList } from '../../domain/entries/entryEnd.js';
import { firmsToInvite, invitationLine, invitationLines } from '../../queries/entryQueries.js';
import { notInvited } from '../../queries/inviteQueries.js';
import { HttpProblem, notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fieldList, fields, query } from '../middleware/setUpBodies.js';
import { pageNumber } from '../pagination.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { countyOf, formKey } from './entryFilterForm.js';
import { invitationListPage, invitationPage, inviteManyPage } from './invitationPresenter.js';
import { subnav } from './listPresenter.js';

const PAGE_SIZE = 50;
/** How long the person who made a code sees it on the page of the demonstration; elsewhere nobody sees it. */
const CODE_SHOWN_MS = 15 * 60_000;

const countOf = (text: string | undefined): number =>
  text === undefined ? 0 : pageNumber(text) * Number(text !== '0');

export const showInvitations =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const actor = actorOf(res);
    const { page, invited } = query(req);
    const list = await invitationLines(
      dependencies,
      { county: countyOf(actor) },
      { page: pageNumber(page), size: PAGE_SIZE },
    );
    res.render('entries/invitations', {
      nav: subnav(res, actor, 'invitations'),
      ...invitationListPage(res, list, countOf(invited)),
    });
  };

async function renderInvitation(
  dependencies: WebDependencies,
  { req, res, errors }: { req: Request; res: Response; errors: readonly { text: string }[] },
): Promise<void> {
  const { data, clock, demo } = dependencies;
  const actor = actorOf(res);
  const line = await invitationLine(dependencies, String(req.params['invitationId']));
  if (line === null || !may(actor, 'entries.invite', line.invitation)) throw notFound('invitation');
  const { invitation, state } = line;
  const message = await data.outbox.find(invitation.invitationId);
  const mine = invitation.by === actor.accountId && clock() - invitation.createdAt < CODE_SHOWN_MS;
  const isShown = demo && mine && state === 'OPEN';
  const entries = await data.entries.ofUscc(invitation.uscc);
  const today = dayOf(clock());
  const entry = entries.find(
    listed => isOnList(listed, today) && may(actor, 'entries.invite', { county: listed.county, uscc: listed.uscc }),
  );
  res.render('entries/invitation', {
    nav: subnav(res, actor, 'invitations'),
    ...invitationPage(res, {
      line,
      code: isShown ? message?.secret : undefined,
      demo,
      message,
      entryId: entry?.entryId ?? null,
      key: randomUUID(),
      errors,
      baseUrl: dependencies.baseUrl,
    }),
  });
}

export const showInvitation =
  (dependencies: WebDependencies): RequestHandler =>
  (req, res) =>
    renderInvitation(dependencies, { req, res, errors: [] });

export const revoke =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const invitationId = String(req.params['invitationId']);
    const outcome = await revokeInvitation(dependencies, { actor: actorOf(res), invitationId });
    if (outcome === 'notFound') throw notFound('invitation');
    if (outcome === 'revoked') {
      res.redirect(303, paths.entries.invitation.build({ invitationId }));
      return;
    }
    res.status(422);
    await renderInvitation(dependencies, { req, res, errors: [{ text: res.locals.t('entries:invitation.spent') }] });
  };

interface InviteManyForm {
  readonly page: number;
  readonly key: string;
  /** The ticked entries; null ticks the whole page. */
  readonly ticked: readonly string[] | null;
  readonly noneTicked?: boolean;
  readonly invited?: number;
  /** Entries whose firms could not be invited just now. */
  readonly refused?: readonly string[];
}

async function renderInviteMany(dependencies: WebDependencies, res: Response, form: InviteManyForm): Promise<void> {
  const actor = actorOf(res);
  const { page, key, ticked, noneTicked = false, invited = 0, refused = [] } = form;
  const list = await firmsToInvite(dependencies, { county: countyOf(actor) }, { page, size: PAGE_SIZE });
  const told = await notInvited(dependencies, { actor, entryIds: refused });
  res.render('entries/inviteMany', {
    nav: subnav(res, actor, 'invitations'),
    ...inviteManyPage(res, list, { key, ticked, noneTicked, invited, refused: told }),
  });
}

/** After a round the refused firms are named and still ticked; the address holds their entries. */
export const showInviteMany =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { page, invited, refused } = query(req);
    const entryIds = refused?.split('.').slice(0, PAGE_SIZE) ?? [];
    await renderInviteMany(dependencies, res, {
      page: pageNumber(page),
      key: randomUUID(),
      ticked: refused === undefined ? null : entryIds,
      invited: countOf(invited),
      refused: entryIds,
    });
  };

export const inviteTicked =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const form = fields(req, ['entryId']);
    const entryIds = fieldList(req, 'entryId');
    const key = formKey(form);
    const page = pageNumber(form['page']);
    if (key === null || entryIds.length > PAGE_SIZE) throw new HttpProblem(400, 'form without its key or too long');
    if (entryIds.length === 0) {
      res.status(422);
      await renderInviteMany(dependencies, res, { page, key, ticked: [], noneTicked: true });
      return;
    }
    const { invited, refused } = await inviteMany(
      { ...dependencies, newCode: newActivationCode },
      { actor: actorOf(res), entryIds, key },
    );
    const left = refused.map(({ entryId }) => entryId).join('.');
    const { inviteMany: again, invitations } = paths.entries;
    res.redirect(303, left === '' ? invitations.build({ invited }) : again.build({ page, invited, refused: left }));
  };
