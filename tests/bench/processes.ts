import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** A Node process for TypeScript that speaks with this one. */
export function node(args: readonly string[], settings: Readonly<Record<string, string>>, cwd?: string): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', ...args], {
    ...{ cwd, env: { ...process.env, ...settings } },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}
