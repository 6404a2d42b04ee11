import { describe, expect, it } from '@jest/globals';
import { countsLine, jestCounts } from '../../engines/testCounts.mjs';

const report = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  numRuntimeErrorTestSuites: 1,
};

describe('the closing line', () => {
  it('counts a file that could not be run as a failure', () => {
    expect(jestCounts(report)).toEqual({ passed: 5, failed: 2, skipped: 3 });
  });

  it.each([
    [{ passed: 3, failed: 0, skipped: 0 }, '3 passed, 0 failed'],
    [{ passed: 3, failed: 1, skipped: 2 }, '3 passed, 1 failed, 2 skipped'],
  ])('of %j is %s', (counts, line) => {
    expect(countsLine(counts)).toBe(line);
  });
});
