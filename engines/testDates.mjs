// npm run test:dates [-- date … path …]   the suites on each awkward date, or on these dates and in these paths only
import path from 'node:path';
import { DATES, datesAndRest, shiftTo } from './dates.mjs';
import { duration, say } from './say.mjs';
import { resultLine } from './testCounts.mjs';
import { runTests } from './testRun.mjs';

/** All that counts days. Left out is what asks the Temporal server proper or a browser: their clocks cannot be set. */
const SUITES = [
  'domain',
  'workflows',
  'data',
  'web',
  'accounts',
  'activities',
  'commands',
  'demonstration',
  'documents',
];

await runTests(async ({ jest, folder, args }) => {
  const { dates, rest } = datesAndRest(args);
  const chosen = dates.length > 0 ? dates.map(at => ({ at, why: '' })) : DATES;
  for (const { at } of chosen) shiftTo(at); // a slip of the pen is told before anything runs
  const given = rest.some(argument => !argument.startsWith('-'));
  const wanted = [...rest, ...(given ? [] : SUITES.map(suite => `tests/${suite}/`))];
  const began = Date.now();
  for (const { at, why } of chosen) {
    const start = Date.now();
    const log = chosen.length > 1 ? path.join(folder, 'dates.log') : undefined; // of one date everything is shown
    say(
      resultLine(why === '' ? at : `${at} (${why})`, await jest({ args: wanted, date: at, log }), Date.now() - start),
    );
  }
  say(`${chosen.length} dates in ${duration(Date.now() - began)}`);
});
