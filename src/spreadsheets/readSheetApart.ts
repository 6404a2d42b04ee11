import { builtProgram, startIsolated, type Turns, turns } from '../isolation/index.js';
import { SheetFault, type SheetMessage, type SheetRow } from './sheet.js';

const PROGRAM = builtProgram('spreadsheets/readProcess.js');
/** A list of the most rows takes about 3 s on a quiet machine. */
const READING_MS = 90_000;
/** A workbook of the most rows needs about 100 MiB. */
const HEAP_MIB = 256;
const READ_AT_ONCE = 1;
const MOST_WAITING = 4;
const turn = turns(READ_AT_ONCE, MOST_WAITING);

export interface ReadingOptions {
  readonly timeMs?: number;
  readonly turns?: Turns;
  /** The program to run; only tests have another. */
  readonly program?: string;
}

/**
 * The lines of a list file as `readSheet` gives them, read in a process of its own with bounds of time and memory.
 * Throws SheetFault also where the file breaks them (`tooDemanding`) and where too many files wait (`busy`).
 */
export async function readSheetApart(bytes: Buffer, options: ReadingOptions = {}): Promise<SheetRow[]> {
  const rows = await (options.turns ?? turn)(() => readInProcess(bytes, options));
  if (rows === null) throw new SheetFault('busy');
  return rows;
}

async function readInProcess(
  input: Buffer,
  { timeMs = READING_MS, program = PROGRAM }: ReadingOptions,
): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  let fault: SheetFault | undefined;
  const { ended } = startIsolated<SheetMessage>({
    ...{ program, input, timeMs, heapMiB: HEAP_MIB },
    hear: message => {
      if (message.kind === 'rows') rows.push(...message.rows);
      else if (message.kind === 'fault') fault = SheetFault.of(message.refusal);
    },
    isLast: ({ kind }) => kind !== 'rows',
  });
  const end = await ended;
  if (fault !== undefined) throw fault;
  if (end === 'cut') throw new SheetFault('tooDemanding');
  return rows;
}
