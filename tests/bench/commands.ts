import { AsyncLocalStorage } from 'node:async_hooks';
import { type CommandStartedEvent, type Document, MongoClient } from 'mongodb';

/** A piece of work, and what it asked of the database. */
export interface Work {
  readonly name: string;
  commands: number;
  /** How often it asked while nothing else it had asked was unanswered: what goes out together is one round. */
  rounds: number;
  open: number;
}

// The driver's own talk.
const NOISE = new Set(['hello', 'ismaster', 'ping', 'endSessions']);

const asked: string[] = [];
const works = new AsyncLocalStorage<Work>();
const unanswered = new Map<number, Work>();

/** The address with which the driver tells every command it sends. */
export const telling = (uri: string): string => `${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`;

/** Hears from now on what every client of this process asks, where it was opened with a `telling` address. */
export function listenToDriver(): void {
  const client = MongoClient.prototype as unknown as { emit: (name: string, ...about: unknown[]) => boolean };
  const { emit } = client;
  client.emit = function (this: MongoClient, name, ...about) {
    if (name === 'commandStarted') started(about[0] as CommandStartedEvent);
    else if (name === 'commandSucceeded' || name === 'commandFailed') ended(about[0] as { requestId: number });
    return Reflect.apply(emit, this, [name, ...about]);
  };
}

function started({ commandName, command, requestId }: CommandStartedEvent): void {
  if (NOISE.has(commandName)) return;
  asked.push(`${targetOf(commandName, command)}.${commandName}`);
  const work = works.getStore();
  if (work === undefined) return;
  if (work.open === 0) work.rounds += 1;
  work.commands += 1;
  work.open += 1;
  unanswered.set(requestId, work);
}

/** The collection; of a write to several all of them. */
function targetOf(name: string, command: Document): string {
  if (name !== 'bulkWrite') return String(name === 'getMore' ? command['collection'] : command[name]);
  const spaces = command['nsInfo'] as { ns: string }[];
  return spaces.map(({ ns }) => ns.slice(ns.indexOf('.') + 1)).join('+');
}

function ended({ requestId }: { requestId: number }): void {
  const work = unanswered.get(requestId);
  if (work === undefined) return;
  work.open -= 1;
  unanswered.delete(requestId);
}

/** What was asked since this was called last, in its order, such as `cases.find`. */
export const takeAsked = (): string[] => asked.splice(0);

/** Runs `work`; what it asks is written on the account that comes with the answer. */
export async function accounted<Result>(name: string, work: () => Promise<Result>): Promise<[Result, Work]> {
  const account: Work = { name, commands: 0, rounds: 0, open: 0 };
  return [await works.run(account, work), account];
}

/** How often each was asked, the most frequent first. */
export function tally(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([one, a], [other, b]) => b - a || one.localeCompare(other));
}
