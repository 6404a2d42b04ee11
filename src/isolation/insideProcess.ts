import { setPriority } from 'node:os';

// For programs that startIsolated runs.
const BELOW_NORMAL = 10;

/** The file that was handed over, whole. */
export async function receivedFile(): Promise<Buffer> {
  setPriority(BELOW_NORMAL); // people's pages come first
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** Tells one thing; resolves when it is on its way. */
export const tell = (message: unknown): Promise<void> =>
  new Promise((resolve, reject) => {
    process.send?.(message, undefined, undefined, error => {
      if (error === null) resolve();
      else reject(error);
    });
  });

/** Nothing more is told; the process ends by itself. */
export const endTelling = (): void => {
  process.disconnect();
};
