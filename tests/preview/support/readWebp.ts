import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import createDecoder from '@jsquash/webp/codec/dec/webp_dec.js';

export interface Picture {
  width: number;
  height: number;
  /** Share of pixels that are clearly not white, 0 to 1. */
  inked: number;
  /** Colour in the middle: red, green, blue. */
  middle: readonly number[];
}

interface Decoder {
  decode(bytes: Uint8Array): { width: number; height: number; data: Uint8ClampedArray } | null;
}
type CreateDecoder = (settings: { noInitialRun: boolean; wasmBinary: Uint8Array }) => Promise<Decoder>;

const program = createRequire(import.meta.url).resolve('@jsquash/webp/codec/dec/webp_dec.wasm');
const decoder = readFile(program).then(wasmBinary =>
  (createDecoder as unknown as CreateDecoder)({ noInitialRun: true, wasmBinary }),
);

/** Reads a WebP picture back with a decoder. */
export async function readWebp(bytes: Uint8Array): Promise<Picture> {
  const picture = (await decoder).decode(bytes);
  if (picture === null) throw new Error('Not a WebP picture');
  const { width, height, data } = picture;
  const colourAt = (pixel: number) => [...data.subarray(pixel * 4, pixel * 4 + 3)];
  let inked = 0;
  for (let pixel = 0; pixel < width * height; pixel += 1) if (Math.min(...colourAt(pixel)) < 128) inked += 1;
  const middle = colourAt(Math.floor(height / 2) * width + Math.floor(width / 2));
  return { width, height, inked: inked / (width * height), middle };
}
