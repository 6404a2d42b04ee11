import type { Role } from '../access/actor.js';

export type NoticeValues = Readonly<Record<string, string | number>>;

/** What the person whom the proceeding is about is told; each code has words in the locale namespace `notices`. */
export interface ProceedingNotice<Code extends string = string> {
  code: Code;
  values: NoticeValues;
}

/** A notice to everyone who holds the role in the named county or department, or to the one person named. */
export interface OfficeNotice<Code extends string = string> {
  code: Code;
  role: Role;
  county?: string;
  authorityId?: string;
  accountId?: string;
  values: NoticeValues;
}
