import { ApplicationFailure } from '@temporalio/common';
import type { CaseDisplay } from '../src/data/caseView.js';
import { dayOf } from '../src/domain/calendarDay.js';
import type { LetterContent } from '../src/domain/commitment/letter.js';
import type { RepairCase } from '../src/domain/repair/repairCase.js';
import type { ActivityDependencies } from './dependencies.js';

/** Puts a letter of an accepted case on the public page, reduced to what may be public (S4-16, F2). */
export const createPublishCommitment =
  ({ data }: ActivityDependencies) =>
  async ({
    case: repairCase,
    display,
    letterId,
    signatureId,
  }: {
    case: RepairCase;
    display: CaseDisplay;
    letterId: string;
    signatureId: string;
  }): Promise<void> => {
    const { enterpriseName, authorityName, decisionNumber } = display;
    const { caseId, entryId, uscc, county, listType, acceptedAt, signature } = repairCase;
    const act = await data.signatures.find<LetterContent>(signatureId);
    if (act === null) throw ApplicationFailure.nonRetryable('signature is not stored', 'MissingSignature');
    await data.commitments.publish({
      ...{ caseId, entryId, uscc, enterpriseName, county, listType, authorityName, decisionNumber, letterId },
      letterNumber: act.content.letterNumber,
      statements: act.content.statements.map(({ code }) => code),
      measures: act.content.improvementMeasures,
      signedOn: dayOf(signature?.signatureId === signatureId ? signature.at : act.at),
      publishedAt: acceptedAt ?? act.at,
    });
  };
