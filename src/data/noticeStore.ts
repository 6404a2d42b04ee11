import { type Connection } from 'mongoose';
import { type Actor, type Role } from '../domain/access/actor.js';
import { noticeSchema } from './models/peopleModels.js';
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
  unread(actor: Actor): Promise<number>;
  /** Only notices meant for this actor can be marked; without ids, all of them. */
  markRead(actor: Actor, noticeIds?: readonly string[]): Promise<void>;
}

interface StoredNotice {
  _id: string;
  accountId?: string;
  scope?: NoticeScope;
  code: string;
  values: NoticeValues;
  caseId?: string;
  at: number;
  readBy: string[];
}

/** Notices inside the site. A notice to a scope is one document, read by each person for himself or herself. */
export function noticeStore(connection: Connection): NoticeStore {
  const notices = modelOf<StoredNotice>(connection, 'Notice', noticeSchema);
  const unreadBy = (actor: Actor) => ({ ...meantFor(actor), readBy: op({ $ne: actor.accountId }) });
  return {
    async add({ noticeId, ...notice }) {
      const document = { _id: noticeId, ...notice, values: { ...notice.values }, readBy: [] };
      return (await insertOnce(() => notices.create([document as never]))) ? 'added' : 'already';
    },
    forActor: (actor, request) =>
      readPage(notices as never, {
        filter: meantFor(actor),
        sort: { at: -1, _id: -1 },
        request,
        toValue: document => toNotice(document as StoredNotice, actor),
      }),
    unread: actor => notices.countDocuments(unreadBy(actor)),
    async markRead(actor, noticeIds) {
      const chosen = noticeIds === undefined ? {} : { _id: op({ $in: [...noticeIds] }) };
      await notices.updateMany({ ...unreadBy(actor), ...chosen }, { $addToSet: { readBy: actor.accountId } });
    },
  };
}

function meantFor({ accountId, role, county, authorityId }: Actor): { $or: object[] } {
  return {
    $or: [
      { accountId },
      {
        'scope.role': role,
        'scope.county': op({ $in: [null, ...(county === undefined ? [] : [county])] }),
        'scope.authorityId': op({ $in: [null, ...(authorityId === undefined ? [] : [authorityId])] }),
      },
    ],
  };
}

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
