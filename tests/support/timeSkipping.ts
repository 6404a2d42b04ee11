import { TestWorkflowEnvironment } from '@temporalio/testing';

const TRIES = 6;

/**
 * A server that skips time. The SDK gives it five seconds to start, which a busy machine does not always keep: another
 * try is then all that is needed.
 */
export async function timeSkippingEnvironment(): Promise<TestWorkflowEnvironment> {
  const path = process.env['TIME_SKIPPING_SERVER'];
  if (path === undefined) throw new Error('TIME_SKIPPING_SERVER is not set; run `npm test`');
  for (let left = TRIES; ; left -= 1) {
    try {
      return await TestWorkflowEnvironment.createTimeSkipping({
        server: { executable: { type: 'existing-path', path } },
      });
    } catch (error) {
      if (left === 1 || !String(error).includes('did not start')) throw error;
    }
  }
}
