import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { memoryOf, type WasmMemory } from './wasmMemory.js';

/** Character sets of Chinese, Japanese and Korean, as PDFium numbers them. */
const EAST_ASIAN_CHARSETS: readonly number[] = [128, 129, 134, 136];
const GB2312_CHARSET = 134;
const SYMBOL_CHARSET = 2;
/** Families that the engine brings, under the names it asks by. */
const OWN_FAMILY = /^(helvetica|times|courier|symbol|zapf)/i;
const LONGEST_NAME = 200;
const POINTER_BYTES = 4;
const INTERFACE_VERSION = 1;
const THE_FONT = 1;
const NO_FONT = 0;

/**
 * Lends the engine one face for text whose font is neither in the file nor one of its own; without it Chinese text would
 * be empty. The order of the functions is that of PDFium's `FPDF_SYSFONTINFO`.
 */
export function lendFallbackFont(engine: WrappedPdfiumModule, readFace: () => Uint8Array): void {
  const memory = memoryOf(engine);
  let face: Uint8Array | undefined;
  const functions: [(...values: number[]) => number | undefined, string][] = [
    [() => undefined, 'vi'], // Release
    [() => undefined, 'vii'], // EnumFonts
    [
      (...values) => {
        const { 3: charset = 0, 5: name = 0, 6: exact = 0 } = values; // this, weight, italic, charset, pitch, name, exact
        if (exact !== 0) memory.setValue(exact, 0, 'i32');
        return isLent(charset, textAt(memory, name)) ? THE_FONT : NO_FONT;
      },
      'iiiiiiii', // MapFont
    ],
    [() => NO_FONT, 'iii'], // GetFont
    [
      (...values) => {
        const { 2: table = 0, 3: buffer = 0, 4: size = 0 } = values; // this, font, table, buffer, size
        if (table !== 0) return 0; // not a collection: the whole file is asked for next
        face ??= readFace();
        return copyOut(memory, face, { buffer, size });
      },
      'iiiiii', // GetFontData
    ],
    [() => 0, 'iiiii'], // GetFaceName
    [() => GB2312_CHARSET, 'iii'], // GetFontCharset
    [() => undefined, 'vii'], // DeleteFont
  ];
  const table = memory.wasmExports.malloc(POINTER_BYTES * (functions.length + 1));
  memory.setValue(table, INTERFACE_VERSION, 'i32');
  for (const [place, [run, signature]] of functions.entries()) {
    memory.setValue(table + POINTER_BYTES * (place + 1), memory.addFunction(run, signature), 'i32');
  }
  engine.FPDF_SetSystemFontInfo(table);
}

/** Chinese fonts often come without their character set (Identity-H), so an unknown name gets the face as well. */
function isLent(charset: number, name: string): boolean {
  if (EAST_ASIAN_CHARSETS.includes(charset)) return true;
  return charset !== SYMBOL_CHARSET && name !== '' && !OWN_FAMILY.test(name);
}

function copyOut(
  { HEAPU8 }: WasmMemory,
  bytes: Uint8Array,
  { buffer, size }: { buffer: number; size: number },
): number {
  if (buffer !== 0 && size >= bytes.length) HEAPU8.set(bytes, buffer);
  return bytes.length;
}

/** A name of the file, byte by byte: its encoding is anyone's guess. */
function textAt({ HEAPU8 }: WasmMemory, place: number): string {
  if (place === 0) return '';
  const bytes = HEAPU8.subarray(place, place + LONGEST_NAME);
  const end = bytes.indexOf(0);
  return Buffer.from(end === -1 ? bytes : bytes.subarray(0, end)).toString('latin1');
}
