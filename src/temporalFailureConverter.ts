import { DefaultFailureConverter } from '@temporalio/common';

/** Error texts and stacks travel encrypted too. The name is the one the SDK looks for. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
