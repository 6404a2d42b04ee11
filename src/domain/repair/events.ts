import type { Seen } from './confirmations.js';
import type { ExitHindrance } from './receivers.js';
import type { ActorRef, CaseAnswers } from './repairCase.js';
import type { DeadlineId, ReturnReason } from './stages.js';

/** Everything that can happen to a case. `at` is epoch milliseconds, given by the workflow's clock. */
export type RepairEvent =
  | { kind: 'open'; at: number; by: ActorRef }
  | { kind: 'enrol'; at: number }
  | { kind: 'readyToSign'; at: number; certificateId?: string }
  | { kind: 'commitmentPublished'; at: number; letterId: string }
  | { kind: 'marksRemoved'; at: number }
  | { kind: 'calendarChanged'; at: number; calendarVersion: string }
  | { kind: 'register'; at: number; by: ActorRef; certificateId?: string }
  /** `keepsLetter`: in a run from before changed answers made a signed letter void. */
  | { kind: 'saveAnswers'; at: number; by: ActorRef; answers: CaseAnswers; keepsLetter?: boolean }
  | { kind: 'trainingCompleted'; at: number }
  | { kind: 'quizPassed'; at: number; certificateId: string }
  | { kind: 'quizExhausted'; at: number }
  | { kind: 'extendTraining'; at: number; by: ActorRef }
  | {
      kind: 'sign';
      at: number;
      by: ActorRef;
      signatureId: string;
      contentHash: string;
      evidenceIds: readonly string[];
      materials: readonly string[];
      today: string;
      /** Whether this very letter was read by this person, each of its statements ticked, and the act kept. */
      statementsTicked: boolean;
      /** The signer's own certificate, where one counts today. */
      certificateId?: string | undefined;
    }
  | { kind: 'letterIssued'; at: number; letterId: string; evidenceIds: readonly string[] }
  /** `cause`: what the paper maker said, as a code; never its text. */
  | { kind: 'letterFailed'; at: number; cause: string }
  | { kind: 'resubmit'; at: number; by: ActorRef; evidenceIds: readonly string[]; materials: readonly string[] }
  /** The firm asks the recognising authority whether its duties are performed, and says what it has done. */
  | { kind: 'askAuthority'; at: number; by: ActorRef; text: string }
  /** `round`: which request is answered. */
  | {
      kind: 'answerDuties';
      at: number;
      by: ActorRef;
      round: number;
      outcome: 'POSITIVE' | 'NEGATIVE';
      reason: string;
    }
  /** The firm states that the decision names no duty. */
  | { kind: 'stateNoDuty'; at: number; by: ActorRef }
  | { kind: 'withdraw'; at: number; by: ActorRef; reason: string }
  | { kind: 'claim'; at: number; by: ActorRef }
  | { kind: 'release'; at: number; by: ActorRef }
  | { kind: 'takeOver'; at: number; by: ActorRef; reason: string }
  | { kind: 'holderLeft'; at: number; accountId: string }
  /** `confirmed`: what the county has seen of materials that were not filed as papers. */
  | { kind: 'accept'; at: number; by: ActorRef; policyVersion: string; confirmed?: readonly Seen[] }
  | { kind: 'notAccept'; at: number; by: ActorRef; reason: string }
  | { kind: 'return'; at: number; by: ActorRef; reasons: readonly { code: ReturnReason; text: string }[] }
  | { kind: 'countyReview'; at: number; by: ActorRef; outcome: 'POSITIVE' | 'NEGATIVE'; reason: string }
  | { kind: 'authorityOpinion'; at: number; by: ActorRef; outcome: 'POSITIVE' | 'NEGATIVE'; reason: string }
  | { kind: 'cityDecision'; at: number; by: ActorRef; outcome: 'POSITIVE' | 'NEGATIVE'; reason: string }
  | { kind: 'extend'; at: number; by: ActorRef; reason: string }
  | { kind: 'resume'; at: number; by?: ActorRef }
  | { kind: 'exitStarted'; at: number }
  | { kind: 'receipt'; at: number; receiver: string; receiptId: string }
  | { kind: 'exitRefused'; at: number; receiver: string }
  | { kind: 'exitRecalled'; at: number; receiver: string }
  | { kind: 'exitStuck'; at: number; hindrance: ExitHindrance }
  | { kind: 'exitRetried'; at: number; by?: ActorRef }
  | { kind: 'exitCompleted'; at: number }
  | { kind: 'documentIssued'; at: number; document: 'EXIT_NOTICE' | 'REJECTION' | 'NON_ACCEPTANCE'; documentId: string }
  | { kind: 'firstDayReached'; at: number }
  | { kind: 'deadlineMark'; at: number; deadline: DeadlineId; mark: 50 | 80 }
  | { kind: 'deadlinePassed'; at: number; deadline: DeadlineId };

export type RepairEventKind = RepairEvent['kind'];
