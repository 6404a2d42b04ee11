import {
  ActivityFailure,
  ApplicationFailure,
  proxyActivities,
  proxyLocalActivities,
  TimeoutFailure,
} from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import type { RepairRules } from '../../src/domain/repair/act.js';
import type { RepairEvent, Transition } from '../../src/domain/repair/events.js';
import { exitProgressOf, isRoundLost } from '../../src/domain/repair/exitProgress.js';
import { applyRepairEvent } from '../../src/domain/repair/judge.js';
import { isLetterPending } from '../../src/domain/repair/letterPending.js';
import { marksOwed, publicationOwed } from '../../src/domain/repair/publication.js';
import type { RepairCase } from '../../src/domain/repair/repairCase.js';
import { type CasePaper, LEARNING_STAGES, type RepairStage, STAGES } from '../../src/domain/repair/stages.js';
import { QUICK } from '../quickActivity.js';
import type { CaseKeeper } from './caseKeeper.js';
import type { Inbox } from './inbox.js';
import { leaveList } from './leaveList.js';
import { LETTER_NOT_MADE } from './messages.js';

const { trainingFacts, publishCommitment, removeMarks } =
  proxyLocalActivities<Pick<Activities, 'trainingFacts' | 'publishCommitment' | 'removeMarks'>>(QUICK);

// After a worker's sudden end this long passes before another makes the paper; making one takes about a second.
const PAPER_PATIENCE = '30s';

const { issueNotice, voidSignature } = proxyActivities<Pick<Activities, 'issueNotice' | 'voidSignature'>>({
  startToCloseTimeout: PAPER_PATIENCE,
  retry: { maximumInterval: '30s' },
});

/** A paper that failed so often fails for good: its input does not change, and the signer waits at the page. */
const LETTER_TRIES = 5;

const { issueCommitment } = proxyActivities<Pick<Activities, 'issueCommitment'>>({
  startToCloseTimeout: PAPER_PATIENCE,
  retry: { initialInterval: '500ms', maximumAttempts: LETTER_TRIES },
});
const whenServersAreBack = proxyActivities<Pick<Activities, 'issueCommitment'>>({
  startToCloseTimeout: PAPER_PATIENCE,
  retry: { maximumInterval: '30s', nonRetryableErrorTypes: [LETTER_NOT_MADE] },
});

/** Moves the case along its training stages as far as the stored facts carry it. */
export function settleTraining(keeper: CaseKeeper): Promise<void> {
  return keeper.inTurn(async () => keeper.store(await trainingSteps(keeper.case, keeper.memory.rules)));
}

/** What follows by itself at once from a state, and is stored together with the step that led to it. */
export async function whatFollows(repairCase: RepairCase, rules: RepairRules): Promise<readonly Transition[]> {
  if (repairCase.stage === 'REGISTERED') return trainingSteps(repairCase, rules);
  if (repairCase.stage !== 'APPROVED') return [];
  return [applyRepairEvent(repairCase, { kind: 'exitStarted', at: Date.now() }, rules)];
}

/** The steps along the training stages, as far as the stored facts carry the case. */
async function trainingSteps(repairCase: RepairCase, rules: RepairRules): Promise<readonly Transition[]> {
  if (!LEARNING_STAGES.includes(repairCase.stage)) return [];
  const { caseId, uscc } = repairCase;
  const facts = await trainingFacts({ caseId, uscc });
  const steps: Transition[] = [];
  for (let next = repairCase; LEARNING_STAGES.includes(next.stage);) {
    const event = nextTrainingEvent(next, facts);
    if (event === undefined) break;
    const step = applyRepairEvent(next, event, rules);
    steps.push(step);
    if (!step.ok) break;
    next = step.case;
  }
  return steps;
}

/** Where the facts lead from a training stage; undefined where the person has to do something first. */
function nextTrainingEvent(
  { stage, trainingRequired }: RepairCase,
  { certificateId, complete, exhausted }: { certificateId?: string; complete: boolean; exhausted: boolean },
): RepairEvent | undefined {
  const at = Date.now();
  if (stage === 'REGISTERED') return { kind: trainingRequired ? 'enrol' : 'readyToSign', at };
  if (certificateId !== undefined) return { kind: 'quizPassed', at, certificateId };
  if (stage === 'TRAINING') return complete && !exhausted ? { kind: 'trainingCompleted', at } : undefined;
  return exhausted ? { kind: 'quizExhausted', at } : undefined;
}

/** Does the next thing that follows by itself from the stage; false when nothing is owed. */
export async function followUp(keeper: CaseKeeper, inbox: Inbox): Promise<boolean> {
  const owed = owedWork(keeper);
  if (owed === undefined) return false;
  await owed(keeper, inbox);
  return true;
}

