import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import createEncoder from '@jsquash/webp/codec/enc/webp_enc_simd.js';
import { defaultOptions } from '@jsquash/webp/meta.js';
import type { PictureSize } from './pictureSize.js';

/** Small print stays readable at this quality and a scanned page stays near 200 KB; as PNG it would have megabytes. */
const QUALITY = 80;
/** 0 is quick, 6 is small. */
const EFFORT = 2;

const files = createRequire(import.meta.url);

/** As the codec's glue code offers it; its own types lean on types it does not bring. */
type CreateEncoder = (settings: { noInitialRun: boolean; wasmBinary: Uint8Array }) => Promise<{
  encode(pixels: Uint8Array, width: number, height: number, options: typeof defaultOptions): Uint8Array | null;
}>;

export type EncodeWebp = (pixels: Uint8Array, size: PictureSize) => Uint8Array;

/** The encoder, loaded once per process. */
export async function openWebpEncoder(): Promise<EncodeWebp> {
  const wasmBinary = readFileSync(files.resolve('@jsquash/webp/codec/enc/webp_enc_simd.wasm'));
  const encoder = await (createEncoder as unknown as CreateEncoder)({ noInitialRun: true, wasmBinary });
  return (pixels, { width, height }) => {
    const bytes = encoder.encode(pixels, width, height, { ...defaultOptions, quality: QUALITY, method: EFFORT });
    if (bytes === null) throw new Error('A page could not be packed as WebP');
    return bytes;
  };
}
