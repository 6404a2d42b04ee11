import { duration } from './say.mjs';

/**
 * Counts of a Jest report; a file that could not even be run is one failure more.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, numRuntimeErrorTestSuites: number }} report
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function jestCounts(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * The closing line of a test run.
 * @param {{ passed: number, failed: number, skipped: number }} counts
 * @returns {string}
 */
export function countsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Names of the tests that failed, each with its file.
 * @param {{ testResults: { name: string, message: string, assertionResults: { status: string, fullName: string }[] }[] }} report
 * @returns {string[]}
 */
export function failedTests({ testResults }) {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
    const broken = assertionResults.length === 0 && message !== '';
    const file = name.slice(name.lastIndexOf('/tests/') + 1);
    return (broken ? ['the file could not be run'] : failed).map(told => `${file}: ${told}`);
  });
}

/**
 * One date and what came of it; below, the names of the tests that failed.
 * @param {string} date
 * @param {{ counts: { passed: number, failed: number, skipped: number }, failures: readonly string[] }} result
 * @param {number} tookMs
 * @returns {string}
 */
export const resultLine = (date, { counts, failures }, tookMs) =>
  [`${date} → ${countsLine(counts)} (${duration(tookMs)})`, ...failures.map(name => `    ✕ ${name}`)].join('\n');
