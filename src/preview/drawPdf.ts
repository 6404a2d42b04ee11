import { type ChildProcess, fork } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../projectRoot.js';
import { DRAWING_MS, HEAP_MIB, WASM_PAGES } from './limits.js';
import type { DrawingMessage } from './messages.js';

/** `whole`: the process told all it had to tell; else it was killed over time or fell over its bounds. */
export type DrawingEnd = 'whole' | 'cut';

export interface Drawing {
  readonly pid: number | undefined;
  readonly ended: Promise<DrawingEnd>;
  kill(): void;
}

export interface DrawingOptions {
  readonly hear: (message: DrawingMessage) => void;
  readonly timeMs?: number;
  /** The program to run; only tests have another. */
  readonly program?: string;
}

export type DrawPdf = (bytes: Buffer, options: DrawingOptions) => Drawing;

const root = realpathSync(projectRoot);
const PROGRAM = join(root, 'dist/src/preview/drawProcess.js');

/** Reading this program and its packages is all the process may do; it has no environment and no output. */
function rights(program: string): string[] {
  const readable = [program, join(root, 'package.json'), join(root, 'dist/*'), join(root, 'node_modules/*')];
  return ['--experimental-permission', ...readable.map(path => `--allow-fs-read=${path}`)];
}

/**
 * Draws a PDF in a process of its own, which is killed when it takes too long. Nothing of the file is read in this
 * process.
 */
export const drawPdf: DrawPdf = (bytes, { hear, timeMs = DRAWING_MS, program = PROGRAM }) => {
  const child = fork(program, [], {
    cwd: root,
    env: {},
    execArgv: [
      ...rights(program),
      `--max-old-space-size=${String(HEAP_MIB)}`,
      `--wasm-max-mem-pages=${String(WASM_PAGES)}`,
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const kill = () => {
    child.kill('SIGKILL');
  };
  child.send(bytes, () => undefined); // a process that is gone already is told by its exit
  return { pid: child.pid, kill, ended: ending(child, { hear, timeMs, kill }) };
};

function ending(
  child: ChildProcess,
  { hear, timeMs, kill }: { hear: DrawingOptions['hear']; timeMs: number; kill: () => void },
): Promise<DrawingEnd> {
  return new Promise(resolve => {
    let whole = false;
    const end = () => {
      clearTimeout(timer);
      resolve(whole ? 'whole' : 'cut');
    };
    const timer = setTimeout(kill, timeMs);
    child.on('message', (message: DrawingMessage) => {
      whole ||= message.kind === 'end' || message.kind === 'refused';
      hear(message);
    });
    child.once('error', end);
    child.once('exit', end);
  });
}
