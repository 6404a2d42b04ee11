import type { PersonRef } from '../access/actor.js';
import type { RepairRules } from './act.js';
import { startDeadline } from './deadlines.js';
import type { ActorRef, RepairCase } from './repairCase.js';
import type { ListType, Tier } from './stages.js';

/** What must be known to open a case for one list entry. */
export interface OpenFacts {
  caseId: string;
  /** Readable reference, see `caseReference`. */
  reference: string;
  entryId: string;
  uscc: string;
  county: string;
  authorityId: string;
  /** Account that imported the entry last. */
  importedBy: string;
  importers: readonly PersonRef[];
  listType: ListType;
  tier: Tier;
  /** True where the decision imposed a fine and nothing else. */
  finedOnly: boolean;
  /** True where the decision names no duty at all. */
  noDuty?: boolean;
  /** `YYYY-MM-DD`, from the policy's minimum publication period. */
  firstSubmissionDay: string;
  /** True where that day is still to come. */
  awaitsFirstDay?: boolean;
  /** Epoch milliseconds. */
  openedAt: number;
  openedBy: ActorRef;
  /** True where the window clerk filed on the firm's behalf. */
  assisted: boolean;
}

/** A fresh draft (version 0) with its clock of 90 days running; the act `open` makes it version 1. */
export function openRepairCase(facts: OpenFacts, rules: RepairRules): RepairCase {
  const { policy } = rules;
  return {
    caseId: facts.caseId,
    reference: facts.reference,
    entryId: facts.entryId,
    uscc: facts.uscc,
    county: facts.county,
    authorityId: facts.authorityId,
    importedBy: facts.importedBy,
    importers: facts.importers,
    listType: facts.listType,
    tier: facts.tier,
    finedOnly: facts.finedOnly,
    ...(facts.noDuty === true && { noDuty: true }),
    firstSubmissionDay: facts.firstSubmissionDay,
    ...(facts.awaitsFirstDay === true && { awaitsFirstDay: true }),
    openedAt: facts.openedAt,
    openedBy: facts.openedBy,
    assisted: facts.assisted,
    finalWord: policy.finalWord,
    trainingRequired: policy.trainingMode === 'REQUIRED',
    policyVersion: policy.version,
    stage: 'DRAFT',
    version: 0,
    updatedAt: facts.openedAt,
    deadlines: [startDeadline('DRAFT', facts.openedAt, rules)],
    paused: [],
    answers: { performance: '', receiptNumber: '', paidAmount: '', paidOn: '', improvement: '' },
    trainingExtended: false,
    letterVoid: false,
    submissions: [],
    returns: [],
    decisions: [],
    extensions: 0,
    receipts: [],
    documents: [],
  };
}
