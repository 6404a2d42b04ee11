import { randomUUID } from 'node:crypto';
import type { Account } from '../data/accountStore.js';
import type { CodePurpose } from '../data/oneTimeCodeStore.js';
import { type AccountsDependencies, isKnown, refused, type Refused, tooEarly } from './accountsDependencies.js';
import type { PasswordGrant } from './activation.js';
import type { Attempts } from './attempts.js';
import { newActivationCode, newResetCode, newSigningCode } from './codes.js';
import { tellResetWaits } from './contactMessages.js';
import { isOlderThanPhone, waitOf } from './contactWaits.js';
import { fitsPassword, hashPassword, NO_PASSWORD } from './passwordHash.js';
import { passwordFault } from './passwordRules.js';
import { accountOfName, admit, beginByName, type SignedIn } from './signIn.js';

type Context = AccountsDependencies & { readonly attempts: Attempts };

const MINUTE_MS = 60_000;

const KINDS = {
  ACTIVATE: { message: 'activationCode', draw: newActivationCode, minutes: 7 * 24 * 60 },
  RESET: { message: 'resetCode', draw: newResetCode, minutes: 30 },
  SIGN: { message: 'signingCode', draw: newSigningCode, minutes: 10 },
} as const satisfies Record<CodePurpose, unknown>;

