import { create } from 'qrcode';

/** A dark run of a QR row, in modules from the top left corner, quiet zone not included. */
export interface QrRun {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface QrDrawing {
  /** Modules per side. */
  readonly size: number;
  readonly runs: readonly QrRun[];
}

/** The QR code of a text as rectangles one module high, so that it stays sharp at any size. */
export function qrDrawing(text: string): QrDrawing {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const runs: QrRun[] = [];
  for (let y = 0; y < size; y += 1) runs.push(...darkRuns(data.subarray(y * size, (y + 1) * size), y));
  return { size, runs };
}

function darkRuns(row: Uint8Array, y: number): QrRun[] {
  const runs: QrRun[] = [];
  let start = -1;
  for (let x = 0; x <= row.length; x += 1) {
    const dark = row[x] === 1;
    if (dark && start < 0) start = x;
    if (!dark && start >= 0) {
      runs.push({ x: start, y, width: x - start });
      start = -1;
    }
  }
  return runs;
}
