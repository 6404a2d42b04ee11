import { describe, expect, it } from '@jest/globals';
import { demoFirms, representativeFirms } from '../../src/demonstration/entries.js';
import { DEMO_PEOPLE, DEMO_REPRESENTATIVES } from '../../src/demonstration/people.js';
import { crowdOf, OF_REPRESENTATIVES, type Place, PLACES } from '../../src/demonstration/plan.js';
import { ROLES } from '../../src/domain/access/actor.js';
import { addDays, asDay, type CalendarDay } from '../../src/domain/calendarDay.js';
import { firstSubmissionDay, publicationEnd } from '../../src/domain/policy/entryPeriods.js';
import { POLICY_SEED } from '../../src/domain/policy/policySeed.js';
import { policySet } from '../../src/domain/policy/policySet.js';
import { REPAIR_STAGES, type RepairStage } from '../../src/domain/repair/stages.js';

/** The stage in which a case rests that people have brought to this place. */
const RESTS_IN: Readonly<Record<Place, RepairStage>> = {
  DRAFT: 'DRAFT',
  ABANDONED: 'EXPIRED',
  TRAINING: 'TRAINING',
  QUIZ_READY: 'QUIZ_READY',
  READY_TO_SIGN: 'READY_TO_SIGN',
  SUBMITTED: 'SUBMITTED',
  CLAIMED: 'SUBMITTED',
  RETURNED: 'RETURNED',
  WITHDRAWN: 'WITHDRAWN',
  NOT_ACCEPTED: 'NOT_ACCEPTED',
  COUNTY_REVIEW: 'COUNTY_REVIEW',
  EXTENDED: 'EXTENDED',
  AUTHORITY_OPINION: 'AUTHORITY_OPINION',
  REJECTED: 'REJECTED',
  CITY_REVIEW: 'CITY_REVIEW',
  APPROVED: 'REPAIRED',
  EXITING: 'EXITING',
};
/** Left at once without anybody's act (part 4, states 2 and 12). */
const PASSING: readonly RepairStage[] = ['REGISTERED', 'APPROVED'];

const crowd = crowdOf(demoFirms(asDay('2026-11-03'))).map(({ parked }) => parked);
const parked = [...OF_REPRESENTATIVES.flatMap(plan => plan ?? []), ...crowd];

describe('the parked cases', () => {
  it.each(REPAIR_STAGES.filter(stage => !PASSING.includes(stage)))('show the stage %s (part 4)', stage => {
    expect(parked.map(({ place }) => RESTS_IN[place])).toContain(stage);
  });

  it('stand at every place of the plan, one of them opened at the window', () => {
    expect(PLACES.filter(place => !parked.some(plan => plan.place === place))).toEqual([]);
    expect(parked.filter(({ assisted }) => assisted === true)).toEqual([expect.objectContaining({ place: 'DRAFT' })]);
  });
});

/** Days on which months are short, long or cross a year, and days of long holidays. */
const DAYS = [
  ...['2026-12-31', '2027-01-01', '2027-02-28', '2027-03-01', '2028-02-29', '2027-05-31', '2027-08-31'],
  ...['2027-09-30', '2027-10-01', '2027-10-08', '2026-11-30', '2026-12-01', '2027-04-30', '2027-07-31'],
].map(asDay);
/** More than the working days since any submission of the plan, with the longest holiday in between. */
const SUBMITTED_DAYS_AGO = 30;

describe('the entries of the parked cases', () => {
  const firmsOf = (today: CalendarDay) => [
    ...crowdOf(demoFirms(today)).map(({ firm }) => firm),
    ...representativeFirms(today),
  ];

  it.each(DAYS)('could be submitted weeks before %s and are still published', today => {
    for (const { entry } of firmsOf(today)) {
      const { listType, tier } = entry;
      const policy = policySet(POLICY_SEED, { day: today, listType, tier });
      expect(firstSubmissionDay(entry, policy) <= addDays(today, -SUBMITTED_DAYS_AGO)).toBe(true);
      expect(publicationEnd(entry, policy) > addDays(today, SUBMITTED_DAYS_AGO)).toBe(true);
    }
  });
});

describe('the people of the printed table', () => {
  it.each(ROLES)('have a %s among them', role => {
    expect(DEMO_PEOPLE.map(person => person.role)).toContain(role);
  });

  it('have one plan for each representative, and names of their own', () => {
    expect(OF_REPRESENTATIVES).toHaveLength(DEMO_REPRESENTATIVES.length);
    expect(new Set(DEMO_PEOPLE.map(({ signInName }) => signInName)).size).toBe(DEMO_PEOPLE.length);
  });
});
