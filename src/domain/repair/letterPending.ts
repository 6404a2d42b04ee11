import type { CaseInBrief } from './repairCase.js';

/** True between the consent given by signing and the letter made from it. */
export const isLetterPending = ({ signature, letterId }: CaseInBrief): boolean =>
  signature !== undefined && letterId === undefined;

/** Hindrance of what has to wait until the letter is made. */
export const whileLetterIsMade = (repairCase: CaseInBrief) =>
  isLetterPending(repairCase) ? ('letterBeingMade' as const) : undefined;

/** Hindrance of what becomes of a letter: none is being made. */
export const unlessLetterIsMade = (repairCase: CaseInBrief) =>
  isLetterPending(repairCase) ? undefined : ('noSignaturePending' as const);
