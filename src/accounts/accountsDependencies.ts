import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Account, DataAccess } from '../data/index.js';
import type { Actor } from '../domain/access/actor.js';
import type { Refusal } from '../domain/refusal.js';
import type { MessageGateway } from '../messaging/messageGateway.js';

/** Makes a counter that is kept where all web processes see it. */
export type CounterFactory = (rule: { name: string; points: number; seconds: number }) => RateLimiterAbstract;

type AccountsData = Pick<
  DataAccess,
  | 'accounts'
  | 'enterprises'
  | 'invitations'
  | 'oneTimeCodes'
  | 'sessions'
  | 'audit'
  | 'policies'
  | 'calendars'
  | 'notices'
>;

export interface AccountsDependencies {
  readonly data: AccountsData;
  readonly messages: MessageGateway;
  readonly counters: CounterFactory;
  /** Whether this is the demonstration; only there its accounts may be used. */
  readonly demo: boolean;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** Outside the demonstration its accounts are as if they were not there: their passwords are printed for everyone. */
export const isKnown = ({ demo }: AccountsDependencies, account: Pick<Account, 'demo'>): boolean =>
  demo || !account.demo;

/** A refusal; `waitSeconds` says how long the next try has to wait, 0 for not at all. */
export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
  readonly waitSeconds: number;
}

export const refused = (code: string, waitSeconds = 0): Refused => ({
  ok: false,
  refusal: { code, clause: null },
  waitSeconds,
});

/** A try that comes too early; nothing was checked. */
export const tooEarly = (waitSeconds: number): Refused => ({
  ok: false,
  refusal: { code: 'waitFirst', clause: null, values: { seconds: waitSeconds } },
  waitSeconds,
});

/** One administrative record: ids and facts only, never personal data. With a key it is written once. */
export async function recordAct(
  { data, clock }: AccountsDependencies,
  { accountId, role }: Actor,
  act: { kind: string; data: object; key?: string },
): Promise<void> {
  await data.audit.append({ chain: 'admin', actor: { accountId, role }, at: clock(), ...act });
}