type Work = (keeper: CaseKeeper, inbox: Inbox) => Promise<void>;

/** What a stage owes by itself, beside its paper, which is owed until it is on file. */
const OWED: Partial<Record<RepairStage, { until: (repairCase: RepairCase) => boolean; work: Work }>> = {
  REGISTERED: { until: () => false, work: settleTraining },
  APPROVED: { until: () => false, work: keeper => takeInTurn(keeper, { kind: 'exitStarted', at: Date.now() }) },
  EXITING: { until: repairCase => isRoundLost(exitProgressOf(repairCase)), work: leaveList },
};

function owedWork({ case: repairCase }: CaseKeeper): Work | undefined {
  if (isLetterPending(repairCase)) return makeLetter;
  if (publicationOwed(repairCase)) return publish;
  if (marksOwed(repairCase)) return takeMarksOff;
  const { paper } = STAGES[repairCase.stage];
  if (paper !== undefined) return hasDocument(repairCase, paper) ? undefined : keeper => makeNotice(keeper, paper);
  const owed = OWED[repairCase.stage];
  return owed === undefined || owed.until(repairCase) ? undefined : owed.work;
}

const hasDocument = ({ documents }: RepairCase, paper: CasePaper): boolean =>
  documents.some(({ kind }) => kind === paper);

function takeInTurn(keeper: CaseKeeper, event: RepairEvent): Promise<void> {
  return keeper.inTurn(() => keeper.take(event));
}

async function makeLetter(keeper: CaseKeeper): Promise<void> {
  const { caseId, signature } = keeper.case;
  if (signature === undefined) return;
  const { signatureId, at: signedAt } = signature;
  const letter = { caseId, signatureId, signedAt };
  const made = await issueCommitment(letter).catch((error: unknown) => ({ error }));
  if ('error' in made) await afterFailedLetter(keeper, letter, made.error);
  else await takeInTurn(keeper, { kind: 'letterIssued', at: Date.now(), letterId: made.letterId });
}

/**
 * A letter that cannot be made frees its case: the signature is void and the person is asked again. Where only a server
 * behind the paper maker is away, nothing is void: the letter is made when that is back, and then found by the next try.
 */
async function afterFailedLetter(
  keeper: CaseKeeper,
  letter: Parameters<Activities['issueCommitment']>[0],
  error: unknown,
): Promise<void> {
  const cause = letterFault(error);
  if (cause === undefined) {
    await whenServersAreBack.issueCommitment(letter).catch(() => undefined);
    return;
  }
  await voidSignature({ signatureId: letter.signatureId, at: Date.now() });
  await takeInTurn(keeper, { kind: 'letterFailed', at: Date.now(), cause });
}

/** What is wrong with the paper itself, as a code; undefined where the failure says nothing about it. */
function letterFault(error: unknown): string | undefined {
  if (!(error instanceof ActivityFailure)) throw error;
  const { cause: fault } = error;
  if (fault instanceof TimeoutFailure) return 'TIMEOUT';
  if (!(fault instanceof ApplicationFailure)) return undefined;
  const [cause]: unknown[] = fault.details ?? [];
  if (fault.type === LETTER_NOT_MADE) return typeof cause === 'string' ? cause : 'UNKNOWN';
  return fault.nonRetryable === true ? (fault.type ?? 'UNKNOWN') : undefined;
}

async function publish(keeper: CaseKeeper): Promise<void> {
  const { letterId, signature } = keeper.case;
  if (letterId === undefined || signature === undefined) return;
  const { case: repairCase, memory } = keeper;
  await publishCommitment({ case: repairCase, display: memory.display, letterId, signatureId: signature.signatureId });
  await takeInTurn(keeper, { kind: 'commitmentPublished', at: Date.now(), letterId });
}

async function takeMarksOff(keeper: CaseKeeper): Promise<void> {
  const { caseId, entryId, stage, closedAt } = keeper.case;
  const at = Date.now();
  await removeMarks({ caseId, entryId, stage, at: closedAt ?? at });
  await takeInTurn(keeper, { kind: 'marksRemoved', at });
}

async function makeNotice(keeper: CaseKeeper, kind: CasePaper): Promise<void> {
  const { caseId, acceptedAt } = keeper.case;
  const { remedies, basis } = keeper.memory.rules.policy;
  const { documentId } = await issueNotice({ caseId, kind, ...(acceptedAt !== undefined && { remedies, basis }) });
  await takeInTurn(keeper, { kind: 'documentIssued', at: Date.now(), document: kind, documentId });
}
