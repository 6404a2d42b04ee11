import { describe, expect, it } from '@jest/globals';
import jsQR from 'jsqr';
import { qrDrawing } from '../../src/documents/qr.js';

const MODULE = 4;
const QUIET = 4;

/** Paints the rectangles the way the document does and reads them as a scanner would. */
function scan(text: string): string | undefined {
  const { size, runs } = qrDrawing(text);
  const side = (size + 2 * QUIET) * MODULE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  const blacken = (px: number, py: number) => {
    pixels.fill(0, (py * side + px) * 4, (py * side + px) * 4 + 3);
  };
  for (const { x, y, width } of runs) {
    for (let dx = 0; dx < width * MODULE; dx += 1) {
      for (let dy = 0; dy < MODULE; dy += 1) blacken((x + QUIET) * MODULE + dx, (y + QUIET) * MODULE + dy);
    }
  }
  const decode = jsQR as unknown as (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
  return decode(pixels, side, side)?.data;
}

describe('qrDrawing', () => {
  it.each(['https://xinfu.example/verify/7K2M-9QXA-4TRP', `https://xinfu.example/${'a'.repeat(200)}`])(
    'is read back by a scanner: %s',
    text => {
      expect(scan(text)).toBe(text);
    },
  );
});
