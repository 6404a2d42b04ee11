import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dataAccess } from '../../src/data/index.js';
import { seedLaw } from '../../src/lawSeed.js';
import { openWorld, type World } from '../accounts/support.js';
import { DISPLAY, entryFacts, repairCase } from '../data/support/values.js';
import { appWith } from '../support/appWith.js';
import { commandsDuring, namesOf } from '../support/databaseCommands.js';
import { anOfficial, type Browser, realAccounts, signedIn, type Site } from './account/support.js';

/** Who asks, every time anew: the session with its person and the person's firms, and how much this person has not read. */
const WHO_ASKS = ['notices.aggregate', 'sessions.aggregate'];

let site: Site;
let world: World;
beforeAll(async () => {
  world = await openWorld({ tells: true });
  const { connection, keys } = world;
  const data = dataAccess(connection, keys, { lawMemoryMs: 600_000 });
  const options = realAccounts(world);
  site = { ...world, data, app: await appWith({ ...options, routes: { ...options.routes, data } }) };
  await seedLaw(data);
});
afterAll(() => world.close());

/** What a page asks of the database once the law has been read. */
async function costOf(browser: Browser, address: string): Promise<string[]> {
  await browser.get(address).expect(200);
  return namesOf(await commandsDuring(world.connection, () => browser.get(address).expect(200)));
}

describe('what a page asks of the database', () => {
  it('reviewers’ queue: one page of cases and one tally; the names of other holders are read once', async () => {
    const colleague = await anOfficial(world, { role: 'COUNTY_REVIEWER', name: 'holder' });
    const assignee = { accountId: colleague.accountId, role: 'COUNTY_REVIEWER' };
    for (let place = 0; place < 40; place += 1) {
      const names = { caseId: `cost-${String(place)}`, reference: `XF-COST-${String(place)}` };
      await site.data.cases.project(
        repairCase({ ...names, stage: 'SUBMITTED', ...(place < 3 && { assignee }) }),
        DISPLAY,
      );
    }
    await anOfficial(world, { role: 'COUNTY_REVIEWER', name: 'queue-reader' });
    const reviewer = await signedIn(site, 'queue-reader');

    expect((await reviewer.get('/review')).text).toContain('示例holder');
    const page = ['cases.aggregate', 'cases.find'];
    expect(await costOf(reviewer, '/review')).toEqual([...WHO_ASKS, ...page].sort());
    const further = [...WHO_ASKS, 'cases.aggregate', 'cases.find'].sort();
    for (const address of ['/review?page=2', '/review/recent', '/review/all?q=XF-COST-7']) {
      expect(await costOf(reviewer, address)).toEqual(further);
    }
    expect(await costOf(reviewer, '/review/all')).toEqual([...WHO_ASKS, ...page].sort());
    expect(await costOf(reviewer, '/review?holder=unclaimed&page=2')).toHaveLength(4);
    expect(await costOf(reviewer, '/')).toEqual([...WHO_ASKS].sort());
    expect(await costOf(reviewer, '/notices')).toEqual([...WHO_ASKS, 'notices.find'].sort());
  });

  it('where cases are, for those without a desk: one page and a count where it is full', async () => {
    await anOfficial(world, { role: 'CITY_ADMIN', name: 'case-finder' });
    const admin = await signedIn(site, 'case-finder');

    expect(await costOf(admin, '/review/all')).toEqual([...WHO_ASKS, 'cases.aggregate', 'cases.find'].sort());
    expect(await costOf(admin, '/review/all?q=XF-COST-7')).toEqual([...WHO_ASKS, 'cases.find'].sort());
  });

  it('list of entries: one page, the firms on it, and a count where the page is full', async () => {
    const rows = Array.from({ length: 60 }, (_, place) => entryFacts(place));
    await site.data.entries.upsertImported({ rows, importId: 'i', importedBy: 'importer', at: world.now() });
    await anOfficial(world, { role: 'CITY_ADMIN', name: 'list-reader' });
    const admin = await signedIn(site, 'list-reader');

    const page = ['enterprises.find', 'listEntries.find'];
    expect(await costOf(admin, '/entries')).toEqual([...WHO_ASKS, ...page, 'listEntries.aggregate'].sort());
    expect(await costOf(admin, '/entries?page=2')).toEqual([...WHO_ASKS, ...page].sort());
  });
});
