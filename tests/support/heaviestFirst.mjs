import path from 'node:path';

/** Folders of tests/ by what a file of theirs takes; those not named take seconds. */
const HEAVIEST = ['browser/journeys/', 'browser/', 'faults/', 'web/access/', 'workflows/', 'preview/'];

const rank = file => {
  const place = HEAVIEST.findIndex(folder => file.includes(`${path.sep}tests${path.sep}${path.normalize(folder)}`));
  return place < 0 ? HEAVIEST.length : place;
};

/** Runs the files that take longest first, so that no test process is left with a long one in the end. */
export default class HeaviestFirst {
  sort(tests) {
    return [...tests].sort((a, b) => rank(a.path) - rank(b.path) || a.path.localeCompare(b.path));
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {
    // The order does not depend on earlier runs.
  }
}
