import type { Paper } from '../domain/training/quizPaper.js';
import type { TrainingProgress } from '../domain/training/trainingProgress.js';
import { accountStore } from './accountStore.js';
import { auditStore } from './auditStore.js';
import { caseStore } from './caseStore.js';
import { certificateStore } from './certificateStore.js';
import { commitmentStore } from './commitmentStore.js';
import type { DatabaseConnection } from './connection.js';
import { counterStore } from './counterStore.js';
import { documentStore } from './documentStore.js';
import { enterpriseStore } from './enterpriseStore.js';
import { evidenceStore } from './evidenceStore.js';
import { examStore } from './examStore.js';
import { type DataKeys, fieldCrypto } from './fieldCrypto.js';
import { fileStore } from './fileStore.js';
import { importStore } from './importStore.js';
import { invitationStore } from './invitationStore.js';
import { keptFormSeal } from './keptFormSeal.js';
import { calendarStore, policyStore } from './lawStore.js';
import { listEntryStore } from './listEntryStore.js';
import { noticeStore } from './noticeStore.js';
import { oneTimeCodeStore } from './oneTimeCodeStore.js';
import { outboxStore } from './outboxStore.js';
import { personQuestionStore } from './personQuestionStore.js';
import { previewStore } from './previewStore.js';
import { receiverStore } from './receiverStore.js';
import { sessionStore } from './sessionStore.js';
import { signatureStore } from './signatureStore.js';
import { stepStore } from './stepStore.js';
import { trainingStore } from './trainingStore.js';

export { connectDatabase, type DatabaseConnection, isDatabaseAway, mongoClient } from './connection.js';
export { reportChains } from './auditReport.js';
export { ensureIndexes } from './ensureIndexes.js';
export type * from './listEntry.js';
export type { PersonRead } from './account.js';
export type { Account } from './accountStore.js';
export type { AuditRecord } from './auditStore.js';
export type { ChainVerdict } from './auditVerifier.js';
export type { CountedQueue, QueueScope, QueueTerms } from './caseQueue.js';
export type { CaseLine, CaseView } from './caseView.js';
export type { Certificate } from './certificateStore.js';
export type { StoredDocument } from './documentStore.js';
export type {
  Enterprise,
  NewEnterprise,
  PersonDifference,
  PersonOnRecord,
  RecordColumn,
  RecordComparison,
  RecordOrigin,
} from './enterprise.js';
export type { Evidence } from './evidenceStore.js';
export type { ExamAttempt } from './examStore.js';
export { settleOutage } from './settleOutage.js';
export type { DataKeys } from './fieldCrypto.js';
export type { ImportRow, ListImport, RowFault, RowVerdict } from './importStore.js';
export { type Invitation, type InvitationState, invitationState, type NewInvitation } from './invitationStore.js';
export type { Notice, NoticeStore } from './noticeStore.js';
export type { OutboxMessage } from './outboxStore.js';
export { needsCity } from './needsCity.js';
export { personStages } from './personReader.js';
export type { PersonDecision, PersonQuestion } from './personQuestionStore.js';
export type { Preview, PreviewRefusal, PreviewStore } from './previewStore.js';
export type { ReceiverMode } from './receiverStore.js';
export type { Page, PageRequest } from './storeKit.js';

export type DataAccess = ReturnType<typeof dataAccess>;

export interface DataOptions {
  /**
   * How long policy rows and calendar may be answered from memory: for pages, which read them at every turn and see
   * their own process's changes at once. Whoever decides (the worker) reads them anew each time.
   */
  readonly lawMemoryMs?: number;
}

/** Builds every store over one connection; the only place that wires them. */
export function dataAccess(connection: DatabaseConnection, keys: DataKeys, { lawMemoryMs = 0 }: DataOptions = {}) {
  const crypto = fieldCrypto(keys);
  const files = fileStore(connection, crypto);
  const cases = caseStore(connection);
  const audit = auditStore(connection, keys.auditKey);
  const notices = noticeStore(connection);
  const policies = policyStore(connection, lawMemoryMs);
  return {
    accounts: accountStore(connection, crypto),
    enterprises: enterpriseStore(connection, crypto),
    entries: listEntryStore(connection, { crypto, periodsOn: day => policies.periodsOn(day) }),
    imports: importStore(connection, { crypto, files }),
    personQuestions: personQuestionStore(connection, crypto),
    ...{ cases, audit, notices },
    steps: stepStore(connection, { audit, cases, notices, auditKey: keys.auditKey }),
    outbox: outboxStore(connection, crypto),
    invitations: invitationStore(connection, crypto),
    oneTimeCodes: oneTimeCodeStore(connection, crypto),
    keptForms: keptFormSeal(crypto),
    training: trainingStore<TrainingProgress>(connection),
    exams: examStore<Paper>(connection),
    certificates: certificateStore(connection),
    evidence: evidenceStore(connection, files),
    previews: previewStore(connection, files),
    documents: documentStore(connection, files),
    signatures: signatureStore(connection, crypto),
    commitments: commitmentStore(connection),
    calendars: calendarStore(connection, lawMemoryMs),
    policies,
    receivers: receiverStore(connection),
    counters: counterStore(connection),
    sessions: sessionStore(connection),
    /** Rejects when the database does not answer. */
    ping: async (): Promise<void> => {
      if (connection.db === undefined) throw new Error('The database connection is not open');
      await connection.db.admin().ping();
    },
    close: (): Promise<void> => connection.close(),
  };
}
