import type { WorkflowInterceptors } from '@temporalio/workflow';
import { caseIdOf } from './caseIdOf.js';

/** Puts the case id of a workflow's input into its log lines. The bundle takes this module in under this name. */
export function interceptors(): WorkflowInterceptors {
  let about: { caseId?: string } = {};
  return {
    inbound: [
      {
        execute(input, next) {
          const caseId = caseIdOf(input.args[0]);
          if (caseId !== undefined) about = { caseId };
          return next(input);
        },
      },
    ],
    outbound: [{ getLogAttributes: (attributes, next) => next({ ...attributes, ...about }) }],
  };
}
