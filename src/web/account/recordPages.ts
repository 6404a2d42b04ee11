import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { PHONE_REASONS, type PhoneCorrection } from '../../accounts/index.js';
import { readIdNumber } from '../../domain/entries/idNumber.js';
import { formatDate } from '../format.js';
import type { Translate } from '../i18n.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { AccountDependencies } from './accountDependencies.js';
import { formKey, readPhone } from './agentForm.js';
import { answerRefused, type FormFault, formState, missing, refusalWords, sameWords, typed } from './formState.js';
import { leaveNotice } from './session.js';
import { accountDetails } from './staffPresenter.js';

interface StaffParams {
  [name: string]: string;
  accountId: string;
}

const LONGEST_NOTE = 200;
const PHONE_FIELDS = ['phone', 'reason', 'note'] as const;
const EMPTY = { phone: '', reason: '', note: '' };

type PhoneForm =
  | { readonly ok: true; readonly correction: Omit<PhoneCorrection, 'accountId' | 'key'> }
  | { readonly ok: false; readonly faults: readonly FormFault[] };

/** Reads the correction of a telephone; every fault at once. */
function readPhoneForm(values: Readonly<typeof EMPTY>, t: Translate): PhoneForm {
  const phone = readPhone(values.phone);
  const reason = PHONE_REASONS.find(known => known === values.reason);
  const faults = missing(t, values, { phone: 'phone', reason: 'phoneReason', note: 'phoneNote' });
  const fault = (field: string, words: string) => faults.push({ field, text: t(`account:faults.${words}`) });
  if (values.phone !== '' && phone === null) fault('phone', 'phoneWrong');
  if (values.reason !== '' && reason === undefined) fault('reason', 'phoneReason');
  if (values.note.length > LONGEST_NOTE) fault('note', 'phoneNoteLong');
  if (faults.length > 0 || phone === null || reason === undefined) return { ok: false, faults };
  return { ok: true, correction: { phone, reason, note: values.note } };
}

/** The account of the address; the own one is out of reach, so that nobody proves a number to himself or herself. */
async function accountOf({ accounts }: AccountDependencies, res: Response, accountId: string) {
  const account = await accounts.staff.find(accountId);
  if (account === null || account.accountId === actorOf(res).accountId) throw notFound('account');
  return account;
}

interface PhonePage {
  readonly accountId: string;
  readonly key: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly faults?: readonly FormFault[];
}

async function renderPhone(
  dependencies: AccountDependencies,
  res: Response,
  { accountId, key, values = EMPTY, faults = [] }: PhonePage,
): Promise<void> {
  const { t } = res.locals;
  const account = await accountOf(dependencies, res, accountId);
  res.render('account/staffPhone', {
    key,
    name: account.displayName,
    recorded: account.phoneMasked ?? '',
    action: paths.staff.phone.build({ accountId }),
    showAt: paths.staff.show.build({ accountId }),
    form: formState(values, faults),
    reasons: PHONE_REASONS.map(value => ({
      value,
      text: t(`account:staffPhone.reasons.${value}`),
      hint: t(`account:staffPhone.reasonHints.${value}`),
    })),
  });
}

export const showPhone =
  (dependencies: AccountDependencies): RequestHandler<StaffParams> =>
  (req, res) =>
    renderPhone(dependencies, res, { accountId: req.params.accountId, key: randomUUID() });

/** Another telephone on record, with the reason; codes sent to the former one are void. */
export const submitPhone =
  (dependencies: AccountDependencies): RequestHandler<StaffParams> =>
  async (req, res) => {
    const { t } = res.locals;
    const { accountId } = req.params;
    const form = fields(req);
    const [key, values] = [formKey(form), typed(form, PHONE_FIELDS)];
    await accountOf(dependencies, res, accountId);
    const read = readPhoneForm(values, t);
    if (!read.ok) {
      res.status(422);
      await renderPhone(dependencies, res, { accountId, key, values, faults: read.faults });
      return;
    }
    const answer = await dependencies.accounts.records.correctPhone(actorOf(res), {
      accountId,
      key,
      ...read.correction,
    });
    if (answer === null) throw notFound('account');
    if (!answer.ok) {
      answerRefused(res, answer);
      const faults = [{ field: 'phone', text: refusalWords(t, answer.refusal) }];
      await renderPhone(dependencies, res, { accountId, key, values, faults });
      return;
    }
    const until = answer.wait === null ? '' : formatDate(answer.wait.until, res.locals.lang);
    leaveNotice(req, 'phoneCorrected', { to: answer.to, until });
    res.redirect(303, paths.staff.show.build({ accountId }));
  };

/** The ID number of an official whose account was made without one. What was typed comes back only as a fault. */
export const submitIdNumber =
  ({ accounts }: AccountDependencies): RequestHandler<StaffParams> =>
  async (req, res) => {
    const { t } = res.locals;
    const { accountId } = req.params;
    const account = await accounts.staff.find(accountId);
    if (account === null) throw notFound('account');
    const values = typed(fields(req), ['idNumber']);
    const idNumber = readIdNumber(values.idNumber);
    const again = (faults: readonly FormFault[]) => {
      const isOwn = accountId === actorOf(res).accountId;
      res.render('account/staffShow', {
        ...accountDetails(account, isOwn, res.locals),
        form: formState(values, faults),
        notice: '',
      });
    };
    if (idNumber === null) {
      const empty = missing(t, values, sameWords(['idNumber']));
      res.status(422);
      again(empty.length > 0 ? empty : [{ field: 'idNumber', text: t('account:faults.idNumberWrong') }]);
      return;
    }
    const answer = await accounts.records.recordIdNumber(actorOf(res), { accountId, idNumber });
    if (answer === null) throw notFound('account of an official');
    if (!answer.ok) {
      answerRefused(res, answer);
      again([{ field: 'idNumber', text: refusalWords(t, answer.refusal) }]);
      return;
    }
    leaveNotice(req, 'idNumberRecorded');
    res.redirect(303, paths.staff.show.build({ accountId }));
  };
