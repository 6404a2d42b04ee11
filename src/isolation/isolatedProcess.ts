import { type ChildProcess, fork } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../projectRoot.js';

/** `whole`: the process told all it had to tell; else it was killed over time or fell over its bounds. */
export type IsolatedEnd = 'whole' | 'cut';

export interface IsolatedProcess {
  readonly pid: number | undefined;
  readonly ended: Promise<IsolatedEnd>;
  kill(): void;
}

export interface IsolatedTask<Message> {
  /** The compiled program. */
  readonly program: string;
  /** What it is told beside the file; other users of the machine can see it. */
  readonly argument?: string;
  /** The file of a stranger, handed over piece by piece as the standard input. */
  readonly input: Buffer;
  /** Milliseconds before it is killed. */
  readonly timeMs: number;
  /** Most memory for what it builds of the file, in MiB. */
  readonly heapMiB: number;
  readonly flags?: readonly string[];
  readonly hear: (message: Message) => void;
  /** Whether with this message everything is told. */
  readonly isLast: (message: Message) => boolean;
}

const root = realpathSync(projectRoot);

/** Where the build puts a program of ours. */
export const builtProgram = (source: string): string => join(root, 'dist/src', source);

/** Reading this program and its packages is all the process may do; it has no environment and no output. */
function rights(program: string): string[] {
  const readable = [program, join(root, 'package.json'), join(root, 'dist/*'), join(root, 'node_modules/*')];
  return ['--experimental-permission', ...readable.map(path => `--allow-fs-read=${path}`)];
}

/**
 * Reads a file of a stranger in a process of its own, without rights, with bounds of time and memory. Nothing of the
 * file is looked at in this process, whose other work goes on.
 */
export function startIsolated<Message>(task: IsolatedTask<Message>): IsolatedProcess {
  const { program, argument, input, heapMiB, flags = [] } = task;
  const child = fork(program, argument === undefined ? [] : [argument], {
    cwd: root,
    env: {},
    execArgv: [...rights(program), `--max-old-space-size=${String(heapMiB)}`, ...flags],
    serialization: 'advanced',
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
  });
  child.stdin?.on('error', () => undefined); // a process that is gone already is told by its exit
  child.stdin?.end(input);
  return {
    pid: child.pid,
    ended: ending(child, task),
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}

function ending<Message>(
  child: ChildProcess,
  { timeMs, hear, isLast }: Pick<IsolatedTask<Message>, 'timeMs' | 'hear' | 'isLast'>,
): Promise<IsolatedEnd> {
  return new Promise(resolve => {
    let whole = false;
    const timer = setTimeout(() => child.kill('SIGKILL'), timeMs);
    const end = () => {
      clearTimeout(timer);
      resolve(whole ? 'whole' : 'cut');
    };
    child.on('message', (message: Message) => {
      whole ||= isLast(message);
      hear(message);
    });
    child.once('error', end);
    child.once('exit', end);
  });
}
