import type { WrappedPdfiumModule } from '@embedpdf/pdfium';

/** The engine's memory and functions, as far as they are used here; the package's own types leave them open. */
export interface WasmMemory {
  /** Replaced when the memory grows: read it anew each time. */
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: { malloc(size: number): number; free(place: number): void };
  addFunction(run: (...values: number[]) => number | undefined, signature: string): number;
  setValue(place: number, value: number, type: 'i32'): void;
  getValue(place: number, type: 'float'): number;
}

export const memoryOf = ({ pdfium }: WrappedPdfiumModule): WasmMemory => pdfium as unknown as WasmMemory;
