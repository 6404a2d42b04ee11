import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Figures } from './measure.js';
import { isPart, type PartName, PARTS, USUAL } from './parts.js';
import { node } from './processes.js';
import { here, other, type Side } from './sides.js';
import { meanOf, table } from './table.js';

// Ours and a bare floor, or two checkouts, in one run on one machine: ratios mean something where the figures do not.
const ROUNDS_OF_TWO = 2;

async function run({ name, folder }: Side, part: PartName): Promise<Figures> {
  process.stderr.write(`${part} (${name}) …\n`);
  const child = node([join(folder, 'tests/bench/part.ts'), part], {}, folder);
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${part} (${name}) ended without figures`);
  });
  ended.catch(() => undefined);
  const [figures] = (await Promise.race([once(child, 'message'), ended])) as [Figures];
  return figures;
}

/** The sides by turns, so that both meet the machine in all its moods. */
async function compared(part: PartName, sides: readonly Side[]): Promise<string> {
  const runs = new Map<Side, Figures[]>(sides.map(side => [side, []]));
  for (let round = 0; round < (sides.length > 1 ? ROUNDS_OF_TWO : 1); round += 1) {
    for (const side of sides) runs.get(side)?.push(await run(side, part));
  }
  const head = [`${part}: ${PARTS[part]}`, ...(sides.length > 1 ? sides.map(({ name }) => name) : [''])];
  return table(head, [...runs.values()].map(meanOf));
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { against: { type: 'string' } } });
const unknown = positionals.filter(name => !isPart(name));
if (unknown.length > 0) {
  process.stderr.write(`No such part: ${unknown.join(', ')}. There are ${Object.keys(PARTS).join(', ')}.\n`);
  process.exit(1);
}
const parts = positionals.length > 0 ? positionals.filter(isPart) : USUAL;
const sides = [here(), ...(values.against === undefined ? [] : [other(resolve(values.against))])];
try {
  for (const part of parts) process.stdout.write(`\n${await compared(part, sides)}\n\n`);
} finally {
  for (const side of sides) side.end();
}
