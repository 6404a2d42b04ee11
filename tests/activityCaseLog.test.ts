import { expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { activityCaseLog } from '../src/activityCaseLog.js';
import { temporalLogger } from '../src/temporalLogger.js';
import { openLog } from './support/logLines.js';

it.each([
  ['its input', { caseId: 'case-1' }, { caseId: 'case-1' }],
  ['the case in its input', { case: { caseId: 'case-2' }, record: {} }, { caseId: 'case-2' }],
  ['no case', { attemptId: 'a' }, {}],
])('an activity that fails is told with the case id of %s', async (_what, input, about) => {
  const { lines, logger } = openLog('worker');
  const activities = new MockActivityEnvironment(
    { activityType: 'anything' },
    { interceptors: [activityCaseLog], logger: temporalLogger(logger) },
  );

  const run = activities.run((_input: object) => Promise.reject(new Error('broken')), input);

  await expect(run).rejects.toThrow('broken');
  const [failed] = lines.filter(({ msg }) => msg === 'Activity failed');
  const { activityType, caseId } = failed ?? {};
  expect({ activityType, ...(caseId !== undefined && { caseId }) }).toEqual({ activityType: 'anything', ...about });
});
