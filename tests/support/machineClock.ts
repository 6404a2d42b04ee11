/**
 * Epoch milliseconds by the clock of the machine, which the Temporal server proper keeps also where a test run has
 * another date (`npm run test:dates`).
 */
export const machineNow = (): number => Date.now() - Number(process.env['XINFU_DATE_SHIFT_MS'] ?? 0);
