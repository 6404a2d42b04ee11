import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { type AccountsService, STAFF_ROLES } from '../../accounts/index.js';
import { freeCasesOf } from '../../commands/adminCommands.js';
import { ROLES } from '../../domain/access/actor.js';
import { AUTHORITIES } from '../../domain/reference/authorities.js';
import { COUNTIES } from '../../domain/reference/counties.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields, query } from '../middleware/setUpBodies.js';
import { pageNumber } from '../pagination.js';
import { paths } from '../paths.js';
import type { AccountDependencies } from './accountDependencies.js';
import { answerRefused, type FormFault, formState, refusalWords } from './formState.js';
import { handOver } from './handedCodePage.js';
import { leaveNotice, takeNotice } from './session.js';
import { EMPTY_STAFF, readStaffForm } from './staffForm.js';
import { accountDetails, staffListPage } from './staffPresenter.js';

const PAGE_SIZE = 50;
const LONGEST_QUERY = 40;

export const showStaff =
  ({ accounts }: AccountDependencies): RequestHandler =>
  async (req, res) => {
    const asked = query(req);
    const role = ROLES.find(known => known === asked['role']);
    const page = { page: pageNumber(asked['page']), size: PAGE_SIZE };
    const q = asked['q']?.trim().slice(0, LONGEST_QUERY) ?? '';
    const found = await accounts.staff.list({ ...(role !== undefined && { role }), q }, page);
    res.render('account/staff', { ...staffListPage(found, { role, q }, res.locals), notice: takeNotice(req, res) });
  };

interface CreationForm {
  readonly key: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly faults?: readonly FormFault[];
}

function showForm(res: Response, { key, values = EMPTY_STAFF, faults = [] }: CreationForm): void {
  const { t, lang } = res.locals;
  const none = { value: '', text: t('account:staff.choose') };
  res.render('account/staffNew', {
    key,
    form: formState(values, faults),
    roles: STAFF_ROLES.map(role => ({
      value: role,
      text: t(`common:roles.${role}`),
      hint: t(`account:roleHints.${role}`),
    })),
    counties: [none, ...COUNTIES.map(county => ({ value: county.adcode, text: county[lang] }))],
    authorities: [none, ...AUTHORITIES.map(authority => ({ value: authority.authorityId, text: authority[lang] }))],
  });
}

export const showCreateStaff: RequestHandler = (_req, res) => {
  showForm(res, { key: randomUUID() });
};

const STAFF_FAULT_FIELDS: Readonly<Record<string, string>> = {
  signInNameTaken: 'signInName',
  staffScope: 'role',
  staffPhoneMissing: 'phone',
};

export const submitCreateStaff =
  ({ accounts }: AccountDependencies): RequestHandler =>
  async (req, res) => {
    const { t } = res.locals;
    const read = readStaffForm(fields(req), t);
    if (!read.ok) {
      res.status(422);
      showForm(res, { key: read.key, values: read.values, faults: read.faults });
      return;
    }
    const answer = await accounts.staff.create(actorOf(res), read.staff);
    if (!answer.ok) {
      answerRefused(res, answer);
      const field = STAFF_FAULT_FIELDS[answer.refusal.code] ?? 'signInName';
      const faults = [{ field, text: refusalWords(t, answer.refusal) }];
      showForm(res, { key: read.staff.key, values: read.values, faults });
      return;
    }
    handOverTo(req, res, answer);
  };

type Made = Extract<Awaited<ReturnType<AccountsService['staff']['create']>>, { ok: true }>;

/** Says where the code went, or shows the account itself where it needs none any more. */
function handOverTo(req: Request, res: Response, { account, code }: Made): void {
  const { displayName, signInName, accountId } = account;
  const back = paths.staff.show.build({ accountId });
  if (code === undefined) {
    res.redirect(303, back);
    return;
  }
  handOver(req, { ...code, displayName, signInName, back });
  res.redirect(303, paths.account.handedCode.build());
}

interface StaffParams {
  [name: string]: string;
  accountId: string;
}

export const showStaffAccount =
  ({ accounts }: AccountDependencies): RequestHandler<StaffParams> =>
  async (req, res) => {
    const account = await accounts.staff.find(req.params.accountId);
    if (account === null) throw notFound('account');
    const isOwn = account.accountId === actorOf(res).accountId;
    const form = formState({ idNumber: '' });
    res.render('account/staffShow', {
      ...accountDetails(account, isOwn, res.locals),
      form,
      notice: takeNotice(req, res),
    });
  };

export const showDisableAccount =
  ({ accounts }: AccountDependencies): RequestHandler<StaffParams> =>
  async (req, res) => {
    const account = await accounts.staff.find(req.params.accountId);
    if (account === null || account.accountId === actorOf(res).accountId) throw notFound('account');
    res.render('account/staffDisable', accountDetails(account, false, res.locals));
  };

/** Disabling and enabling; the own account is out of reach. What a disabled account holds goes back to the desk. */
export const submitAccountState =
  (disabled: boolean) =>
  (dependencies: AccountDependencies): RequestHandler<StaffParams> =>
  async (req, res) => {
    const { accountId } = req.params;
    const answer = await dependencies.accounts.staff.setDisabled(actorOf(res), accountId, disabled);
    if (!answer.ok) throw notFound('account that may be changed');
    if (disabled) await freeCasesOf(dependencies, { accountId });
    leaveNotice(req, disabled ? 'accountDisabled' : 'accountEnabled');
    res.redirect(303, paths.staff.show.build({ accountId }));
  };

export const submitStaffCode =
  ({ accounts }: AccountDependencies): RequestHandler<StaffParams> =>
  async (req, res) => {
    const answer = await accounts.staff.renewCode(actorOf(res), req.params.accountId);
    if (answer.ok) {
      handOverTo(req, res, answer);
      return;
    }
    if (answer.refusal.code === 'notWaiting') throw notFound('account without a password');
    const account = await accounts.staff.find(req.params.accountId);
    if (account === null) throw notFound('account');
    answerRefused(res, answer);
    const errors = [{ field: 'phone', text: refusalWords(res.locals.t, answer.refusal, res.locals.lang) }];
    const isOwn = account.accountId === actorOf(res).accountId;
    res.render('account/staffShow', {
      ...accountDetails(account, isOwn, res.locals),
      form: formState({ idNumber: '' }, errors),
      notice: '',
    });
  };
