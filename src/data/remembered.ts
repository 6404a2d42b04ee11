/** A reading that is kept for a while; those who ask meanwhile share it. */
export interface Remembered<T> {
  read(): Promise<T>;
  /** Runs a write that changes what was read; whoever asks after it reads anew. */
  changing<R>(write: () => Promise<R>): Promise<R>;
}

/** Keeps what `load` answered for so many milliseconds in this process; a failed reading is never kept. */
export function remembered<T>(load: () => Promise<T>, forMs: number): Remembered<T> {
  let kept: { value: Promise<T>; until: number } | undefined;
  const forget = () => {
    kept = undefined;
  };
  return {
    read() {
      if (kept !== undefined && performance.now() < kept.until) return kept.value;
      const mine = { value: load(), until: performance.now() + forMs };
      kept = mine;
      mine.value.catch(() => {
        if (kept === mine) forget();
      });
      return mine.value;
    },
    async changing(write) {
      try {
        return await write();
      } finally {
        // After the write, also a failed one: a reading begun before it may hold the old state.
        forget();
      }
    },
  };
}
