import { endTelling, receivedFile, tell } from '../isolation/insideProcess.js';
import { readSheet } from './readSheet.js';
import { SheetFault, type SheetMessage, type SheetRow } from './sheet.js';

// Reads one list file of a stranger and ends. Started by readSheetApart.ts with as few rights as will do.
const ROWS_TOLD = 250;
const CHARACTERS_TOLD = 100_000;

const say = (message: SheetMessage): Promise<void> => tell(message);

async function readAll(bytes: Buffer): Promise<void> {
  let rows: SheetRow[] = [];
  let length = 0;
  for await (const row of readSheet(bytes)) {
    rows.push(row);
    length += row.cells.reduce((sum, cell) => sum + cell.length, 0);
    if (rows.length < ROWS_TOLD && length < CHARACTERS_TOLD) continue;
    await say({ kind: 'rows', rows });
    [rows, length] = [[], 0];
  }
  await say({ kind: 'rows', rows });
  await say({ kind: 'end' });
}

try {
  await readAll(await receivedFile());
} catch (error) {
  if (!(error instanceof SheetFault)) throw error;
  await say({ kind: 'fault', refusal: error.refusal });
}
endTelling();
