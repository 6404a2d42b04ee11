import { openRequest } from '../domain/repair/dutyRequest.js';
import type { CaseInBrief, RepairCase } from '../domain/repair/repairCase.js';
import { isClosed, type RepairStage, STAGES } from '../domain/repair/stages.js';
import { refuseUnknownFields } from './knownFields.js';
import { caseSchema } from './models/caseModels.js';
import { nameKeyOf } from './storeKit.js';

/** Words of a case that pages show and the case itself does not carry. */
export interface CaseDisplay {
  enterpriseName: string;
  decisionNumber: string;
  authorityName: string;
  countyName: string;
}

/** A case as a list shows it. */
export interface CaseLine extends CaseDisplay {
  case: CaseInBrief;
}

/** The whole case. */
export interface CaseView extends CaseLine {
  case: RepairCase;
}

export interface StoredCase extends CaseDisplay {
  _id: string;
  version: number;
  open: boolean;
  dueKey: number;
  waitsAt: RepairStage;
  nameKey: string;
  case: RepairCase;
}

const NO_CLOCK = 8_640_000_000_000_000;

export function storedCase(repairCase: RepairCase, display: CaseDisplay): StoredCase {
  const document = {
    _id: repairCase.caseId,
    version: repairCase.version,
    open: !isClosed(repairCase.stage),
    dueKey: Math.min(NO_CLOCK, ...repairCase.deadlines.map(deadline => deadline.dueAt)),
    waitsAt: deskOf(repairCase),
    enterpriseName: display.enterpriseName,
    nameKey: nameKeyOf(display.enterpriseName),
    decisionNumber: display.decisionNumber,
    authorityName: display.authorityName,
    countyName: display.countyName,
    case: repairCase,
  };
  refuseUnknownFields(caseSchema, document);
  return document;
}

/**
 * What ended before it was ever submitted lay on no official's desk: it stays with the drafts, which are the firm's own.
 * A question about duties lies on the recognising authority's desk, beside the cases that want its opinion.
 */
function deskOf(repairCase: RepairCase): RepairStage {
  const { stage, resumesTo, submissions } = repairCase;
  if (openRequest(repairCase) !== undefined) return 'AUTHORITY_OPINION';
  const neverFiled = STAGES[stage].step === 'stopped' && submissions.length === 0;
  return neverFiled ? 'DRAFT' : (resumesTo ?? stage);
}

export const toCaseView = (document: object): CaseView => viewOf(document as StoredCase);

/** What a list does not read: up to several thousand characters a case, and again for each submission. */
export const LEFT_OUT_OF_LISTS = { 'case.answers': 0, 'case.submissions.answers': 0 } as const;

export const toCaseLine = (document: object): CaseLine => viewOf(document as StoredLine);

type StoredLine = Omit<StoredCase, 'case'> & { case: CaseInBrief };

function viewOf<Stored extends StoredLine>(stored: Stored): CaseLine & Pick<Stored, 'case'> {
  return {
    case: stored.case,
    enterpriseName: stored.enterpriseName,
    decisionNumber: stored.decisionNumber,
    authorityName: stored.authorityName,
    countyName: stored.countyName,
  };
}
