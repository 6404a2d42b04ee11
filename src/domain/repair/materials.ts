import type { Basis } from '../law/sources.js';
import type { RepairCase } from './repairCase.js';
import type { Material } from './stages.js';

/** What the site holds already and therefore never asks for (F30 art. 7). */
export interface EntryFacts {
  /** Business licence data came with the enterprise record. */
  licenceShared: boolean;
  /** The list entry carries number and date of the decision. */
  decisionOnFile: boolean;
}

/** The audit chain in which the coming and going of a case's files is recorded. */
export const evidenceChain = (caseId: string): string => `evidence:${caseId}`;

export const MATERIAL_VARIANTS = [
  'SIGNED_HERE',
  'RECEIPT',
  'AUTHORITY_FORM',
  'REPRESENTATIVE_IDENTITY',
  'MANDATE',
  'FETCHED',
  'UPLOAD',
  'CERTIFICATE',
  'EXTRA',
] as const;
export type MaterialVariant = (typeof MATERIAL_VARIANTS)[number];

export interface MaterialRule {
  code: Material;
  /** Which document serves, e.g. the receipt for a fine only, the authority's form for any other duty. */
  variant: MaterialVariant;
  /** Who brings it: the applicant uploads, the system attaches. */
  origin: 'UPLOAD' | 'SYSTEM';
  required: boolean;
  source: Basis;
}

/** The checklist of part 3.3 for this case. */
export function requiredMaterials(entry: EntryFacts, repairCase: RepairCase): MaterialRule[] {
  const byAgent = repairCase.openedBy.role === 'AGENT';
  const upload = (code: Material, variant: MaterialVariant, source: Basis): MaterialRule => ({
    code,
    variant,
    origin: 'UPLOAD',
    required: true,
    source,
  });
  const fetched = (code: Material, isHere: boolean, source: Basis): MaterialRule =>
    isHere ? { code, variant: 'FETCHED', origin: 'SYSTEM', required: true, source } : upload(code, 'UPLOAD', source);
  return [
    { code: 'MAT1', variant: 'SIGNED_HERE', origin: 'SYSTEM', required: true, source: 'ORDER_36' },
    upload('MAT2', repairCase.finedOnly ? 'RECEIPT' : 'AUTHORITY_FORM', 'REPAIR_GUIDES'),
    upload('MAT3', byAgent ? 'MANDATE' : 'REPRESENTATIVE_IDENTITY', 'REPAIR_GUIDES'),
    fetched('MAT4', entry.licenceShared, 'ONLINE_SERVICES#7'),
    fetched('MAT5', entry.decisionOnFile, 'FROM_MEMORY'),
    {
      code: 'MAT6',
      variant: 'CERTIFICATE',
      origin: 'SYSTEM',
      required: repairCase.trainingRequired,
      source: 'TRAINING_RULE',
    },
    { code: 'MAT8', variant: 'EXTRA', origin: 'UPLOAD', required: false, source: 'ZHUMADIAN_2018#28' },
  ];
}

/** Codes at hand: what was uploaded and what the system fetches. This is what `sign` and `resubmit` carry. */
export function materialsAtHand(entry: EntryFacts, uploaded: readonly string[]): string[] {
  const fetched = [...(entry.licenceShared ? ['MAT4'] : []), ...(entry.decisionOnFile ? ['MAT5'] : [])];
  return [...new Set([...uploaded, ...fetched])].sort();
}

/** Materials that the applicant must have brought (or the system fetched) before a submission. */
const NEEDED: readonly Material[] = ['MAT2', 'MAT3', 'MAT4', 'MAT5'];

/** Required codes that are not at hand. */
export const missingMaterials = (atHand: readonly string[]): Material[] =>
  NEEDED.filter(code => !atHand.includes(code));
