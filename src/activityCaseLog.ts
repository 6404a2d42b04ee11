import type { ActivityInterceptors } from '@temporalio/worker';
import { caseIdOf } from '../workflows/caseIdOf.js';

/** Puts the case id of an activity's input into its log lines; made anew for each activity that runs. */
export function activityCaseLog(): ActivityInterceptors {
  let about: { caseId?: string } = {};
  return {
    inbound: {
      execute(input, next) {
        const caseId = caseIdOf(input.args[0]);
        if (caseId !== undefined) about = { caseId };
        return next(input);
      },
    },
    outbound: { getLogAttributes: (attributes, next) => next({ ...attributes, ...about }) },
  };
}
