import type { Preview } from '../data/index.js';
import { drawingBoard, type DrawingParts, type PdfSource } from './drawingBoard.js';
import type { Outline } from './drawingJob.js';
import { PICTURE_PATIENCE_MS, RETRY_MS } from './limits.js';
import { withPatience } from './patience.js';

/** The pages of PDFs as pictures: drawn once per file, outside this process, and kept. Who may look, the caller has asked. */
export interface Previews {
  /** What is known by hash within that time; files never drawn before are begun. */
  outlines(sources: readonly PdfSource[], patienceMs: number): Promise<ReadonlyMap<string, Outline>>;
  /** WebP. Waits for a page that is being drawn; `absent` when there will be none, `pending` when it takes too long. */
  picture(source: PdfSource, number: number): Promise<Buffer | 'absent' | 'pending'>;
  /** Begins to draw without anyone waiting. */
  prepare(source: PdfSource): void;
  /** Takes the pictures away, those on their way too. */
  forget(sha256: string): Promise<void>;
  /** Ends every drawing; for the end of this process. */
  close(): void;
}

export function createPreviews(parts: DrawingParts): Previews {
  const { store, clock, logger } = parts;
  const board = drawingBoard(parts);
  /** A file that was cut off is tried again after a while, not at every look. */
  const settled = ({ complete, at }: Preview) => complete || clock() - at < RETRY_MS;

  return {
    async outlines(sources, patienceMs) {
      if (sources.length === 0) return new Map();
      const found = await store.find(sources.map(({ sha256 }) => sha256));
      const known = new Map(found.filter(settled).map(preview => [preview.sha256, outlineOf(preview)]));
      const unknown = sources.filter(({ sha256 }) => !known.has(sha256));
      const waited = await Promise.all(
        unknown.map(async source => ({ source, outline: await withPatience(board.begin(source).outline, patienceMs) })),
      );
      for (const { source, outline } of waited) if (outline !== null) known.set(source.sha256, outline);
      return known;
    },
    async picture(source, number) {
      const [preview] = await store.find([source.sha256]);
      const isKept = preview?.pages.some(page => page.number === number) === true;
      if (isKept || (preview !== undefined && settled(preview))) {
        return (await store.picture(source.sha256, number)) ?? 'absent';
      }
      const drawn = await withPatience(
        board
          .begin(source)
          .page(number)
          .then(bytes => bytes ?? ('absent' as const)),
        PICTURE_PATIENCE_MS,
      );
      return drawn ?? 'pending';
    },
    prepare: source => {
      void (async () => {
        const [preview] = await store.find([source.sha256]);
        if (preview === undefined || !settled(preview)) board.begin(source);
      })().catch((error: unknown) => {
        logger.error({ err: error }, 'a preview could not be begun');
      });
    },
    async forget(sha256) {
      board.stop(sha256);
      await store.remove(sha256);
    },
    close: () => {
      board.stop();
    },
  };
}

const outlineOf = ({ refusal, pageCount, pages }: Preview): Outline =>
  refusal === undefined ? { state: 'shown', pageCount, pages } : { state: 'refused', reason: refusal };
