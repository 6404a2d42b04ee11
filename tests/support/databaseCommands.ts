import type { CommandStartedEvent, Document } from 'mongodb';
import { type DatabaseConnection, mongoClient } from '../../src/data/index.js';

export interface DatabaseCommand {
  /** Collection and what is asked of it, such as `cases.find`. */
  readonly name: string;
  readonly command: Document;
}

/** The address with which the driver tells every command it sends. */
export const telling = (uri: string): string => `${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`;

/** What the database is asked while the work runs; refuses a connection that was not opened with a `telling` address. */
export async function commandsDuring(
  connection: DatabaseConnection,
  work: () => PromiseLike<unknown>,
): Promise<DatabaseCommand[]> {
  const client = mongoClient(connection);
  if (!client.options.monitorCommands) throw new Error('this connection does not tell what it asks');
  const commands: DatabaseCommand[] = [];
  const note = ({ commandName, command }: CommandStartedEvent) => {
    const target: unknown = commandName === 'getMore' ? command['collection'] : command[commandName];
    commands.push({ name: `${String(target)}.${commandName}`, command });
  };
  client.on('commandStarted', note);
  try {
    await work();
  } finally {
    client.off('commandStarted', note);
  }
  return commands;
}

export const namesOf = (commands: readonly DatabaseCommand[]): string[] => commands.map(({ name }) => name).sort();

const ASKED: Readonly<Record<string, readonly string[]>> = {
  find: ['find', 'filter', 'sort', 'projection', 'skip', 'limit'],
  aggregate: ['aggregate', 'pipeline', 'cursor'],
};

/** The plan by which the database answers such a command, as text. */
export async function planOf(connection: DatabaseConnection, { name, command }: DatabaseCommand): Promise<string> {
  const fields = ASKED[name.split('.').at(-1) ?? ''] ?? [];
  const asked = Object.fromEntries(
    fields.filter(field => field in command).map(field => [field, command[field] as unknown]),
  );
  const explained = await connection.db?.command({ explain: asked, verbosity: 'queryPlanner' });
  return JSON.stringify(explained);
}
