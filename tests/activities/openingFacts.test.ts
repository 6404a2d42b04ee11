import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ActivityDependencies } from '../../activities/dependencies.js';
import { createOpeningFacts } from '../../activities/openingFacts.js';
import { entryFacts } from '../data/support/values.js';
import { at } from '../domain/repair/support.js';
import { type House, openHouse } from '../web/cases/support.js';

const OTHER_FIRM = '91411702PDY00001XL';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  const row = entryFacts(2, { uscc: OTHER_FIRM, listType: 'BLACKLIST', decisionDate: '2026-03-02' });
  await house.database.data.entries.upsertImported({
    rows: [row],
    importId: 'i',
    importedBy: 'importer',
    importers: [{ accountId: 'importer', personMark: 'mark' }, { accountId: 'confirmer' }],
    at: at('2026-11-03'),
  });
});
afterAll(() => house.close());

describe('openingFacts', () => {
  it.each([
    ['before the first possible day', '2027-03-02', true],
    ['on the first possible day itself', '2027-03-03', false],
  ])('knows of a case opened %s whether it must wait', async (_when, day, awaitsFirstDay) => {
    const { data } = house.database;
    const [entry] = await data.entries.ofUscc(OTHER_FIRM);
    const open = createOpeningFacts({ data, demo: false, clock: () => at(day) } as ActivityDependencies);
    const openedBy = { accountId: 'rep', role: 'LEGAL_REP' };

    const opening = { caseId: 'new', reference: 'XF-NEW', entryId: entry?.entryId ?? '', openedBy, assisted: false };
    const { facts } = await open(opening);

    expect(facts).toMatchObject({ firstSubmissionDay: '2027-03-03', awaitsFirstDay, openedAt: at(day) });
    // Neither of them decides on the case, by whatever account.
    expect(facts.importers).toEqual([{ accountId: 'importer', personMark: 'mark' }, { accountId: 'confirmer' }]);
  });
});
