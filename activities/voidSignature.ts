import type { ActivityDependencies } from './dependencies.js';

/**
 * Notes that the act of signing signed nothing, as its letter could not be made. Whatever was stored of that letter
 * counts no more from `at` (epoch milliseconds) on. A second run finds both done.
 */
export const createVoidSignature =
  ({ data }: ActivityDependencies) =>
  async ({ signatureId, at }: { signatureId: string; at: number }): Promise<void> => {
    await data.signatures.refuse(signatureId, at);
    const letterId = `letter:${signatureId}`;
    if ((await data.documents.find(letterId)) !== null)
      await data.documents.revoke(letterId, { at, reason: 'NOT_ISSUED' });
  };
