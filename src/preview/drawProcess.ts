import { endTelling, receivedFile, tell as tellAnything } from '../isolation/insideProcess.js';
import { MOST_PAGES } from './limits.js';
import type { DrawingMessage } from './messages.js';
import { openEngine, type OpenPdf } from './pdfEngine.js';
import { type EncodeWebp, openWebpEncoder } from './webp.js';

// Draws the pages of one PDF and ends. Started by drawPdf.ts with as few rights as will do; whatever the file does to it
// stays in here.
const tell = (message: DrawingMessage): Promise<void> => tellAnything(message);

async function drawPages(pdf: OpenPdf, encode: EncodeWebp): Promise<void> {
  const sizes = Array.from({ length: Math.min(pdf.pageCount, MOST_PAGES) }, (_, page) => pdf.size(page));
  await tell({ kind: 'outline', pageCount: pdf.pageCount, sizes });
  for (const [page, size] of sizes.entries()) {
    const pixels = pdf.draw(page, size);
    const number = page + 1;
    await tell(pixels === null ? { kind: 'page', number } : { kind: 'page', number, bytes: encode(pixels, size) });
  }
  await tell({ kind: 'end' });
}

const [bytes, engine, encode] = await Promise.all([receivedFile(), openEngine(), openWebpEncoder()]);
const opening = engine.open(bytes);
if (!opening.ok) await tell({ kind: 'refused', reason: opening.reason });
else if (opening.pdf.pageCount === 0) await tell({ kind: 'refused', reason: 'BROKEN' });
else await drawPages(opening.pdf, encode);
endTelling();
