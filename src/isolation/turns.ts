/** Runs one work when its turn comes; null, without having begun, where too many wait already. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T | null>;

/** Runs at most `atOnce` works at once, the others in the order they came; beyond `mostWaiting` none is taken. */
export function turns(atOnce: number, mostWaiting = Infinity): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async work => {
    if (running < atOnce) running += 1;
    else if (waiting.length >= mostWaiting) return null;
    else await new Promise<void>(resolve => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
