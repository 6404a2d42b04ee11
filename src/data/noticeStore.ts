import type { Connection } from 'mongoose';
import type { Actor, Role } from '../domain/access/actor.js';
import { accountSchema, noticeSchema } from './models/peopleModels.js';
import { insertOnce, modelOf, op, type Page, type PageRequest, readPage } from './storeKit.js';

export type NoticeValues = Readonly<Record<string, string | number>>;

interface NoticeContent {
  /** `<caseId>:<version>:<recipient>`: a step told twice is one notice. */
  noticeId: string;
  /** Locale key of the text. */
  code: string;
  values: NoticeValues;
  caseId?: string | undefined;
  at: number;
}
export interface NoticeScope {
  role: Role;
  county?: string | undefined;
  authorityId?: string | undefined;
}
/** For one person, or for everyone in a role and scope. */
export type NewNotice = NoticeContent & ({ accountId: string } | { scope: NoticeScope });

export interface Notice {
  noticeId: string;
  code: string;
  values: NoticeValues;
  caseId?: string;
  at: number;
  read: boolean;
}

export interface NoticeStore {
  add(notice: NewNotice): Promise<'added' | 'already'>;
  /** Newest first. */
  forActor(actor: Actor, page: PageRequest): Promise<Page<Notice>>;
  /** With `readAt`, the account's mark of having read everything, only what has come since is looked at. */
  unread(actor: Actor, readAt?: number): Promise<number>;
  /** Only notices meant for this actor can be marked; without ids, all of them. */
  markRead(actor: Actor, noticeIds?: readonly string[]): Promise<void>;
}

export interface StoredNotice {
  _id: string;
  /** For whom, as one word: a person, or a role with its county and department. */
  audience: string;
  code: string;
  values: NoticeValues;
  caseId?: string;
  at: number;
  storedAt?: number;
  readBy: string[];
}

/** More than the clocks of two processes ever differ. */
const CLOCKS_DIFFER_MS = 10 * 60 * 1_000;

/** Notices inside the site. A notice to a scope is one document, read by each person for himself or herself. */
export function noticeStore(connection: Connection): NoticeStore {
  const notices = modelOf<StoredNotice>(connection, 'Notice', noticeSchema);
  const accounts = modelOf<{ _id: string; noticesReadAt?: number }>(connection, 'Account', accountSchema);
  const unreadBy = (actor: Actor) => ({ ...meantFor(actor), readBy: op({ $ne: actor.accountId }) });
  return {
    async add(notice) {
      const document = storedNotice(notice);
      return (await insertOnce(() => notices.collection.insertOne(document as never))) ? 'added' : 'already';
    },
    forActor: (actor, request) =>
      readPage(notices as never, {
        filter: meantFor(actor),
        sort: { at: -1, _id: -1 },
        request,
        toValue: document => toNotice(document as StoredNotice, actor),
      }),
    async unread(actor, readAt) {
      const since = readAt === undefined ? {} : { storedAt: { $gte: readAt - CLOCKS_DIFFER_MS } };
      const isRead = { $in: [{ $literal: actor.accountId }, '$readBy'] };
      const [found] = await notices.aggregate<{ count: number }>([
        // Only what the index holds: a demand beside it makes some engines read every notice there is.
        { $match: { audience: { $in: audiencesOf(actor) }, ...since } },
        { $group: { _id: null, count: { $sum: { $cond: [isRead, 0, 1] } } } },
      ]);
      return found?.count ?? 0;
    },
    async markRead(actor, noticeIds) {
      const { accountId } = actor;
      const chosen = noticeIds === undefined ? {} : { _id: op({ $in: [...noticeIds] }) };
      const now = Date.now();
      await notices.updateMany({ ...unreadBy(actor), ...chosen }, { $addToSet: { readBy: accountId } });
      if (noticeIds === undefined) await accounts.updateOne({ _id: accountId }, { $set: { noticesReadAt: now } });
    },
  };
}

/** A notice as it is stored, unread. */
export function storedNotice(notice: NewNotice): StoredNotice {
  const { noticeId, code, values, caseId, at } = notice;
  const audience = 'scope' in notice ? audienceOf(notice.scope) : personal(notice.accountId);
  return {
    ...{ _id: noticeId, audience, code, values: { ...values } },
    ...(caseId !== undefined && { caseId }),
    ...{ at, storedAt: Date.now(), readBy: [] },
  };
}

const personal = (accountId: string): string => `person:${accountId}`;
const audienceOf = ({ role, county = '*', authorityId = '*' }: NoticeScope): string =>
  `role:${role}:${county}:${authorityId}`;

/** Every audience the actor belongs to: himself or herself, the role alone, the role in the own county and department. */
function audiencesOf({ accountId, role, county, authorityId }: Actor): string[] {
  const counties = [undefined, ...(county === undefined ? [] : [county])];
  const authorities = [undefined, ...(authorityId === undefined ? [] : [authorityId])];
  const scopes = counties.flatMap(c => authorities.map(a => audienceOf({ role, county: c, authorityId: a })));
  return [personal(accountId), ...scopes];
}

const meantFor = (actor: Actor) => ({ audience: op({ $in: audiencesOf(actor) }) });

function toNotice({ _id, code, values, caseId, at, readBy }: StoredNotice, actor: Actor): Notice {
  return {
    noticeId: _id,
    code,
    values,
    ...(caseId !== undefined && { caseId }),
    at,
    read: readBy.includes(actor.accountId),
  };
}
