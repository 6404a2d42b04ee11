import type { Logger } from 'pino';
import type { PreviewStore } from '../data/index.js';
import { turns } from '../isolation/index.js';
import type { DrawPdf } from './drawPdf.js';
import { DrawingJob } from './drawingJob.js';
import { DRAWN_AT_ONCE } from './limits.js';

/** A PDF by the hash of its bytes, which are read only when it must be drawn. */
export interface PdfSource {
  readonly sha256: string;
  readonly read: () => Promise<Buffer | null>;
}

export interface DrawingParts {
  readonly store: PreviewStore;
  readonly draw: DrawPdf;
  readonly clock: () => number;
  readonly logger: Pick<Logger, 'error' | 'info'>;
}

export interface DrawingBoard {
  /** The job of this file: the one under way, or a new one. */
  begin(source: PdfSource): DrawingJob;
  /** Ends the job of this file, or all. */
  stop(sha256?: string): void;
}

/** What is being drawn or waits for it; each file at most once. */
export function drawingBoard(parts: DrawingParts): DrawingBoard {
  const jobs = new Map<string, DrawingJob>();
  const turn = turns(DRAWN_AT_ONCE);
  return {
    begin(source) {
      const running = jobs.get(source.sha256);
      if (running) return running;
      const job = new DrawingJob();
      jobs.set(source.sha256, job);
      void turn(() => drawAndKeep(parts, { job, source })).finally(() => {
        if (jobs.get(source.sha256) === job) jobs.delete(source.sha256);
      });
      return job;
    },
    stop(sha256) {
      for (const [of, job] of jobs) if (sha256 === undefined || sha256 === of) job.stop();
    },
  };
}

/** A fault leaves nothing behind: whoever waits is told, and the next look begins anew. */
async function drawAndKeep(
  { store, draw, clock, logger }: DrawingParts,
  { job, source }: { job: DrawingJob; source: PdfSource },
): Promise<void> {
  const { sha256, read } = source;
  try {
    const bytes = await read();
    const drawn = bytes === null ? null : await job.run(bytes, draw);
    if (drawn === null) return;
    await store.put({ sha256, at: clock(), ...drawn.preview }, drawn.pages);
    // Taken away while it was drawn, perhaps by another process: no picture may outlive the file.
    if ((await read()) === null) await store.remove(sha256);
    logger.info({ sha256, pages: drawn.pages.length, ...drawn.preview }, 'pages of a PDF drawn');
  } catch (error) {
    logger.error({ err: error, sha256 }, 'a preview could not be kept');
  } finally {
    job.stop();
  }
}
