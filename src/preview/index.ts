export type { PdfSource } from './drawingBoard.js';
export type { Outline } from './drawingJob.js';
export { drawPdf } from './drawPdf.js';
export { createPreviews, type Previews } from './previews.js';
