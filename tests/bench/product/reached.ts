import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import { openData } from './data.js';

/** How far a case goes by itself; a story that needs no more of the product waits for these. */
const REACHED = {
  readyToSign: ({ stage }: RepairCase) => stage === 'READY_TO_SIGN',
  submitted: ({ stage }: RepairCase) => stage === 'SUBMITTED',
  published: ({ publishedLetterId }: RepairCase) => publishedLetterId !== undefined,
  left: ({ stage, documents }: RepairCase) =>
    stage === 'REPAIRED' && documents.some(({ kind }) => kind === 'EXIT_NOTICE'),
};

export type Reached = keyof typeof REACHED;

/** Reads stored cases: the version of one that has come so far, null of one that has not. */
export async function openReading(mongodbUri: string) {
  const { data } = await openData(mongodbUri);
  return async (caseId: string, reached: Reached): Promise<number | null> => {
    const found = (await data.cases.find(caseId))?.case;
    return found !== undefined && REACHED[reached](found) ? found.version : null;
  };
}