/** Where a code went, for whoever asked for it; the code itself only in the demonstration, where nobody receives it. */
export interface SentCode {
  readonly code?: string;
  /** Masked recipient. */
  readonly to: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

export interface IssuedCode extends SentCode {
  readonly code: string;
}

/** Leaves of an issued code what may be shown: outside the demonstration nobody but the recipient sees it. */
export const shownOf = ({ demo }: AccountsDependencies, { code, ...sent }: IssuedCode): SentCode =>
  demo ? { code, ...sent } : sent;

interface CodeOrder {
  readonly purpose: CodePurpose;
  readonly subject?: string;
  /** The caller shows the code to nobody. */
  readonly phoneOnly?: boolean;
}

/** Makes a code, keeps its hash and sends it; an earlier code of the same purpose no longer works. */
export async function issueCode(
  dependencies: AccountsDependencies,
  account: Account,
  { purpose, subject, phoneOnly = false }: CodeOrder,
): Promise<IssuedCode> {
  const { draw, minutes } = KINDS[purpose];
  const at = dependencies.clock();
  const made = { code: draw(), expiresAt: at + minutes * MINUTE_MS };
  const { accountId } = account;
  await dependencies.data.oneTimeCodes.issue({ accountId, purpose, subject, phoneOnly, at, ...made });
  return sendCode(dependencies, account, { purpose, at, ...made });
}

/** `at`: the instant from which the message counts how long the code lives. */
async function sendCode(
  { messages }: AccountsDependencies,
  account: Account,
  { purpose, code, at, expiresAt }: { purpose: CodePurpose; code: string; at: number; expiresAt: number },
): Promise<IssuedCode> {
  const minutes = Math.floor((expiresAt - at) / MINUTE_MS);
  const to = account.phoneMasked ?? maskedName(account.displayName);
  await messages.send({
    messageId: randomUUID(),
    channel: 'SMS',
    recipient: { accountId: account.accountId, shown: to },
    code: KINDS[purpose].message,
    values: { minutes, days: Math.floor(minutes / (24 * 60)) },
    secret: code,
    county: account.county,
    at,
  });
  return { code, to, expiresAt };
}

/** `张三丰` → `张**`: for a person without a phone on record. */
const maskedName = (name: string): string => name.slice(0, 1) + '*'.repeat(Math.max(1, Array.from(name).length - 1));

const RESETS_PER_QUARTER = 3;
const QUARTER_SECONDS = 15 * 60;

/**
 * Sends a reset code if the name belongs to someone. Says nothing about it: the answer to every name is the same. A
 * code that lives for another quarter of an hour is sent again, so whoever is not answered, because others have asked
 * for the same name, has had a message within the quarter whose code still works. While a changed telephone waits no code
 * is sent, but word of it to both numbers.
 */
export function createResetRequest(context: Context): (name: string) => Promise<void> {
  const { data, clock } = context;
  const requests = context.counters({ name: 'reset-requests', points: RESETS_PER_QUARTER, seconds: QUARTER_SECONDS });
  return async name => {
    const account = await accountOfName(context, name);
    if (account === null || account.disabled) return;
    const counted = await requests.penalty(account.accountId);
    if (counted.consumedPoints > RESETS_PER_QUARTER) return; // nobody floods a stranger's telephone
    const wait = await waitOf(context, account.contact);
    if (wait !== null) {
      await tellResetWaits(context, account, wait);
      return;
    }
    const at = clock();
    const living = await data.oneTimeCodes.living({ accountId: account.accountId, purpose: 'RESET', at });
    if (living !== null && living.expiresAt - at >= QUARTER_SECONDS * 1000) {
      await sendCode(context, account, { purpose: 'RESET', at, ...living });
    } else {
      await issueCode(context, account, { purpose: 'RESET', phoneOnly: true });
    }
  };
}

/** A first password is set once only; an activation code left over is worth nothing afterwards. */
const takes = (account: Account, purpose: CodePurpose): boolean =>
  !account.disabled && (purpose !== 'ACTIVATE' || account.passwordHash === NO_PASSWORD);

/**
 * A code that was sent. Unknown name, wrong, spent and expired code get the same answer, and so does any code while a
 * changed telephone waits.
 */
export async function claimCode(
  context: Context,
  claim: { name: string; code: string; purpose: 'ACTIVATE' | 'RESET'; address: string },
): Promise<{ readonly ok: true; readonly grant: PasswordGrant } | Refused> {
  const { account, begun } = await beginByName(context, { kind: 'code', name: claim.name, address: claim.address });
  if (!begun.ok) return tooEarly(begun.waitSeconds);
  const { oneTimeCodes } = context.data;
  const place = { accountId: account?.accountId ?? 'nobody', purpose: claim.purpose };
  const at = context.clock();
  const byPhone = await oneTimeCodes.isPhoneOnly(place);
  const waits = account !== null && (await waitOf(context, account.contact)) !== null;
  const verdict = waits ? 'none' : await oneTimeCodes.check({ ...place, code: claim.code, at });
  if (verdict !== 'ok' || account === null || !takes(account, claim.purpose)) {
    return refused('codeRefused', begun.attempt.waitSeconds);
  }
  await begun.attempt.succeed();
  return { ok: true, grant: { kind: 'account', accountId: account.accountId, at, byPhone } };
}

/** Words that this person's password must not be made of. */
export async function personalWords({ data }: AccountsDependencies, account: Account): Promise<string[]> {
  const firms = await data.enterprises.ofRepresentative(account.accountId);
  return [account.displayName, account.signInName, ...firms.flatMap(({ name, uscc }) => [name, uscc])];
}

/** Sets the password of an account whose code was right, ends all its sessions and lets the person in. */
export async function setGrantedPassword(
  context: Context,
  { accountId, at, byPhone }: Extract<PasswordGrant, { kind: 'account' }>,
  password: string,
): Promise<SignedIn | Refused> {
  const account = await context.data.accounts.findById(accountId);
  if (account === null || account.disabled || !isKnown(context, account)) return refused('accountDisabled');
  if (isOlderThanPhone(account, at) || (await waitOf(context, account.contact)) !== null) {
    return refused('codeRefused');
  }
  const fault = passwordFault(password, await personalWords(context, account));
  if (fault !== null) return { ok: false, refusal: fault, waitSeconds: 0 };
  const passwordHash = await hashPassword(password);
  const change = { passwordHash, at: context.clock(), unchangedSince: at, byPhone };
  if (!(await context.data.accounts.setPassword(accountId, change))) return refused('codeRefused');
  await context.data.sessions.revokeAll(accountId);
  return admit(context, account);
}

interface StepUp {
  readonly accountId: string;
  readonly password: string;
  readonly code: string;
  /** What the code was issued for, e.g. the hash of the text to sign. */
  readonly subject: string;
  readonly address: string;
}

const SIGNING_CODES_PER_QUARTER = 8;

export function createStepUp(context: Context) {
  const issues = context.counters({ name: 'signing-codes', points: SIGNING_CODES_PER_QUARTER, seconds: 15 * 60 });

  /** The password of a signed-in person, asked again; failures make the next try wait. */
  const checkPassword = async (
    asked: Pick<StepUp, 'accountId' | 'password' | 'address'>,
  ): Promise<{ readonly ok: true } | Refused> => {
    const begun = await context.attempts.begin({ kind: 'stepUp', subject: asked.accountId, address: asked.address });
    if (!begun.ok) return tooEarly(begun.waitSeconds);
    const account = await context.data.accounts.findById(asked.accountId);
    if (!(await fitsPassword(account?.passwordHash, asked.password)) || account?.disabled !== false) {
      return refused('passwordWrong', begun.attempt.waitSeconds);
    }
    await begun.attempt.succeed();
    return { ok: true };
  };

  /** Sends a six-digit code that fits this person and this subject only, for ten minutes. */
  const issueSigningCode = async (
    accountId: string,
    subject: string,
  ): Promise<({ readonly ok: true } & SentCode) | Refused> => {
    const account = await context.data.accounts.findById(accountId);
    if (account === null || account.disabled) return refused('accountDisabled');
    const counted = await issues.penalty(accountId);
    if (counted.consumedPoints > SIGNING_CODES_PER_QUARTER) return tooEarly(Math.ceil(counted.msBeforeNext / 1000));
    return { ok: true, ...shownOf(context, await issueCode(context, account, { purpose: 'SIGN', subject })) };
  };

  /** Password first, then the code: a mistyped password does not spend the code. */
  const requireFreshSecret = async (asked: StepUp): Promise<{ readonly ok: true } | Refused> => {
    const password = await checkPassword(asked);
    if (!password.ok) return password;
    const { accountId, subject, code } = asked;
    const verdict = await context.data.oneTimeCodes.check({
      accountId,
      purpose: 'SIGN',
      subject,
      code,
      at: context.clock(),
    });
    return verdict === 'ok' ? { ok: true } : refused(SIGNING_REFUSALS[verdict]);
  };

  return { checkPassword, issueSigningCode, requireFreshSecret };
}

const SIGNING_REFUSALS = {
  wrong: 'signingCodeWrong',
  expired: 'signingCodeExpired',
  tooMany: 'signingCodeSpent',
  none: 'signingCodeExpired',
} as const;
