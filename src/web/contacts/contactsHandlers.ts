import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { AccountContact, AccountsService, FirmContact, Refused } from '../../accounts/index.js';
import { parseUscc } from '../../domain/uscc.js';
import { formKey, readPhone } from '../account/agentForm.js';
import { answerRefused, type FormFault, missing, refusalWords, typed } from '../account/formState.js';
import { leaveNotice, takeNotice } from '../account/session.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields, query } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { accountPage, firmPage, type ShownForm, waitingPage } from './contactsPresenter.js';

export type ContactsDependencies = WebDependencies & { readonly accounts: AccountsService };

interface AccountParams {
  [name: string]: string;
  accountId: string;
}

interface FirmParams {
  [name: string]: string;
  uscc: string;
}

const LONGEST_NOTE = 200;

/** The telephones that wait; with a credit code the way to that firm. */
export const showWaiting =
  ({ accounts }: ContactsDependencies): RequestHandler =>
  async (req, res) => {
    const actor = actorOf(res);
    const uscc = query(req)['uscc']?.trim() ?? '';
    const parsed = parseUscc(uscc);
    const found = parsed.ok ? await accounts.contacts.ofFirm(actor, parsed.uscc) : null;
    if (found !== null) {
      res.redirect(303, wayTo(found));
      return;
    }
    const waiting = await accounts.contacts.waiting(actor);
    const error = uscc === '' ? '' : res.locals.t(parsed.ok ? 'contacts:list.unknown' : 'contacts:list.wrong');
    if (error !== '') res.status(parsed.ok ? 404 : 422);
    res.render('contacts/index', waitingPage(res, { waiting, uscc, error, notice: takeNotice(req, res) }));
  };

/** A firm whose representative has an account is seen to through the account. */
const wayTo = ({ firm: { uscc, representativeAccountId } }: FirmContact): string =>
  representativeAccountId === undefined
    ? paths.contacts.firm.build({ uscc })
    : paths.contacts.account.build({ accountId: representativeAccountId });

async function accountOf({ accounts }: ContactsDependencies, res: Response, accountId: string) {
  const found = await accounts.contacts.ofAccount(actorOf(res), accountId);
  if (found === null) throw notFound('account');
  return found;
}

async function firmOf({ accounts }: ContactsDependencies, res: Response, uscc: string) {
  const found = await accounts.contacts.ofFirm(actorOf(res), uscc);
  if (found === null) throw notFound('firm');
  return found;
}

const fresh = (): ShownForm => ({ key: randomUUID(), values: {}, faults: [] });

interface Turn {
  readonly req: Request;
  readonly res: Response;
}

function renderAccount({ req, res }: Turn, found: AccountContact, form: ShownForm): void {
  res.render('contacts/account', { ...accountPage(res, found, form), notice: takeNotice(req, res) });
}

function renderFirm({ req, res }: Turn, found: FirmContact, form: ShownForm): void {
  res.render('contacts/firm', { ...firmPage(res, found, form), notice: takeNotice(req, res) });
}

export const showAccount =
  (dependencies: ContactsDependencies): RequestHandler<AccountParams> =>
  async (req, res) => {
    renderAccount({ req, res }, await accountOf(dependencies, res, req.params.accountId), fresh());
  };

export const showFirm =
  (dependencies: ContactsDependencies): RequestHandler<FirmParams> =>
  async (req, res) => {
    renderFirm({ req, res }, await firmOf(dependencies, res, req.params.uscc), fresh());
  };

/** What a form of these pages says; `since` tells which number was looked at. */
function readForm(req: Request, res: Response, names: readonly ('phone' | 'proof' | 'note')[]) {
  const { t } = res.locals;
  const sent = fields(req);
  const values = typed(sent, names);
  const words = { phone: 'phone', proof: 'phoneNote', note: 'phoneNote' } as const;
  const faults = missing(t, values, Object.fromEntries(names.map(name => [name, words[name]])));
  const fault = (field: string, word: string) => faults.push({ field, text: t(`account:faults.${word}`) });
  const { phone: typedPhone, proof, note } = values as Partial<Record<'phone' | 'proof' | 'note', string>>;
  const phone = readPhone(typedPhone ?? '');
  if (typedPhone !== undefined && typedPhone !== '' && phone === null) fault('phone', 'phoneWrong');
  if ((proof ?? '').length > LONGEST_NOTE) fault('proof', 'phoneNoteLong');
  if ((note ?? '').length > LONGEST_NOTE) fault('note', 'phoneNoteLong');
  return { key: formKey(sent), since: Number(sent['since']), values, phone: phone ?? '', faults };
}

const refusedAt = (res: Response, field: string, answer: Refused): FormFault => {
  answerRefused(res, answer);
  return { field, text: refusalWords(res.locals.t, answer.refusal) };
};

/** Somebody other than who changed the number has seen who holds it; a fault comes back beside its field. */
export const confirmAccount =
  (dependencies: ContactsDependencies): RequestHandler<AccountParams> =>
  async (req, res) => {
    const { accountId } = req.params;
    const found = await accountOf(dependencies, res, accountId);
    const { key, since, values, faults } = readForm(req, res, ['note']);
    if (faults.length === 0) {
      const answer = await dependencies.accounts.contacts.confirmAccount(actorOf(res), {
        ...{ accountId, key, since, note: values.note },
      });
      if (answer === null) throw notFound('account');
      if (answer.ok) {
        leaveNotice(req, 'contactConfirmed');
        res.redirect(303, paths.contacts.account.build({ accountId }));
        return;
      }
      faults.push(refusedAt(res, 'note', answer));
    } else res.status(422);
    renderAccount({ req, res }, found, { key, values, faults });
  };

export const confirmFirm =
  (dependencies: ContactsDependencies): RequestHandler<FirmParams> =>
  async (req, res) => {
    const { uscc } = req.params;
    const found = await firmOf(dependencies, res, uscc);
    const { key, since, values, faults } = readForm(req, res, ['note']);
    if (faults.length === 0) {
      const answer = await dependencies.accounts.contacts.confirmFirm(actorOf(res), {
        ...{ uscc, key, since, note: values.note },
      });
      if (answer === null) throw notFound('firm');
      if (answer.ok) {
        leaveNotice(req, 'contactConfirmed');
        res.redirect(303, paths.contacts.firm.build({ uscc }));
        return;
      }
      faults.push(refusedAt(res, 'note', answer));
    } else res.status(422);
    renderFirm({ req, res }, found, { key, values, faults });
  };

/** A telephone for a representative without an account; it waits, and another person goes on from there. */
export const recordFirmPhone =
  (dependencies: ContactsDependencies): RequestHandler<FirmParams> =>
  async (req, res) => {
    const { uscc } = req.params;
    const found = await firmOf(dependencies, res, uscc);
    const { key, phone, values, faults } = readForm(req, res, ['phone', 'proof']);
    if (faults.length === 0) {
      const answer = await dependencies.accounts.contacts.recordFirmPhone(actorOf(res), {
        ...{ uscc, key, phone, note: values.proof },
      });
      if (answer === null) throw notFound('firm');
      if (answer.ok) {
        leaveNotice(req, 'contactRecorded');
        res.redirect(303, paths.contacts.firm.build({ uscc }));
        return;
      }
      faults.push(refusedAt(res, 'phone', answer));
    } else res.status(422);
    renderFirm({ req, res }, found, { key, values, faults });
  };
