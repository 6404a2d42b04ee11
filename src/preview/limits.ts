/** Pages of one file that are shown in the site; the rest is in the file itself. */
export const MOST_PAGES = 10;
/** Pixels. A page is drawn this wide unless that would make it taller than the other bound. */
export const PICTURE_WIDTH = 1200;
/** Leaves room for receipts of a till and long screenshots. */
export const TALLEST_PICTURE = 6000;

/** How long one file may be drawn before its process is killed. */
export const DRAWING_MS = 45_000;
/** Most memory of each WebAssembly instance in the drawing process, in pages of 64 KiB: 512 MiB. */
export const WASM_PAGES = 8192;
/** Heap of the drawing process besides, in MiB. */
export const HEAP_MIB = 256;
/** Files drawn at the same time; others wait. */
export const DRAWN_AT_ONCE = 2;

/** After this a file that was cut off is tried again: the machine may have been busy. */
export const RETRY_MS = 60 * 60 * 1000;
/** How long the address of a picture waits for it. */
export const PICTURE_PATIENCE_MS = 30_000;
