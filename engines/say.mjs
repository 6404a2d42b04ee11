import process from 'node:process';
import { clearInterval, setInterval } from 'node:timers';

/** A fault that the person at the terminal can mend: its message is printed as it is, without a stack. */
export class Problem extends Error {}

/** Prints one line. */
export function say(text = '') {
  process.stdout.write(`${text}\n`);
}

/**
 * Words for a length of time, for people.
 * @param {number} milliseconds
 * @returns {string} such as "8 s" or "2 min 31 s"
 */
export function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Runs one long step and keeps saying what it is, how long it has run and how long it usually takes.
 * On a terminal the line renews itself; elsewhere (a CI log) a line is added every 15 seconds.
 * @template T
 * @param {{ what: string, typicalSeconds: number, out?: { isTTY?: boolean, write(text: string): unknown }, now?: () => number }} step
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step({ what, typicalSeconds, out = process.stdout, now = Date.now }, work) {
  const began = now();
  const usual = `usually about ${duration(typicalSeconds * 1000)}`;
  const line = () => `  … ${what}: ${duration(now() - began)} (${usual})`;
  out.write(out.isTTY ? line() : `  … ${what} (${usual})\n`);
  const every = out.isTTY ? 1000 : 15_000;
  const timer = setInterval(() => out.write(out.isTTY ? `\r\u001b[K${line()}` : `${line()}\n`), every);
  timer.unref();
  const end = mark => out.write(`${out.isTTY ? '\r\u001b[K' : ''}  ${mark} ${what}: ${duration(now() - began)}\n`);
  try {
    const result = await work();
    end('✓');
    return result;
  } catch (error) {
    end('✗');
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/**
 * Runs a command's main function; a Problem is printed as its sentence, anything else with its stack. Sets the exit code.
 * @param {() => Promise<number | void>} main
 */
export async function runCommand(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.stderr.write(error instanceof Problem ? `\n${error.message}\n` : `\n${error?.stack ?? error}\n`);
    process.exitCode = 1;
  }
}
