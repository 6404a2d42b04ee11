import { builtProgram, startIsolated, type Turns, turns } from '../isolation/index.js';
import type { PdfVerification } from './verifyPdf.js';

export interface Examined {
  verification: PdfVerification;
  /** The file came from here at some time, even if its signature can no longer be read. */
  carriesOurMark: boolean;
}

/**
 * `busy`: not looked at, too many files wait; `unreadable`: it took more time or memory than any document of ours;
 * `tooManyPages`: not looked at, it has more than MOST_PAGES.
 */
export type Examination = Examined | 'busy' | 'unreadable' | 'tooManyPages';

const PROGRAM = builtProgram('documents/verifyProcess.js');
/** A document of ours takes about 0.3 s, most of it the start of the process. */
const EXAMINING_MS = 10_000;
const HEAP_MIB = 128;
const EXAMINED_AT_ONCE = 2;
const MOST_WAITING = 6;

export interface ExaminerOptions {
  readonly trustedPem: string;
  readonly turn?: Turns;
  readonly timeMs?: number;
  /** The program to run; only tests have another. */
  readonly program?: string;
}

/** Looks for our signature in files of strangers, each in a process of its own, few at once and few in waiting. */
export function createExaminer({
  trustedPem,
  turn = turns(EXAMINED_AT_ONCE, MOST_WAITING),
  timeMs = EXAMINING_MS,
  program = PROGRAM,
}: ExaminerOptions): (bytes: Buffer) => Promise<Examination> {
  return async bytes => (await turn(() => examine(bytes, { trustedPem, timeMs, program }))) ?? 'busy';
}

async function examine(
  input: Buffer,
  { trustedPem, timeMs, program }: { trustedPem: string; timeMs: number; program: string },
): Promise<Examination> {
  let examined: Examined | 'tooManyPages' | undefined;
  const { ended } = startIsolated<Examined | 'tooManyPages'>({
    ...{ program, input, timeMs },
    argument: trustedPem,
    heapMiB: HEAP_MIB,
    hear: message => {
      examined = message;
    },
    isLast: () => true,
  });
  await ended;
  return examined ?? 'unreadable';
}
