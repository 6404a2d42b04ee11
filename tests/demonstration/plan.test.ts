import { describe, expect, it } from '@jest/globals';
import { demoFirms } from '../../src/demonstration/entries.js';
import { DEMO_PEOPLE, DEMO_REPRESENTATIVES } from '../../src/demonstration/people.js';
import { crowdOf, OF_REPRESENTATIVES, type Place, PLACES } from '../../src/demonstration/plan.js';
import { ROLES } from '../../src/domain/access/actor.js';
import { asDay } from '../../src/domain/calendarDay.js';
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

describe('the people of the printed table', () => {
  it.each(ROLES)('have a %s among them', role => {
    expect(DEMO_PEOPLE.map(person => person.role)).toContain(role);
  });

  it('have one plan for each representative, and names of their own', () => {
    expect(OF_REPRESENTATIVES).toHaveLength(DEMO_REPRESENTATIVES.length);
    expect(new Set(DEMO_PEOPLE.map(({ signInName }) => signInName)).size).toBe(DEMO_PEOPLE.length);
  });
});
