import PDFDocument from 'pdfkit';
import { besideFloor, type Figures, measured, percentile } from './measure.js';
import { letterMaker } from './product/letters.js';

const SECONDS = 5;
const TOGETHER = 4;
const ROUNDS = 5;
const TICK_MS = 1;

/** A signed letter against a bare PDFKit file with the same text in the same font, parsed once like ours. */
export async function benchLetter(): Promise<Figures> {
  const { make, text, font } = await letterMaker();
  const bare = () =>
    new Promise<void>((resolve, reject) => {
      const doc = new PDFDocument({ font });
      doc
        .on('data', () => undefined)
        .on('end', resolve)
        .on('error', reject);
      doc.fontSize(10.5).text(text);
      doc.end();
    });
  const [ours, floor] = [await measured({ seconds: SECONDS }, make), await measured({ seconds: SECONDS }, bare)];
  return [
    ...besideFloor({ one: 'signed letter', floor: 'bare PDFKit file' }, ours, floor),
    ['loop delay while idle, p99 ms', await loopDelay(() => new Promise(resolve => setTimeout(resolve, 500)))],
    [
      `loop delay while ${String(TOGETHER)} letters are made, p99 ms`,
      await loopDelay(() => Promise.all(Array.from({ length: TOGETHER }, make))),
    ],
  ];
}

/** How late the loop came to what was due each millisecond while the work went on, the turn in which it ended included. */
async function loopDelay(work: () => Promise<unknown>): Promise<number> {
  const late: number[] = [];
  let before = performance.now();
  const look = () => {
    const now = performance.now();
    late.push(now - before - TICK_MS);
    before = now;
  };
  const timer = setInterval(look, TICK_MS);
  for (let round = 0; round < ROUNDS; round += 1) {
    await work();
    look();
    await new Promise(resolve => setTimeout(resolve, TICK_MS));
  }
  clearInterval(timer);
  return percentile(late, 0.99);
}
