import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { loadCourseware } from '../../src/courseware/index.js';
import { parkCase, type ParkedFirm } from '../../src/demonstration/parkCases.js';
import type { TakenOver } from '../../src/demonstration/pastCase.js';
import { DEMO_AGENT } from '../../src/demonstration/people.js';
import type { Place } from '../../src/demonstration/plan.js';
import { seedLists } from '../../src/demonstration/seedLists.js';
import type { Documents } from '../../src/documents/index.js';
import { verifyPdfSignature } from '../../src/documents/verifyPdf.js';
import { asDay, dayOf, parseDay, yearOf } from '../../src/domain/calendarDay.js';
import { trainingPolicy } from '../../src/domain/policy/policySet.js';
import { attentionOf } from '../../src/domain/repair/deadlines.js';
import type { RepairStage } from '../../src/domain/repair/stages.js';
import { certificateCounts, certificateValidUntil } from '../../src/domain/training/trainingCertificate.js';
import { seedLaw } from '../../src/lawSeed.js';
import { openDocuments } from '../../src/openDocuments.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { afterClocks, RESTS_IN } from './support/places.js';

const DAY_MS = 86_400_000;

let database: TestDatabase;
/** The instant of loading: now, which `npm run test:dates` sets to each of its dates. */
const at = Date.now();
const today = dayOf(at);
/** Parking all takes a minute: that is done on a chosen date; else one case of each kind of clock. */
const isChosen = process.env['XINFU_DATE_SHIFT_MS'] !== undefined;
const FEW: readonly Place[] = ['ABANDONED', 'TRAINING', 'READY_TO_SIGN', 'RETURNED'];
const LATE_DESKS = isChosen ? (['SUBMITTED', 'AUTHORITY_OPINION'] as const) : [];
const firstOf = (firms: readonly ParkedFirm[]) =>
  FEW.flatMap(place => firms.find(({ parked }) => parked.place === place) ?? []);
let documents: Documents;
const loaded: { place: Place; taken: TakenOver }[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  const { data } = database;
  await seedLaw(data);
  documents = await openDocuments({ data, passphrase: 'a passphrase that only tests use', demo: true });
  const courseware = await loadCourseware();
  const logger = pino({ level: 'silent' });
  const dependencies = { data, documents, courseware, baseUrl: 'http://xinfu.test', demo: true, clock: () => at };
  const hashPassword = () => Promise.resolve('not used here');
  const firms = await seedLists({ data, demo: true, logger, hashPassword, at });
  for (const firm of isChosen ? firms : firstOf(firms)) {
    await parkCase(dependencies, firm, taken => {
      loaded.push({ place: firm.parked.place, taken });
      return Promise.resolve();
    });
  }
}, 300_000);
afterAll(() => database.close());

/** Exits are asked of the registers after the taking over; until then the case is approved. */
const restsIn = (place: Place): RepairStage => (LEAVING.includes(place) ? 'APPROVED' : RESTS_IN[place]);
const LEAVING: readonly Place[] = ['APPROVED', 'EXITING'];

describe(`the demonstration loaded on ${today}`, () => {
  it.each([
    ['at once', 0],
    ['a day later', DAY_MS],
  ])('has every case in the stage of its place %s', (_, later) => {
    const shown = loaded.map(({ place, taken }) => `${place}: ${afterClocks(taken, at + later).stage}`);

    expect(loaded.length).toBeGreaterThanOrEqual(isChosen ? 40 : FEW.length);
    expect(shown).toEqual(loaded.map(({ place }) => `${place}: ${restsIn(place)}`));
  });

  it('has no act in the future and none before the one that it follows', async () => {
    for (const { taken } of loaded) {
      const instants = (await database.data.audit.ofChain(`case:${taken.case.caseId}`)).map(record => record.at);
      expect(instants.length).toBeGreaterThan(0);
      expect(instants).toEqual(instants.toSorted((a, b) => a - b));
      expect(instants.at(-1)).toBeLessThanOrEqual(at);
    }
  });

  for (const stage of LATE_DESKS) {
    it(`shows work that is late on the desk of ${stage}, and work that is not`, () => {
      const desk = loaded.map(({ taken }) => afterClocks(taken, at)).filter(found => found.stage === stage);
      const late = desk.filter(found => attentionOf(found, at) === 'OVERDUE');

      expect(late.length).toBeGreaterThan(0);
      expect(late.length).toBeLessThan(desk.length);
    });
  }

  it('has letters whose signature is trusted, although they bear days of the past', async () => {
    const { data } = database;
    const kept = await Promise.all(loaded.map(({ taken }) => data.documents.ofCase(taken.case.caseId)));
    const letters = kept.flat().filter(({ kind }) => kind === 'COMMITMENT');

    expect(letters.length).toBeGreaterThan(0);
    for (const { documentId } of letters) {
      const bytes = (await data.documents.get(documentId))?.bytes ?? Buffer.alloc(0);
      const withMore = Buffer.concat([bytes, Buffer.from('\n')]);
      const { intact, trusted } = verifyPdfSignature(withMore, { trustedPem: documents.trustedPem });
      expect({ intact, trusted }).toEqual({ intact: true, trusted: true });
    }
  });

  it('has certificates that count today and end on a day that exists', async () => {
    const issued = await database.data.certificates.ofYear(yearOf(today));

    expect(issued.length).toBeGreaterThan(100);
    expect(issued.filter(({ validUntil }) => parseDay(validUntil) === null)).toEqual([]);
    expect(issued.filter(certificate => !certificateCounts(certificate, today))).toEqual([]);
    const policy = trainingPolicy(await database.data.policies.on(today), { day: today, demo: true });
    const lastDay = (issuedOn: string) => certificateValidUntil(asDay(issuedOn), policy);
    expect(issued.filter(({ issuedOn, validUntil }) => validUntil !== lastDay(issuedOn))).toEqual([]);
  });

  it('has an agent who reaches the firm of the mandate today', async () => {
    const { accounts, enterprises } = database.data;
    const agent = await accounts.findBySignInName(DEMO_AGENT.signInName);
    if (agent === null) throw new Error('no agent');
    const firms = await enterprises.ofRepresentative(`demo:${DEMO_AGENT.representative}`);

    expect((await accounts.actorOf(agent, today)).usccs).toEqual(firms.map(({ uscc }) => uscc));
    expect(firms).toHaveLength(1);
  });
});
