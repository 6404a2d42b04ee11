import type { Connection } from 'mongoose';
import { sha256 } from './fieldCrypto.js';

/** One signed-in device. `handle` may appear in a page; the session id itself never does. */
export interface SessionView {
  sessionId: string;
  handle: string;
  createdAt?: number;
  device?: string;
  expiresAt?: number;
}

/** Looks into the collection of the session package (stored as objects): `session.accountId`, `.createdAt`, `.device`. */
export interface SessionStore {
  list(accountId: string): Promise<SessionView[]>;
  /** Ends one session of this account, by its handle. */
  revoke(accountId: string, handle: string): Promise<boolean>;
  /** Ends all sessions of the account except one (its session id). */
  revokeAll(accountId: string, exceptId?: string): Promise<number>;
}

export const SESSION_COLLECTION = 'sessions';

interface StoredSession {
  _id: string;
  expires?: Date;
  session: { accountId?: string; createdAt?: number; device?: string };
}

export function sessionStore(connection: Connection): SessionStore {
  const sessions = connection.collection<StoredSession>(SESSION_COLLECTION);
  const list = async (accountId: string): Promise<SessionView[]> => {
    // The driver below Mongoose filters nothing, so the value goes in under $eq: never an operator.
    const found = await sessions.find({ 'session.accountId': { $eq: accountId } }).toArray();
    return found.map(toView).sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
  };
  return {
    list,
    async revoke(accountId, handle) {
      const session = (await list(accountId)).find(candidate => candidate.handle === handle);
      if (session === undefined) return false;
      return (await sessions.deleteOne({ _id: session.sessionId })).deletedCount === 1;
    },
    async revokeAll(accountId, exceptId) {
      const filter = { 'session.accountId': { $eq: accountId } };
      const result = await sessions.deleteMany(exceptId === undefined ? filter : { ...filter, _id: { $ne: exceptId } });
      return result.deletedCount;
    },
  };
}

function toView({ _id, expires, session }: StoredSession): SessionView {
  return {
    sessionId: _id,
    handle: sha256(_id).slice(0, 32),
    ...(session.createdAt !== undefined && { createdAt: session.createdAt }),
    ...(session.device !== undefined && { device: session.device }),
    ...(expires !== undefined && { expiresAt: expires.getTime() }),
  };
}
