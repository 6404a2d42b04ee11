import { executeChild, ParentClosePolicy, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { type Activities } from '../../activities/index.js';
import { listExit } from '../listExit/listExitWorkflow.js';
import { listExitWorkflowId } from '../listExit/messages.js';
import { type CaseKeeper } from './caseKeeper.js';

const { trainingFacts, publishCommitment, markEntry } = proxyLocalActivities<
  Pick<Activities, 'trainingFacts' | 'publishCommitment' | 'markEntry'>
>({ startToCloseTimeout: '10s', retry: { initialInterval: '200ms', maximumInterval: '5s' } });

const { issueCommitment, issueNotice } = proxyActivities<Pick<Activities, 'issueCommitment' | 'issueNotice'>>({
  startToCloseTimeout: '60s',
  retry: { maximumInterval: '30s' },
});

/** Moves the case along its training stages as far as the stored facts carry it. */
export function settleTraining(keeper: CaseKeeper): Promise<void> {
  return keeper.inTurn(async () => {
    for (;;) {
      const { stage } = keeper.case;
      if (stage !== 'REGISTERED' && stage !== 'TRAINING' && stage !== 'QUIZ_READY') return;
      const facts = await trainingFacts({ caseId: keeper.case.caseId });
      const at = Date.now();
      if (stage === 'REGISTERED') {
        await markEntry({ entryId: keeper.case.entryId, caseId: keeper.case.caseId });
        if (!keeper.case.trainingRequired) await keeper.take({ kind: 'readyToSign', at });
        else await keeper.take({ kind: 'enrol', at });
      } else if (facts.certificateId !== undefined) {
        await keeper.take({ kind: 'quizPassed', at, certificateId: facts.certificateId });
      } else if (stage === 'TRAINING' && facts.complete && !facts.exhausted) {
        await keeper.take({ kind: 'trainingCompleted', at });
      } else if (stage === 'QUIZ_READY' && facts.exhausted) {
        await keeper.take({ kind: 'quizExhausted', at });
      } else return;
    }
  });
}

/** Does the next thing that follows by itself from the stage; false when nothing is owed. */
export async function followUp(keeper: CaseKeeper): Promise<boolean> {
  const owed = owedWork(keeper);
  if (owed === undefined) return false;
  await owed();
  return true;
}

function owedWork(keeper: CaseKeeper): (() => Promise<void>) | undefined {
  const { case: repairCase } = keeper;
  const has = (kind: string) => repairCase.documents.some(document => document.kind === kind);
  if (repairCase.signature !== undefined && repairCase.letterId === undefined) return () => makeLetter(keeper);
  switch (repairCase.stage) {
    case 'REGISTERED':
      return () => settleTraining(keeper);
    case 'COUNTY_REVIEW':
      return repairCase.commitmentPublished === true ? undefined : () => publish(keeper);
    case 'APPROVED':
      return () => keeper.inTurn(async () => void (await keeper.take({ kind: 'exitStarted', at: Date.now() })));
    case 'EXITING':
      return () => leaveList(keeper);
    case 'REPAIRED':
      return has('EXIT_NOTICE') ? undefined : () => makeNotice(keeper, 'EXIT_NOTICE');
    case 'REJECTED':
      return has('REJECTION') ? undefined : () => makeNotice(keeper, 'REJECTION');
    case 'NOT_ACCEPTED':
      return has('NON_ACCEPTANCE') ? undefined : () => makeNotice(keeper, 'NON_ACCEPTANCE');
    default:
      return undefined;
  }
}

async function makeLetter(keeper: CaseKeeper): Promise<void> {
  const { caseId, signature } = keeper.case;
  if (signature === undefined) return;
  const { letterId, evidenceIds } = await issueCommitment({ caseId, signatureId: signature.signatureId });
  await keeper.inTurn(
    async () => void (await keeper.take({ kind: 'letterIssued', at: Date.now(), letterId, evidenceIds })),
  );
}

async function publish(keeper: CaseKeeper): Promise<void> {
  await publishCommitment({ caseId: keeper.case.caseId });
  await keeper.inTurn(async () => void (await keeper.take({ kind: 'commitmentPublished', at: Date.now() })));
}

async function leaveList(keeper: CaseKeeper): Promise<void> {
  const { caseId, entryId } = keeper.case;
  const receipts = await executeChild(listExit, {
    args: [{ caseId, entryId, approvedAt: keeper.case.updatedAt }],
    workflowId: listExitWorkflowId(caseId),
    parentClosePolicy: ParentClosePolicy.ABANDON,
  });
  await keeper.inTurn(async () => {
    const known = new Set(keeper.case.receipts.map(receipt => receipt.receiver));
    for (const { receiver, receiptId, at } of receipts) {
      if (!known.has(receiver)) await keeper.take({ kind: 'receipt', at, receiver, receiptId });
    }
    await keeper.take({ kind: 'exitCompleted', at: Date.now() });
  });
}

async function makeNotice(keeper: CaseKeeper, kind: 'EXIT_NOTICE' | 'REJECTION' | 'NON_ACCEPTANCE'): Promise<void> {
  const { documentId } = await issueNotice({ caseId: keeper.case.caseId, kind });
  await keeper.inTurn(
    async () => void (await keeper.take({ kind: 'documentIssued', at: Date.now(), document: kind, documentId })),
  );
}
