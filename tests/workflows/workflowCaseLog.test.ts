import { expect, it } from '@jest/globals';
import { interceptors } from '../../workflows/workflowCaseLog.js';

it.each([
  [
    { caseId: 'case-1', entryId: 'e' },
    { workflowId: 'w', caseId: 'case-1' },
  ],
  [{ attemptId: 'a' }, { workflowId: 'w' }],
  [undefined, { workflowId: 'w' }],
])('the lines of a workflow started with %j carry %j', async (input, attributes) => {
  const { inbound = [], outbound = [] } = interceptors();
  const [runs, tells] = [inbound[0]?.execute, outbound[0]?.getLogAttributes];

  await runs?.({ args: [input], headers: {} }, () => Promise.resolve());

  expect(tells?.({ workflowId: 'w' }, told => told)).toEqual(attributes);
});
