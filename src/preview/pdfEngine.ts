import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';
import { lendFallbackFont } from './fallbackFont.js';
import { type PictureSize, pictureSize } from './pictureSize.js';
import { memoryOf } from './wasmMemory.js';

export interface OpenPdf {
  readonly pageCount: number;
  /** Pixels of the page's picture; pages count from 0. */
  size(page: number): PictureSize;
  /** RGBA pixels; null when the page cannot be read. */
  draw(page: number, size: PictureSize): Uint8Array | null;
}

export type Opening = { ok: true; pdf: OpenPdf } | { ok: false; reason: 'ENCRYPTED' | 'BROKEN' };

const PASSWORD_FAULTS: readonly number[] = [4, 5];
const BGRA = 4;
const BYTES_PER_PIXEL = 4;
const WHITE = 0xffffffff;
/** FPDF_ANNOT (stamps and signatures as they look) and FPDF_REVERSE_BYTE_ORDER (RGBA). */
const FLAGS = 0x01 | 0x10;

const files = createRequire(import.meta.url);
const fontFile = (): string => files.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');

/**
 * PDFium as WebAssembly: built without a script engine and without XFA, and given no way to a network or to files.
 */
export async function openEngine(): Promise<{ open(bytes: Uint8Array): Opening }> {
  const engine = await init({ wasmBinary: readFileSync(files.resolve('@embedpdf/pdfium/pdfium.wasm')) });
  const memory = memoryOf(engine);
  engine.PDFiumExt_Init();
  lendFallbackFont(engine, () => readFileSync(fontFile()));
  return {
    open(bytes) {
      const place = memory.wasmExports.malloc(bytes.length);
      memory.HEAPU8.set(bytes, place);
      const document = engine.FPDF_LoadMemDocument(place, bytes.length, '');
      if (document !== 0) return { ok: true, pdf: openPdf(engine, document) };
      return { ok: false, reason: PASSWORD_FAULTS.includes(engine.FPDF_GetLastError()) ? 'ENCRYPTED' : 'BROKEN' };
    },
  };
}

function openPdf(engine: WrappedPdfiumModule, document: number): OpenPdf {
  const memory = memoryOf(engine);
  const form = openForm(engine, document);
  return {
    pageCount: engine.FPDF_GetPageCount(document),
    size(page) {
      const place = memory.wasmExports.malloc(8);
      const known = engine.FPDF_GetPageSizeByIndexF(document, page, place);
      const width = known ? memory.getValue(place, 'float') : 0;
      const height = known ? memory.getValue(place + 4, 'float') : 0;
      memory.wasmExports.free(place);
      return pictureSize({ width, height });
    },
    draw(page, { width, height }) {
      const opened = engine.FPDF_LoadPage(document, page);
      if (opened === 0) return null;
      const bitmap = engine.FPDFBitmap_CreateEx(width, height, BGRA, 0, 0);
      if (bitmap === 0) return null;
      engine.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
      engine.FPDF_RenderPageBitmap(bitmap, opened, 0, 0, width, height, 0, FLAGS);
      if (form !== 0) engine.FPDF_FFLDraw(form, bitmap, opened, 0, 0, width, height, 0, FLAGS);
      const pixels = engine.FPDFBitmap_GetBuffer(bitmap);
      const copy = memory.HEAPU8.slice(pixels, pixels + width * height * BYTES_PER_PIXEL);
      engine.FPDFBitmap_Destroy(bitmap);
      if (form !== 0) engine.FORM_OnBeforeClosePage(opened, form);
      engine.FPDF_ClosePage(opened);
      return copy;
    },
  };
}

/**
 * Fields and electronic seals are drawn by the form as they look; 0 where there is none. No event ever reaches it, so
 * no action of the file is started.
 */
function openForm(engine: WrappedPdfiumModule, document: number): number {
  const form = engine.PDFiumExt_InitFormFillEnvironment(document, engine.PDFiumExt_OpenFormFillInfo());
  if (form !== 0) engine.FPDF_SetFormFieldHighlightAlpha(form, 0);
  return form;
}
