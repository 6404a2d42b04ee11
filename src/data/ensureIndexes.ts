import type { Model } from 'mongoose';
import type { DatabaseConnection } from './connection.js';
import * as caseModels from './models/caseModels.js';
import type { CollectionSchema } from './models/fields.js';
import * as listModels from './models/listModels.js';
import * as peopleModels from './models/peopleModels.js';
import { personQuestionSchema } from './models/personQuestionModel.js';
import { previewSchema } from './models/previewModel.js';
import * as trainingModels from './models/trainingModels.js';
import { SESSION_COLLECTION } from './sessionStore.js';
import { modelOf } from './storeKit.js';

const SCHEMAS: Readonly<Record<string, CollectionSchema>> = {
  Account: peopleModels.accountSchema,
  Enterprise: peopleModels.enterpriseSchema,
  Invitation: peopleModels.invitationSchema,
  PersonQuestion: personQuestionSchema,
  OneTimeCode: peopleModels.oneTimeCodeSchema,
  Notice: peopleModels.noticeSchema,
  OutboxMessage: peopleModels.outboxSchema,
  ListEntry: listModels.listEntrySchema,
  Import: listModels.importSchema,
  ImportRow: listModels.importRowSchema,
  Commitment: listModels.commitmentSchema,
  Receiver: listModels.receiverSchema,
  Receipt: listModels.receiptSchema,
  CalendarYear: listModels.calendarYearSchema,
  PolicyVersion: listModels.policyVersionSchema,
  Counter: listModels.counterSchema,
  Case: caseModels.caseSchema,
  AuditRecord: caseModels.auditRecordSchema,
  AuditHead: caseModels.auditHeadSchema,
  Evidence: caseModels.evidenceSchema,
  EvidenceOpening: caseModels.openingSchema,
  Preview: previewSchema,
  Document: caseModels.documentSchema,
  Signature: caseModels.signatureSchema,
  Training: trainingModels.trainingSchema,
  ExamAttempt: trainingModels.attemptSchema,
  Certificate: trainingModels.certificateSchema,
};

/** Where the web layer's rate limits count. */
const COUNTER_COLLECTION = 'rateLimits';

/**
 * Creates every collection and index, those of GridFS, sessions and rate limits too, so that nothing is created while people work;
 * harmless when they exist. Returns the names of the collections.
 */
export async function ensureIndexes(connection: DatabaseConnection): Promise<string[]> {
  const names: string[] = [];
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    const model: Model<unknown> = modelOf(connection, name, schema);
    await model.createCollection();
    await model.createIndexes();
    names.push(model.collection.collectionName);
  }
  await connection.collection('files.files').createIndexes([{ key: { filename: 1, uploadDate: 1 } }]);
  await connection.collection('files.chunks').createIndexes([{ key: { files_id: 1, n: 1 }, unique: true }]);
  const sessions = connection.collection(SESSION_COLLECTION);
  await sessions.createIndexes([
    { key: { 'session.accountId': 1 }, name: 'session.accountId_1' },
    { key: { expires: 1 }, name: 'expires_1', expireAfterSeconds: 0 },
  ]);
  await connection.collection(COUNTER_COLLECTION).createIndexes([
    { key: { key: 1 }, name: 'key_1', unique: true },
    { key: { expire: 1 }, name: 'expire_1', expireAfterSeconds: 0 },
  ]);
  return [...names, 'files.files', 'files.chunks', SESSION_COLLECTION, COUNTER_COLLECTION];
}
