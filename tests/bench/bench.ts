import { benchCases } from './cases.js';
import { benchLetters } from './letters.js';
import { table } from './measure.js';
import { benchPages } from './pages.js';

// Ours and the bare floor in one run on one machine, so that the ratio means something where the figures do not.
const SECONDS = 6;

const pairs = [await benchPages(SECONDS), await benchCases(SECONDS), await benchLetters(SECONDS)];
process.stdout.write(`\n${table(pairs)}\n`);
