import { Writable } from 'node:stream';
import { createLogger } from '../../src/logger.js';

/** A logger and what it has written, one object a line. */
export function openLog(process: 'web' | 'worker' = 'web') {
  const lines: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk.toString().trimEnd().split('\n')) {
        lines.push(JSON.parse(line) as Record<string, unknown>);
      }
      done();
    },
  });
  return { lines, logger: createLogger({ level: 'debug', process, destination }) };
}
