import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoFirms, lateFirms } from '../../src/demonstration/entries.js';
import {
  importFirms,
  inviteFirms,
  leaveForConfirmation,
  nameAnotherPerson,
} from '../../src/demonstration/listHistory.js';
import { DEMO_COUNTY, IMPORTED_COUNTY } from '../../src/demonstration/people.js';
import { dayOf } from '../../src/domain/calendarDay.js';
import { outboxGateway } from '../../src/messaging/outboxGateway.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { logger, NOW, seedPolicies } from '../web/entries/support.js';

const FIRST = { page: 1, size: 20 };

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database);
});
afterAll(() => database.close());

describe('the history of the demonstration’s list', () => {
  it('is one import that is done, one that waits, and invitations with their messages, and a person to be checked, however often it is loaded', async () => {
    const { data } = database;
    const today = dayOf(NOW);
    const firms = demoFirms(today);
    const imported = firms.filter(({ entry }) => entry.county === IMPORTED_COUNTY).slice(0, 5);
    const invited = firms.filter(({ entry }) => entry.county === DEMO_COUNTY).slice(0, 2);
    const [renamed] = firms.filter(({ entry }) => entry.county === DEMO_COUNTY).slice(2);
    if (renamed === undefined) throw new Error('no firm');
    await data.enterprises.upsertMany([...invited, renamed].map(({ enterprise }) => ({ ...enterprise, at: NOW })));
    const rows = [...invited, renamed].map(({ entry }) => entry);
    await data.entries.upsertImported({ rows, importId: 'feed', importedBy: 'demo:feed', at: NOW });
    const dependencies = { data, demo: true, logger, messages: outboxGateway(data), clock: () => NOW };

    for (let time = 0; time < 2; time += 1) {
      await importFirms(dependencies, imported);
      await leaveForConfirmation(dependencies, { known: imported.slice(0, 3), fresh: lateFirms(today) });
      await inviteFirms(dependencies, invited);
      await nameAnotherPerson(dependencies, renamed);
    }

    const { items } = await data.imports.list({}, FIRST);
    expect(items.map(({ state, counts, result }) => ({ state, counts, result }))).toEqual(
      expect.arrayContaining([
        {
          state: 'DONE',
          counts: { NEW: 5, SAME: 0, CHANGED: 0, FAULTY: 0 },
          result: { added: 5, changed: 0, same: 0 },
        },
        {
          state: 'DONE',
          counts: { NEW: 1, SAME: 0, CHANGED: 0, FAULTY: 0 },
          result: { added: 1, changed: 0, same: 0 },
        },
        { state: 'PREVIEW', counts: { NEW: 3, SAME: 2, CHANGED: 1, FAULTY: 1 }, result: undefined },
      ]),
    );
    expect(items).toHaveLength(3);
    expect((await data.personQuestions.page({ open: true }, FIRST)).items).toMatchObject([
      { uscc: renamed.enterprise.uscc, evidence: [{ line: 2 }] },
    ]);
    expect(await data.entries.count()).toBe(9);
    expect((await data.outbox.page({}, FIRST)).items.map(({ channel }) => channel).sort()).toEqual([
      ...['MAIL', 'MAIL'],
      ...['SMS', 'SMS', 'SMS'],
    ]);
  });
});
