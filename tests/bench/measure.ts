/** What a part found out, in the order of the table: names with their units, and numbers. */
export type Figures = readonly (readonly [name: string, value: number])[];

/** How often something was done, and what it took. */
export interface Measured {
  readonly perSecond: number;
  /** Processor milliseconds of the measured process, its threads included. */
  readonly cpuMs: number;
}

/** Runs `work` until the seconds are over, several at a time, in this process; the first round is not counted. */
export async function measured(
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
  return { perSecond: (done * 1_000) / (performance.now() - from), cpuMs: (user + system) / 1_000 / done };
}

/** Rate and processor time of ours and of the bare floor, and how many times the floor ours takes. */
export function besideFloor(names: { one: string; floor: string }, ours: Measured, floor: Measured): Figures {
  return [
    [`${names.one} per second`, ours.perSecond],
    [`CPU ms per ${names.one}`, ours.cpuMs],
    [`${names.floor} per second`, floor.perSecond],
    [`CPU ms per ${names.floor}`, floor.cpuMs],
    ['rate : floor', ours.perSecond / floor.perSecond],
    ['CPU : floor', ours.cpuMs / floor.cpuMs],
  ];
}

/** The value below which that share of all values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
