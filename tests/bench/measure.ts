/** What one way of doing the same thing took. */
export interface Measured {
  name: string;
  done: number;
  seconds: number;
  /** Processor milliseconds of the measured process, all together. */
  cpuMs: number;
}

/** Runs `work` until the seconds are over, several at a time, in this process; the first round is not counted. */
export async function measured(
  name: string,
  { seconds, atATime = 1, warmUp = 1 }: { seconds: number; atATime?: number; warmUp?: number },
  work: () => Promise<unknown>,
): Promise<Measured> {
  for (let round = 0; round < warmUp; round += 1) await work();
  const cpu = process.cpuUsage();
  const from = performance.now();
  let done = 0;
  const lane = async () => {
    while (performance.now() - from < seconds * 1_000) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: atATime }, lane));
  const { user, system } = process.cpuUsage(cpu);
  return { name, done, seconds: (performance.now() - from) / 1_000, cpuMs: (user + system) / 1_000 };
}

const rate = ({ done, seconds }: Measured) => done / seconds;
const cpuEach = ({ done, cpuMs }: Measured) => cpuMs / done;

/** A table of pairs: ours, the bare floor, and how many times the floor ours takes. */
export function table(pairs: readonly { ours: Measured; floor: Measured }[]): string {
  const head = ['what', 'per second', 'CPU ms each', 'rate / floor', 'CPU / floor'];
  const rows = pairs.flatMap(({ ours, floor }) => [
    [...facts(ours), (rate(ours) / rate(floor)).toFixed(2), (cpuEach(ours) / cpuEach(floor)).toFixed(1)],
    [...facts(floor), '1', '1'],
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map(row => (row[column] ?? '').length)));
  return [head, ...rows]
    .map(row => row.map((cell, column) => pad(cell, { width: widths[column] ?? 0, left: column > 0 })).join('   '))
    .join('\n');
}

const facts = (one: Measured) => [one.name, rate(one).toFixed(1), cpuEach(one).toFixed(2)];
const pad = (cell: string, { width, left }: { width: number; left: boolean }) =>
  left ? cell.padStart(width) : cell.padEnd(width);
