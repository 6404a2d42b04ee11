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

/** Who acts, with the scope the role is bound to. Built afresh from the account on every request. */
export interface Actor {
  accountId: string;
  role: Role;
  /** County adcode for county roles, e.g. `411722`. */
  county?: string;
  /** Recognising authority (department) code for AUTHORITY_OFFICER. */
  authorityId?: string;
  /** USCCs of the firms this person represents (LEGAL_REP) or holds a valid mandate for (AGENT). */
  usccs: readonly string[];
  /** USCCs of firms in which this official declared an interest; he or she never acts on them. */
  interests: readonly string[];
}
