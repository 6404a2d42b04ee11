import type { Basis } from '../law/sources.js';
import { openConfirmations } from './confirmations.js';
import { dutiesConfirmed } from './dutyRequest.js';
import type { RepairCase } from './repairCase.js';
import type { Material } from './stages.js';

/** What the list entry itself says, so that nobody is asked for it again. */
export interface EntryFacts {
  /** The imported entry names the decision by number and date: the office's own record of it. */
  decisionOnFile: boolean;
}

/** What the entry of a case says; nothing where the entry is gone. */
export const entryFactsOf = (entry: { decisionNumber: string; decisionDate: string } | null): EntryFacts => ({
  decisionOnFile: entry !== null && entry.decisionNumber !== '' && entry.decisionDate !== '',
});

/** The audit chain in which the coming and going of a case's files is recorded. */
export const evidenceChain = (caseId: string): string => `evidence:${caseId}`;

export const MATERIAL_VARIANTS = [
  'SIGNED_HERE',
  'RECEIPT',
  'AUTHORITY_FORM',
  'NO_DUTY',
  'REPRESENTATIVE_IDENTITY',
  'MANDATE',
  'LICENCE',
  'ENTRY_RECORD',
  'UPLOAD',
  'CERTIFICATE',
  'EXTRA',
] as const;
export type MaterialVariant = (typeof MATERIAL_VARIANTS)[number];

export interface MaterialRule {
  code: Material;
  /** Which document serves, e.g. the receipt for a fine only, the authority's form for any other duty. */
  variant: MaterialVariant;
  /** Who brings it: the applicant uploads, the system attaches, or it stands in the imported list entry. */
  origin: 'UPLOAD' | 'SYSTEM' | 'ENTRY';
  /** Whether a submission needs it. */
  required: boolean;
  /** Where no file is there, the county says at acceptance what it has seen instead (ruling B6). */
  confirmable: boolean;
  source: Basis;
}

type RuledCase = Pick<RepairCase, 'openedBy' | 'finedOnly' | 'noDuty' | 'trainingRequired'>;

/**
 * The checklist of part 3.3 for this case. No source of shared data is connected, so nothing is said to come from one:
 * the decision stands in the imported entry, and the licence, which no rule makes a condition of a submission (F8), is
 * uploaded or confirmed by whoever accepts the case.
 */
export function requiredMaterials(entry: EntryFacts, repairCase: RuledCase): MaterialRule[] {
  const byAgent = repairCase.openedBy.role === 'AGENT';
  const rule = (code: Material, variant: MaterialVariant, source: Basis): MaterialRule => ({
    ...{ code, variant, source },
    ...{ origin: 'UPLOAD', required: true, confirmable: false },
  });
  return [
    { ...rule('MAT1', 'SIGNED_HERE', 'ORDER_36'), origin: 'SYSTEM' },
    { ...rule('MAT2', performanceProof(repairCase), 'REPAIR_GUIDES'), confirmable: repairCase.noDuty === true },
    rule('MAT3', byAgent ? 'MANDATE' : 'REPRESENTATIVE_IDENTITY', 'REPAIR_GUIDES'),
    { ...rule('MAT4', 'LICENCE', 'ONLINE_SERVICES#7'), required: false, confirmable: true },
    entry.decisionOnFile
      ? { ...rule('MAT5', 'ENTRY_RECORD', 'FROM_MEMORY'), origin: 'ENTRY' }
      : rule('MAT5', 'UPLOAD', 'FROM_MEMORY'),
    { ...rule('MAT6', 'CERTIFICATE', 'TRAINING_RULE'), origin: 'SYSTEM', required: repairCase.trainingRequired },
    { ...rule('MAT8', 'EXTRA', 'ZHUMADIAN_2018#28'), required: false },
  ];
}

function performanceProof({ finedOnly, noDuty }: RuledCase): MaterialVariant {
  if (finedOnly) return 'RECEIPT';
  return noDuty === true ? 'NO_DUTY' : 'AUTHORITY_FORM';
}

/**
 * Codes at hand: what was uploaded, the decision in the entry, and the proof of performance where the recognising
 * authority confirmed it inside the system or the firm's statement stands for it. This is what `sign` and `resubmit` carry.
 */
export function materialsAtHand(
  entry: EntryFacts,
  uploaded: readonly string[],
  repairCase: Pick<RepairCase, 'noDutyStated' | 'dutyRequests'> = {},
): string[] {
  const proven = repairCase.noDutyStated !== undefined || dutiesConfirmed(repairCase);
  const recorded = [...(entry.decisionOnFile ? ['MAT5'] : []), ...(proven ? ['MAT2'] : [])];
  return [...new Set([...uploaded, ...recorded])].sort();
}

/** Materials without which nothing is submitted. */
const NEEDED: readonly Material[] = ['MAT2', 'MAT3', 'MAT5'];

/** Required codes that are not at hand. */
export const missingMaterials = (atHand: readonly string[]): Material[] =>
  NEEDED.filter(code => !atHand.includes(code));

/** How a material of a submitted case stands for the reviewers. */
export type MaterialState = 'THERE' | 'CONFIRMED' | 'TO_CONFIRM' | 'MISSING' | 'OPTIONAL';

/** State of one material; `there` holds the codes of files and of what the system attached. */
export function materialState(
  { code, required }: MaterialRule,
  repairCase: Pick<RepairCase, 'submissions' | 'confirmations'>,
  there: ReadonlySet<string>,
): MaterialState {
  if (openConfirmations(repairCase).includes(code)) return 'TO_CONFIRM';
  if (repairCase.confirmations?.some(({ material }) => material === code) === true) return 'CONFIRMED';
  if (there.has(code)) return 'THERE';
  return required ? 'MISSING' : 'OPTIONAL';
}
