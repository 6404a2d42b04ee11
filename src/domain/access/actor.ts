export const ROLES = [
  'LEGAL_REP',
  'AGENT',
  'WINDOW_CLERK',
  'COUNTY_REVIEWER',
  'AUTHORITY_OFFICER',
  'CITY_REVIEWER',
  'TRAINER',
  'COUNTY_ADMIN',
  'CITY_ADMIN',
  'AUDITOR',
] as const;
export type Role = (typeof ROLES)[number];

/**
 * A person behind an account. An account has one role for ever, so a person with two duties has two; both carry the same
 * mark, a keyed hash of the ID number that says nothing about the person to whoever has not the key. Without an ID number,
 * and in what was recorded before marks were kept, there is none.
 */
export interface PersonRef {
  accountId: string;
  personMark?: string;
}

export const samePerson = (one: PersonRef, other: PersonRef): boolean =>
  one.accountId === other.accountId || (one.personMark !== undefined && one.personMark === other.personMark);

/** Who acts, with the scope the role is bound to. Built afresh from the account on every request. */
export interface Actor extends PersonRef {
  role: Role;
  /** County adcode for county roles, e.g. `411722`. */
  county?: string;
  /** Recognising authority (department) code for AUTHORITY_OFFICER. */
  authorityId?: string;
  /** USCCs of the firms this person represents (LEGAL_REP) or holds a valid mandate for (AGENT). */
  usccs: readonly string[];
  /** USCCs of firms in which this official declared an interest; he or she never acts on them. */
  interests: readonly string[];
  /** USCCs of firms that the person behind this official's account represents in private; absent where none is known. */
  represents?: readonly string[];
}

/** The person behind the actor, by id and mark only. */
export const personRefOf = ({ accountId, personMark }: PersonRef): PersonRef => ({
  accountId,
  ...(personMark !== undefined && { personMark }),
});

/** The actor as it is remembered: by id, role and mark only. */
export const refOf = <R extends string>({
  accountId,
  role,
  personMark,
}: PersonRef & { role: R }): PersonRef & { role: R } => ({
  accountId,
  role,
  ...(personMark !== undefined && { personMark }),
});
