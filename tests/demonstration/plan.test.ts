import { describe, expect, it } from '@jest/globals';
import { DATES } from '../../engines/dates.mjs';
import { type DemoFirm, demoFirms, representativeFirms } from '../../src/demonstration/entries.js';
import { DEMO_PEOPLE, DEMO_REPRESENTATIVES, DEMO_STAFF } from '../../src/demonstration/people.js';
import { crowdOf, OF_REPRESENTATIVES, type Parked, PLACES } from '../../src/demonstration/plan.js';
import { workTimes } from '../../src/demonstration/workTimes.js';
import { type Actor, ROLES } from '../../src/domain/access/actor.js';
import { addDays, asDay, type CalendarDay, dayOf } from '../../src/domain/calendarDay.js';
import { namesNoDuty } from '../../src/domain/entries/namesNoDuty.js';
import { mayDecidePerson } from '../../src/domain/entries/personQuestion.js';
import { CALENDAR_SEED } from '../../src/domain/policy/calendarSeed.js';
import { firstSubmissionDay, publicationEnd } from '../../src/domain/policy/entryPeriods.js';
import { policySet } from '../../src/domain/policy/policySet.js';
import { startDeadline } from '../../src/domain/repair/deadlines.js';
import { type DeadlineId, REPAIR_STAGES, type RepairStage } from '../../src/domain/repair/stages.js';
import { SEED_LAW } from '../support/law.js';
import { RESTS_IN } from './support/places.js';

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
      const policy = policySet(SEED_LAW, { day: today, listType, tier });
      expect(firstSubmissionDay(entry, policy) <= addDays(today, -SUBMITTED_DAYS_AGO)).toBe(true);
      expect(publicationEnd(entry, policy) > addDays(today, SUBMITTED_DAYS_AGO)).toBe(true);
    }
  });
});

describe('the listed firms', () => {
  it.each(['2026-11-03', '2027-02-28', '2028-02-29', '2026-12-31'])(
    'owe a fine, several duties or none, the same firms on %s as on any day',
    day => {
      const kinds = (today: string) => demoFirms(asDay(today)).map(({ kind }) => kind);

      expect(new Set(kinds(day))).toEqual(new Set(['FINE', 'SEVERAL', 'NONE']));
      expect(kinds(day)).toEqual(kinds('2026-06-15'));
      for (const { kind, entry } of demoFirms(asDay(day))) expect(namesNoDuty(entry)).toBe(kind === 'NONE');
    },
  );

  it('ask the recognising authority: open questions, late ones, a yes and a no (B5)', () => {
    const questions = parked.flatMap(({ place, asked }) =>
      asked === undefined ? [] : [`${place} ${asked.answer ?? ''}`],
    );

    expect(new Set(questions)).toEqual(
      new Set(['TRAINING ', 'TRAINING NEGATIVE', 'READY_TO_SIGN POSITIVE', 'COUNTY_REVIEW POSITIVE']),
    );
    const waiting = crowdOf(demoFirms(asDay('2026-11-03'))).filter(({ parked: { asked } }) => asked !== undefined);
    expect(waiting.map(({ firm }) => firm.kind)).toEqual(waiting.map(() => 'SEVERAL'));
    expect(parked.some(({ asked }) => asked !== undefined && asked.answer === undefined && asked.age > 5)).toBe(true);
  });

  it('submit a case without any duty, by a statement (B5)', () => {
    const none = crowdOf(demoFirms(asDay('2026-11-03'))).filter(({ firm }) => firm.kind === 'NONE');

    expect(none.map(({ parked: { place } }) => place)).toEqual(['SUBMITTED']);
  });
});

