import { AUTHORITIES } from '../domain/reference/authorities.js';
import type { DemoFirm, DutyKind } from './entries.js';
import { DEMO_AUTHORITY, DEMO_COUNTY } from './people.js';

/** How far a case of the demonstration has come by the acts of people; what follows by itself the workflow does. */
export const PLACES = [
  'DRAFT',
  'ABANDONED',
  'TRAINING',
  'QUIZ_READY',
  'READY_TO_SIGN',
  'SUBMITTED',
  'CLAIMED',
  'RETURNED',
  'WITHDRAWN',
  'NOT_ACCEPTED',
  'COUNTY_REVIEW',
  'EXTENDED',
  'AUTHORITY_OPINION',
  'REJECTED',
  'CITY_REVIEW',
  'APPROVED',
  'EXITING',
] as const;
export type Place = (typeof PLACES)[number];

/** `age` is the number of working days since the submission, or since the last act before it. */
export interface Parked {
  place: Place;
  age: number;
  /** Opened by the window clerk on the firm's behalf. */
  assisted?: true;
  /** The recognising authority was asked about the duties so many working days ago; its answer, where it gave one. */
  asked?: { age: number; answer?: 'POSITIVE' | 'NEGATIVE' };
}

/** The cases of the representatives that the printed table names, in its order; the first has none yet. */
export const OF_REPRESENTATIVES: readonly (Parked | null)[] = [
  null,
  { place: 'TRAINING', age: 6, asked: { age: 2 } },
  { place: 'QUIZ_READY', age: 2 },
  { place: 'READY_TO_SIGN', age: 1, asked: { age: 4, answer: 'POSITIVE' } },
  { place: 'SUBMITTED', age: 1 },
  { place: 'RETURNED', age: 3 },
  { place: 'COUNTY_REVIEW', age: 3 },
  { place: 'AUTHORITY_OPINION', age: 5 },
  { place: 'CITY_REVIEW', age: 6 },
  { place: 'APPROVED', age: 8 },
  { place: 'REJECTED', age: 9 },
  { place: 'EXITING', age: 7 },
];

const YICHENG = '411702';
const ENVIRONMENT = 'STHJ';

interface Group extends Parked {
  count: number;
  county?: string;
  authorityId?: string;
  /** What the decision asks of the firm; a fine alone where nothing is said. */
  kind?: DutyKind;
  /** Working days by which each further case of the group is older. */
  apart?: number;
}

/** Cases of other firms, so that every desk has a day's work before it, some of it late. */
const CROWD: readonly Group[] = [
  { place: 'DRAFT', age: 4, count: 2 },
  { place: 'ABANDONED', age: 66, count: 1 },
  { place: 'SUBMITTED', age: 0, count: 5, apart: 1 },
  { place: 'CLAIMED', age: 1, count: 1 },
  { place: 'NOT_ACCEPTED', age: 4, count: 1 },
  { place: 'WITHDRAWN', age: 3, count: 1 },
  { place: 'COUNTY_REVIEW', age: 2, count: 3, apart: 3 },
  { place: 'EXTENDED', age: 6, count: 1 },
  { place: 'AUTHORITY_OPINION', age: 4, count: 2, apart: 8 },
  { place: 'AUTHORITY_OPINION', age: 5, count: 1, authorityId: ENVIRONMENT },
  { place: 'CITY_REVIEW', age: 6, count: 1 },
  { place: 'CITY_REVIEW', age: 8, count: 1, authorityId: ENVIRONMENT },
  { place: 'APPROVED', age: 10, count: 1, authorityId: ENVIRONMENT },
  { place: 'SUBMITTED', age: 0, count: 3, county: YICHENG, apart: 2 },
  { place: 'RETURNED', age: 4, count: 1, county: YICHENG },
  { place: 'COUNTY_REVIEW', age: 3, count: 1, county: YICHENG },
  { place: 'AUTHORITY_OPINION', age: 5, count: 1, county: YICHENG, authorityId: ENVIRONMENT },
  { place: 'CITY_REVIEW', age: 7, count: 1, county: YICHENG },
  { place: 'APPROVED', age: 12, count: 1, county: YICHENG },
  { place: 'DRAFT', age: 2, count: 1, assisted: true },
  { place: 'TRAINING', age: 9, count: 1, county: YICHENG, kind: 'SEVERAL', asked: { age: 8 } },
  { place: 'TRAINING', age: 6, count: 1, county: YICHENG, kind: 'SEVERAL', asked: { age: 5, answer: 'NEGATIVE' } },
  {
    ...{ place: 'TRAINING', age: 4, count: 1, county: YICHENG, authorityId: ENVIRONMENT },
    ...{ kind: 'SEVERAL', asked: { age: 1 } },
  },
  { place: 'COUNTY_REVIEW', age: 2, count: 1, county: YICHENG, kind: 'SEVERAL', asked: { age: 6, answer: 'POSITIVE' } },
  { place: 'SUBMITTED', age: 1, count: 1, county: YICHENG, kind: 'NONE' },
];

/** Pairs every case of the crowd with a listed firm whose representative is trained, each firm once, as the plan lists it. */
export function crowdOf(firms: readonly DemoFirm[]): { firm: DemoFirm; parked: Parked }[] {
  const free = firms.filter(({ trained }) => trained);
  return CROWD.flatMap(
    ({ count, county = DEMO_COUNTY, authorityId = DEMO_AUTHORITY, apart = 0, kind = 'FINE', ...parked }) =>
      Array.from({ length: count }, (_, order) => {
        const index = free.findIndex(firm => firm.entry.county === county && firm.kind === kind);
        const [firm] = index < 0 ? [] : free.splice(index, 1);
        if (firm === undefined) throw new Error(`the demonstration has no firm left for ${parked.place} in ${county}`);
        return { firm: listedBy(firm, authorityId), parked: { ...parked, age: parked.age + order * apart } };
      }),
  );
}

/** The firm with its entry recognised by this department. */
export function listedBy(firm: DemoFirm, authorityId: string): DemoFirm {
  const authorityName = AUTHORITIES.find(known => known.authorityId === authorityId)?.zh ?? authorityId;
  return { ...firm, entry: { ...firm.entry, authorityId, authorityName } };
}
