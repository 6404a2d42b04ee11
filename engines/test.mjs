// npm test [-- path …]   every test, and then what has proved to depend on the day on a few other dates
import path from 'node:path';
import { SAMPLE, SAMPLE_DATES } from './dates.mjs';
import { say } from './say.mjs';
import { resultLine } from './testCounts.mjs';
import { runTests } from './testRun.mjs';

await runTests(async ({ jest, folder, args }) => {
  await jest({ args });
  if (args.length > 0) return;
  const log = path.join(folder, 'dates.log');
  for (const date of SAMPLE_DATES) {
    const began = Date.now();
    const result = await jest({ args: ['--runInBand', ...SAMPLE], date, workflows: false, log });
    say(resultLine(date, result, Date.now() - began));
  }
});
