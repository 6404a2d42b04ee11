import { createApplyExit } from './applyExit.js';
import { createCloseAttempt } from './closeAttempt.js';
import { createDeliverExit } from './deliverExit.js';
import type { ActivityDependencies } from './dependencies.js';
import { createEndPublications } from './endPublications.js';
import { createEntryNow } from './entryNow.js';
import { createIssueCommitment } from './issueCommitment.js';
import { createIssueNotice } from './issueNotice.js';
import { createIssueTrainingCertificate } from './issueTrainingCertificate.js';
import { createLoadCalendar } from './loadCalendar.js';
import { createLoadRules } from './loadRules.js';
import { createOpenEntriesOf } from './openEntriesOf.js';
import { createOpeningFacts } from './openingFacts.js';
import { createPublishCommitment } from './publishCommitment.js';
import { createRecallExit } from './recallExit.js';
import { createRecordListCalendar } from './recordListCalendar.js';
import { createRecordSteps } from './recordSteps.js';
import { createRemoveMarks } from './removeMarks.js';
import { createStartAttempt } from './startAttempt.js';
import { createStoreAnswers } from './storeAnswers.js';
import { createSubmissionFacts } from './submissionFacts.js';
import { createTrainingFacts } from './trainingFacts.js';
import { createVoidSignature } from './voidSignature.js';

/** Everything the workflows may ask of the world outside. Each activity may run twice with one effect. */
export function createActivities(dependencies: ActivityDependencies) {
  return {
    applyExit: createApplyExit(dependencies),
    closeAttempt: createCloseAttempt(dependencies),
    deliverExit: createDeliverExit(dependencies),
    endPublications: createEndPublications(dependencies),
    entryNow: createEntryNow(dependencies),
    issueCommitment: createIssueCommitment(dependencies),
    issueNotice: createIssueNotice(dependencies),
    issueTrainingCertificate: createIssueTrainingCertificate(dependencies),
    loadCalendar: createLoadCalendar(dependencies),
    loadRules: createLoadRules(dependencies),
    openEntriesOf: createOpenEntriesOf(dependencies),
    openingFacts: createOpeningFacts(dependencies),
    publishCommitment: createPublishCommitment(dependencies),
    recallExit: createRecallExit(dependencies),
    recordListCalendar: createRecordListCalendar(dependencies),
    recordSteps: createRecordSteps(dependencies),
    removeMarks: createRemoveMarks(dependencies),
    startAttempt: createStartAttempt(dependencies),
    storeAnswers: createStoreAnswers(dependencies),
    submissionFacts: createSubmissionFacts(dependencies),
    trainingFacts: createTrainingFacts(dependencies),
    voidSignature: createVoidSignature(dependencies),
  };
}

export type Activities = ReturnType<typeof createActivities>;
export type { ActivityDependencies } from './dependencies.js';
