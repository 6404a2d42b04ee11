import { it } from '@jest/globals';
import { createServer } from 'node:http';
import { openPage, withBrowser } from '../../browser/support/browser.js';
import { appWith } from '../../support/appWith.js';
import { openTestDatabase } from '../../support/database.js';
import { CALENDAR_SEED } from '../../../src/domain/policy/calendarSeed.js';
import { POLICY_SEED } from '../../../src/domain/policy/policySeed.js';
import { COUNTIES } from '../../../src/domain/reference/counties.js';
import { CITY, AUDITOR, NOW } from '../coverage/support.js';
it('shoots', async () => {
  const db = await openTestDatabase();
  await db.data.calendars.seed(CALENDAR_SEED.years); await db.data.policies.seed(POLICY_SEED);
  for (const n of [1,2,3]) await db.data.audit.append({ chain: 'admin', kind: 'calendarSaved', at: NOW, data: { n } });
  const rows = COUNTIES.flatMap(({ adcode }, c) => Array.from({ length: c === 4 ? 0 : 12 + c }, (_, i) => ({ uscc: `91${adcode}PDY000${String(10+i)}X`, enterpriseName: `演示企业${c}-${i}有限公司`, county: adcode, listTypes: ['KEY_ATTENTION' as const], onListFrom: '2026-02-01', ...(i < c * 2 && { trainedOn: '2026-05-06' }) })));
  const data = { ...db.data, entries: { ...db.data.entries, coverageRows: () => Promise.resolve(rows) } };
  for (const person of [CITY, AUDITOR]) {
    const app = await appWith({ person, baseUrl: 'http://127.0.0.1:27392', clock: () => NOW, routes: { data: data as never, clock: () => NOW } });
    const server = createServer(app).listen(27392);
    await withBrowser(async browser => {
      for (const width of ['desktop', 'phone'] as const) {
        const { page, faults } = await openPage(browser, { baseUrl: 'http://127.0.0.1:27392', width });
        const list = person === CITY ? [['coverage','/coverage'],['firms','/coverage/firms?county=411722'],['calendar','/admin/calendar'],['year','/admin/calendar/2027'],['receivers','/admin/receivers'],['policy','/admin/policy?regime=LOCAL&unit=mo'],['admin','/admin']] : [['audit','/admin/audit?chain=admin&verify=1']];
        for (const [name, address] of list) {
          await page.goto(address!);
          const over = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
          await page.screenshot({ path: `/tmp/xinfu/shots/coverage/${name}-${width}.png`, fullPage: true });
          process.stdout.write(`${name} ${width} over=${String(over)} faults=${faults.join('|')}\n`);
        }
      }
    });
    server.closeAllConnections(); server.close();
  }
  await db.close();
}, 90000);
