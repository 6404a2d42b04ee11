import { MongoStore } from 'connect-mongo';
import type { Request } from 'express';
import type { Session, SessionData } from 'express-session';
import type { MongoClient } from 'mongodb';
import type { PersonRead } from '../../data/index.js';

type Done = (error?: unknown) => void;

const nothing: Done = () => undefined;

/** Who was read with a session, by the session: beside it, so that it is never stored in it. */
const readWith = new WeakMap<object, PersonRead>();

/** The account as it was read together with this session; absent for one made by this request. */
export const personReadWith = (session: object): PersonRead | undefined => readWith.get(session);

interface FoundSession extends PersonRead {
  session: SessionData;
  lastModified?: Date;
}

/** A busy session is written at most this often only to live longer. */
const TOUCH_AFTER_S = 60;

/**
 * Sessions in the database, where an ended one stays ended. Of a session that was stored before (loaded by this request
 * or written by it already) only the document that is still there is written; the package would make it anew, and so a
 * request that was under way while its person signed out would sign the person in again.
 */
class SessionsInDatabase extends MongoStore {
  readonly #stored = new WeakSet();
  readonly #personStages: KeptSessions['personStages'];

  constructor(personStages: KeptSessions['personStages'], options: ConstructorParameters<typeof MongoStore>[0]) {
    super(options);
    this.#personStages = personStages;
  }

  override get(id: string, done: (error: unknown, session?: SessionData | null) => void): void {
    this.#read(id).then(session => {
      done(null, session);
    }, done);
  }

  override createSession(req: Request, data: SessionData): Session & SessionData {
    const loaded = super.createSession(req, data);
    this.#stored.add(loaded);
    const read = readWith.get(data);
    if (read !== undefined) readWith.set(loaded, read);
    return loaded;
  }

  override set(id: string, session: SessionData, done: Done = nothing): void {
    if (this.#stored.has(session)) {
      this.#update(id, { session: plain(session), ...lifeOf(session) }).then(() => {
        done(null);
      }, done);
      return;
    }
    super.set(id, session, (error: unknown) => {
      if (!error) this.#stored.add(session);
      done(error);
    });
  }

  override touch(id: string, session: SessionData & { lastModified?: Date }, done: Done = nothing): void {
    const { lastModified } = session;
    if (lastModified !== undefined && Date.now() - lastModified.getTime() < TOUCH_AFTER_S * 1_000) {
      done(null);
      return;
    }
    this.#update(id, lifeOf(session)).then(() => {
      done(null);
    }, done);
  }

  /** A session that lives, and in the same question the person it belongs to. */
  async #read(id: string): Promise<SessionData | null> {
    const sessions = await this.collectionP;
    const alive = { $or: [{ expires: { $exists: false } }, { expires: { $gt: new Date() } }] };
    const stages = [{ $match: { _id: id, ...alive } }, ...this.#personStages('session.accountId')];
    const [found] = await sessions.aggregate<FoundSession>(stages).toArray();
    if (found === undefined) return null;
    const { session, lastModified, ...read } = found;
    const data: SessionData = lastModified === undefined ? session : Object.assign(session, { lastModified });
    readWith.set(data, read);
    return data;
  }

  /** Where the session has ended meanwhile there is nothing to write, and nothing wrong. */
  async #update(id: string, change: { session?: SessionData; expires: Date; lastModified: Date }): Promise<void> {
    const sessions = await this.collectionP;
    await sessions.updateOne({ _id: id }, { $set: change });
  }
}

/** How long a session written now lives on: what is left of its cookie's life. */
function lifeOf({ cookie: { maxAge } }: SessionData): { expires: Date; lastModified: Date } {
  const now = Date.now();
  return { expires: new Date(now + (maxAge ?? 0)), lastModified: new Date(now) };
}

/** What is stored of a session: its own fields, without what the store itself noted when it was loaded. */
function plain(session: SessionData): SessionData {
  const own = Object.entries(session).filter(([name]) => name !== 'lastModified' && name !== 'cookie');
  const cookie = session.cookie as SessionData['cookie'] & { toJSON(): SessionData['cookie'] };
  return { ...Object.fromEntries(own), cookie: cookie.toJSON() };
}

export interface KeptSessions {
  readonly dbName: string;
  /** The life of a session that nobody uses. */
  readonly idleSeconds: number;
  /** Reads the person with whatever document names the account in this field. */
  readonly personStages: (accountField: string) => object[];
}

/** Sessions in the database the application uses. */
export const sessionsInDatabase = (
  client: MongoClient,
  { dbName, idleSeconds, personStages }: KeptSessions,
): MongoStore =>
  new SessionsInDatabase(personStages, {
    client,
    dbName,
    collectionName: 'sessions',
    ttl: idleSeconds,
    touchAfter: TOUCH_AFTER_S,
    autoRemove: 'disabled', // the index that removes ended sessions is made with all the others, in ensureIndexes
    stringify: false, // kept as fields, so that the sessions of one account can be listed and ended
  });
