import type { Logger } from 'pino';
import type { DataAccess, ReceiverMode } from '../data/index.js';
import type { Actor } from '../domain/access/actor.js';
import type { ExitReceiver } from '../domain/repair/receivers.js';
import type { WorkCalendarYear } from '../domain/workCalendar.js';
import type { CaseCommands } from './caseCommands.js';

export interface AdminDependencies {
  readonly data: Pick<DataAccess, 'audit' | 'calendars' | 'cases' | 'receivers'>;
  readonly commands: { readonly cases: Pick<CaseCommands, 'calendarChanged' | 'retryExit'> };
  readonly logger: Logger;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

interface FreeingDependencies {
  readonly data: { readonly cases: Pick<DataAccess['cases'], 'heldBy'> };
  readonly commands: { readonly cases: Pick<CaseCommands, 'holderLeft'> };
  readonly logger: Logger;
}

type ActorRef = Pick<Actor, 'accountId' | 'role'>;

const ADMIN_CHAIN = 'admin';
const refOf = ({ accountId, role }: ActorRef) => ({ accountId, role });

/**
 * Keeps one year of the working-day calendar, records the act, and has every open case count its deadlines again.
 * `pending`: kept and recorded, but not every case could be told; the same form sent again tells them all.
 */
export async function saveCalendarYear(
  { data, commands, logger, clock }: AdminDependencies,
  { year, actor, key }: { year: WorkCalendarYear; actor: Actor; key: string },
): Promise<{ ok: true } | { ok: false; pending: true }> {
  await data.calendars.saveYear(year);
  await data.audit.append({
    chain: ADMIN_CHAIN,
    kind: 'calendarSaved',
    key,
    actor: refOf(actor),
    at: clock(),
    data: { ...year },
  });
  try {
    for await (const { entryId } of data.cases.openCases()) await commands.cases.calendarChanged({ entryId });
    return { ok: true };
  } catch (error) {
    logger.warn({ err: error, year: year.year }, 'not every case heard of the calendar');
    return { ok: false, pending: true };
  }
}

/** Every case that a disabled account holds goes back to its desk. `pending`: not every case could be told. */
export async function freeCasesOf(
  { data, commands, logger }: FreeingDependencies,
  { accountId }: { accountId: string },
): Promise<{ ok: true } | { ok: false; pending: true }> {
  const held = await data.cases.heldBy(accountId);
  try {
    for (const entryId of held) await commands.cases.holderLeft({ entryId, accountId });
    return { ok: true };
  } catch (error) {
    logger.warn({ err: error }, 'not every case heard that its holder left');
    return { ok: false, pending: true };
  }
}

/** Sets how the local stand-in of a register answers; a switch of the demonstration only. */
export async function setReceiverMode(
  { data, clock }: AdminDependencies,
  { receiver, mode, actor, key }: { receiver: ExitReceiver; mode: ReceiverMode; actor: Actor; key: string },
): Promise<void> {
  const at = clock();
  await data.receivers.setMode(receiver, { mode, at });
  const act = { receiver, mode };
  await data.audit.append({ chain: ADMIN_CHAIN, kind: 'receiverSet', key, actor: refOf(actor), at, data: act });
}

/** Tries a stuck exit again now. False where the case is not on its way off the list. */
export async function retryStuckExit(
  { data, commands, clock }: AdminDependencies,
  { caseId, actor, key }: { caseId: string; actor: Actor; key: string },
): Promise<boolean> {
  const view = await data.cases.find(caseId);
  if (view?.case.stage !== 'EXITING') return false;
  await commands.cases.retryExit({ entryId: view.case.entryId, key, by: refOf(actor) });
  await data.audit.append({
    chain: ADMIN_CHAIN,
    kind: 'exitRetried',
    key,
    actor: refOf(actor),
    at: clock(),
    data: { caseId },
  });
  return true;
}

/** Records that the trail itself was read, checked or taken away: whoever watches is watched too. */
export async function logAuditAccess(
  { data, clock }: Pick<AdminDependencies, 'clock'> & { data: Pick<DataAccess, 'audit'> },
  { actor, chain, what }: { actor: Actor; chain: string; what: 'read' | 'verify' | 'export' },
): Promise<void> {
  await data.audit.append({
    chain: ADMIN_CHAIN,
    kind: 'auditRead',
    actor: refOf(actor),
    at: clock(),
    data: { chain, what },
  });
}
