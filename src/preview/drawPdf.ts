import { builtProgram, type IsolatedEnd, type IsolatedProcess, startIsolated } from '../isolation/index.js';
import { DRAWING_MS, HEAP_MIB, WASM_PAGES } from './limits.js';
import type { DrawingMessage } from './messages.js';

export type DrawingEnd = IsolatedEnd;
export type Drawing = IsolatedProcess;

export interface DrawingOptions {
  readonly hear: (message: DrawingMessage) => void;
  readonly timeMs?: number;
  /** The program to run; only tests have another. */
  readonly program?: string;
}

export type DrawPdf = (bytes: Buffer, options: DrawingOptions) => Drawing;

const PROGRAM = builtProgram('preview/drawProcess.js');

/**
 * Draws a PDF in a process of its own, which is killed when it takes too long. Nothing of the file is read in this
 * process.
 */
export const drawPdf: DrawPdf = (bytes, { hear, timeMs = DRAWING_MS, program = PROGRAM }) =>
  startIsolated<DrawingMessage>({
    ...{ program, input: bytes, timeMs, hear },
    heapMiB: HEAP_MIB,
    flags: [`--wasm-max-mem-pages=${String(WASM_PAGES)}`],
    isLast: ({ kind }) => kind === 'end' || kind === 'refused',
  });
