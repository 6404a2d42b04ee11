import { benchCases } from './cases.js';
import { benchLetters } from './letters.js';
import { table } from './measure.js';
import { benchPages } from './pages.js';

// Ours and the bare floor in one run on one machine, so that the ratio means something where the figures do not.
const SECONDS = 6;
const PAIRS = { pages: benchPages, cases: benchCases, letters: benchLetters };
type Pair = keyof typeof PAIRS;

const isPair = (name: string): name is Pair => Object.hasOwn(PAIRS, name);

const named = process.argv.slice(2);
const unknown = named.filter(name => !isPair(name));
if (unknown.length > 0) {
  process.stderr.write(`No such pair: ${unknown.join(', ')}. There are ${Object.keys(PAIRS).join(', ')}.\n`);
  process.exit(1);
}

const chosen = named.length > 0 ? named.filter(isPair) : (Object.keys(PAIRS) as Pair[]);
const pairs = [];
for (const name of chosen) pairs.push(await PAIRS[name](SECONDS));
process.stdout.write(`\n${table(pairs)}\n`);