describe('the people of the printed table', () => {
  it.each(ROLES)('have a %s among them', role => {
    expect(DEMO_PEOPLE.map(person => person.role)).toContain(role);
  });

  it.each(['city-admin', 'county-admin'])(
    'can take both steps of a question about a person whom a list of %s names',
    who => {
      const actorOf = ({ signInName, role, county }: (typeof DEMO_STAFF)[number]): Actor => ({
        ...{ accountId: signInName, role, usccs: [], interests: [] },
        ...(county !== undefined && { county }),
      });
      const importers = [{ accountId: who }];
      const county = DEMO_STAFF.map(actorOf).filter(
        actor => mayDecidePerson({ state: 'OPEN', importers, parties: [], decisions: [] }, actor).ok,
      );
      const city = DEMO_STAFF.map(actorOf).filter(
        actor => mayDecidePerson({ state: 'AT_CITY', importers, parties: [], decisions: county }, actor).ok,
      );

      expect([county.length, city.length].every(count => count > 0)).toBe(true);
    },
  );

  it('have one plan for each representative, and names of their own', () => {
    expect(OF_REPRESENTATIVES).toHaveLength(DEMO_REPRESENTATIVES.length);
    expect(new Set(DEMO_PEOPLE.map(({ signInName }) => signInName)).size).toBe(DEMO_PEOPLE.length);
  });
});

/** Working days after the opening at which each place is told to begin its own clock, and that clock. */
const OWN_CLOCK: readonly { place: Parked['place']; clock: DeadlineId; began: (age: number) => number }[] = [
  { place: 'DRAFT', clock: 'DRAFT', began: age => age },
  { place: 'ABANDONED', clock: 'DRAFT', began: age => age },
  { place: 'TRAINING', clock: 'T8', began: age => age + 9 },
  { place: 'QUIZ_READY', clock: 'T8', began: age => age + 9 },
  { place: 'READY_TO_SIGN', clock: 'T9', began: age => age },
  { place: 'RETURNED', clock: 'T7', began: age => Math.max(0, age - 1) },
];

const BEFORE_SIGNING: readonly Parked['place'][] = ['DRAFT', 'ABANDONED', 'TRAINING', 'QUIZ_READY', 'READY_TO_SIGN'];

const planOn = (today: CalendarDay): { firm: DemoFirm; parked: Parked }[] => {
  const named = representativeFirms(today).flatMap((firm, place) => {
    const plan = OF_REPRESENTATIVES[place] ?? null;
    return plan === null ? [] : [{ firm, parked: plan }];
  });
  return [...named, ...crowdOf(demoFirms(today))];
};
const told = (today: CalendarDay) =>
  planOn(today).map(({ firm: { entry }, parked: { place } }) =>
    [entry.uscc, entry.county, entry.authorityId, entry.listType, entry.tier, place].join(' '),
  );
const USUAL = told(asDay('2026-11-03'));

describe.each(DATES.map(date => date.at))('the demonstration planned on %s', date => {
  const now = Date.parse(date);
  const today = dayOf(now);
  const when = workTimes(CALENDAR_SEED, now);
  const rulesOf = ({ listType, tier }: DemoFirm['entry'], day: CalendarDay) => ({
    calendar: CALENDAR_SEED,
    policy: policySet(SEED_LAW, { day, listType, tier }),
  });

  it('has the same cases on the same desks as on any other day', () => {
    expect(told(today)).toEqual(USUAL);
  });

  it('opens each case while its entry is published, and signs none before the first possible day', () => {
    const wrong = planOn(today).filter(({ firm: { entry }, parked: { place, age } }) => {
      const opened = dayOf(when(age + 9));
      const { policy } = rulesOf(entry, opened);
      const signed = BEFORE_SIGNING.includes(place) ? today : dayOf(when(age, 6));
      const isOpen = entry.decisionDate < opened && publicationEnd(entry, policy) >= today;
      return !isOpen || firstSubmissionDay(entry, policy) > signed;
    });

    expect(wrong).toEqual([]);
  });

  it('leaves every firm time on its own clock, and ends the draft that nobody sent', () => {
    for (const { firm, parked: plan } of planOn(today)) {
      for (const { clock, began } of OWN_CLOCK.filter(({ place }) => place === plan.place)) {
        const { due } = startDeadline(clock, when(began(plan.age)), rulesOf(firm.entry, today));
        expect([plan.place, due < today]).toEqual([plan.place, plan.place === 'ABANDONED']);
        expect(due === today).toBe(false);
      }
    }
  });
});
