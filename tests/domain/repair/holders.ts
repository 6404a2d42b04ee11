import { type Actor, ROLES, type Role } from '../../../src/domain/access/actor.js';
import { PERMISSIONS } from '../../../src/domain/access/permissions.js';
import type { ActKind } from '../../../src/domain/repair/events.js';
import { permissionOf } from '../../../src/domain/repair/judge.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';

/** What bounds a role: its firms, its county, its department, or nothing but the city. */
type Bound = 'firm' | 'county' | 'department' | 'city';

export const BOUND_OF: Readonly<Record<Role, Bound>> = {
  LEGAL_REP: 'firm',
  AGENT: 'firm',
  WINDOW_CLERK: 'county',
  COUNTY_REVIEWER: 'county',
  AUTHORITY_OFFICER: 'department',
  CITY_REVIEWER: 'city',
  TRAINER: 'city',
  COUNTY_ADMIN: 'county',
  CITY_ADMIN: 'city',
  AUDITOR: 'city',
};

const FILLERS: readonly Role[] = ['LEGAL_REP', 'AGENT', 'WINDOW_CLERK'];
const REVIEWERS: readonly Role[] = ['COUNTY_REVIEWER', 'AUTHORITY_OFFICER', 'CITY_REVIEWER'];

/** Part 2, written out: the roles that may ever send this act; all others are refused wherever the case stands. */
const WRITTEN: Readonly<Partial<Record<ActKind, readonly Role[]>>> = {
  register: FILLERS,
  saveAnswers: FILLERS,
  extendTraining: FILLERS,
  resubmit: FILLERS,
  askAuthority: FILLERS,
  stateNoDuty: FILLERS,
  answerDuties: ['AUTHORITY_OFFICER'],
  sign: ['LEGAL_REP'],
  withdraw: ['LEGAL_REP'],
  claim: REVIEWERS,
  release: REVIEWERS,
  takeOver: REVIEWERS,
  return: REVIEWERS,
  extend: REVIEWERS,
  resume: REVIEWERS,
  accept: ['COUNTY_REVIEWER'],
  notAccept: ['COUNTY_REVIEWER'],
  countyReview: ['COUNTY_REVIEWER'],
  authorityOpinion: ['AUTHORITY_OFFICER'],
  cityDecision: ['CITY_REVIEWER'],
};
/** Of an act that is not written out there, what its permission grants. */
export const holdersOf = (kind: ActKind): readonly Role[] =>
  WRITTEN[kind] ?? PERMISSIONS[permissionOf(kind)].grants.flatMap(({ roles }) => roles);

const WRONG_PLACES = ['firm', 'county', 'department'] as const;
type Place = 'right' | (typeof WRONG_PLACES)[number];

/** A person of the role for whom exactly one thing is another than the case's, or none. */
export function personAt(
  role: Role,
  place: Place,
  { uscc, county, authorityId }: Pick<RepairCase, 'uscc' | 'county' | 'authorityId'>,
): Actor {
  return {
    ...{ accountId: `${role} of ${place}`, role, interests: [] },
    usccs: [place === 'firm' ? '91411702PDY00001XL' : uscc],
    county: place === 'county' ? '411702' : county,
    authorityId: place === 'department' ? 'STHJ' : authorityId,
  };
}

/** Whether the access policy leaves this person out, whatever stage the case is in. */
export const isLeftOut = (kind: ActKind, role: Role, place: Place): boolean =>
  !holdersOf(kind).includes(role) || (place !== 'right' && BOUND_OF[role] === place);

export const EVERYBODY = ROLES.flatMap(role => (['right', ...WRONG_PLACES] as const).map(place => ({ role, place })));
