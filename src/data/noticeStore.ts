import type { Connection } from 'mongoose';
import type { Actor, Role } from '../domain/access/actor.js';
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
  /** For whom, as one word: a person, or a role with its county and department. */
  audience: string;
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
    async add(notice) {
      const { noticeId, code, values, caseId, at } = notice;
      const audience = 'scope' in notice ? audienceOf(notice.scope) : personal(notice.accountId);
      const document = { _id: noticeId, audience, code, values: { ...values }, caseId, at, readBy: [] };
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

const personal = (accountId: string): string => `person:${accountId}`;
const audienceOf = ({ role, county = '*', authorityId = '*' }: NoticeScope): string =>
  `role:${role}:${county}:${authorityId}`;

/** Every audience the actor belongs to: himself or herself, the role alone, the role in the own county and department. */
function meantFor({ accountId, role, county, authorityId }: Actor): { audience: never } {
  const counties = [undefined, ...(county === undefined ? [] : [county])];
  const authorities = [undefined, ...(authorityId === undefined ? [] : [authorityId])];
  const scopes = counties.flatMap(c => authorities.map(a => audienceOf({ role, county: c, authorityId: a })));
  return { audience: op({ $in: [personal(accountId), ...scopes] }) };
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
