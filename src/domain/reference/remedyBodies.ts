import { AUTHORITIES } from './authorities.js';
import { findCounty } from './counties.js';

const CITY = '驻马店市';
/** City departments have their seat in this district. */
const CITY_SEAT_COURT = `${CITY}驿城区人民法院`;
const CITY_GOVERNMENT = `${CITY}人民政府`;
/** Zones without a people's government and a court of their own. */
const ZONES: readonly string[] = ['411771'];

/** Who decided against the firm: its county's credit office, the recognising authority, or the city's credit office. */
export type Decider =
  { by: 'COUNTY'; county: string } | { by: 'AUTHORITY'; authorityId: string; authorityName: string } | { by: 'CITY' };

export interface RemedyBodies {
  /** The body that decided, by its name in Chinese. */
  decidingBody: string;
  /** Where an administrative review is applied for (行政复议法 2023, art. 24 and 27). */
  reviewBody: string;
  /** The court of the place of the body that decided (行政诉讼法, art. 18). */
  court: string;
}

/** Where a decision can be challenged; the bodies follow from who decided and where it has its seat. */
export function remedyBodies(decider: Decider): RemedyBodies {
  if (decider.by === 'CITY') return ofCity(`${CITY}信用建设主管部门`);
  if (decider.by === 'AUTHORITY') return ofAuthority(decider);
  const place = findCounty(decider.county)?.zh ?? decider.county;
  const decidingBody = `${place}信用建设主管部门`;
  if (ZONES.includes(decider.county)) return ofCity(decidingBody);
  const name = place.endsWith('区') ? CITY + place : place;
  return { decidingBody, reviewBody: `${name}人民政府`, court: `${name}人民法院` };
}

const ofCity = (decidingBody: string): RemedyBodies => ({
  decidingBody,
  reviewBody: CITY_GOVERNMENT,
  court: CITY_SEAT_COURT,
});

/** A department under its own superior is reviewed there, every other one by the people's government of its level. */
function ofAuthority({ authorityId, authorityName }: { authorityId: string; authorityName: string }): RemedyBodies {
  const superior = AUTHORITIES.find(known => known.authorityId === authorityId)?.superior;
  return { ...ofCity(authorityName), ...(superior !== undefined && { reviewBody: superior }) };
}
