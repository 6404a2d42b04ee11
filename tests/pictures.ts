import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_PASSWORD } from '../src/demonstration/people.js';
import { projectRoot } from '../src/projectRoot.js';
import { launchBrowser, openPage, type Width } from './browser/support/browser.js';

// `npm run pictures`: photographs the running demonstration for the README. The address may be given.
const baseUrl = process.argv[2] ?? 'http://localhost:3000';
const folder = join(projectRoot, 'docs/pictures');

interface Picture {
  name: string;
  /** Who is signed in; a stranger where absent. */
  who?: string;
  width: Width;
  /** Address, then links to follow, by selector. */
  way: readonly [string, ...string[]];
  /** Pixels kept from the top. */
  height: number;
}

const PICTURES: readonly Picture[] = [
  { name: 'home', width: 'desktop', way: ['/'], height: 1_000 },
  { name: 'tasks-phone', who: 'rep-sign', width: 'phone', way: ['/cases', 'main a[href^="/cases/"]'], height: 1_500 },
  { name: 'courses-phone', who: 'rep-training', width: 'phone', way: ['/training'], height: 1_500 },
  { name: 'queue', who: 'county', width: 'desktop', way: ['/review'], height: 1_150 },
  { name: 'review', who: 'county', width: 'desktop', way: ['/review', 'main tbody a'], height: 1_500 },
  { name: 'coverage', who: 'city-admin', width: 'desktop', way: ['/coverage'], height: 1_450 },
];

async function take(browser: Awaited<ReturnType<typeof launchBrowser>>, picture: Picture): Promise<void> {
  const { name, who, width, way, height } = picture;
  const { page, context } = await openPage(browser, { baseUrl, width });
  if (who !== undefined) {
    await page.goto('/account/sign-in');
    await page.fill('input[name=name]', who);
    await page.fill('input[name=password]', DEMO_PASSWORD);
    await page.click('main form button[type=submit]');
    await page.waitForURL(url => !url.pathname.includes('sign-in'));
  }
  const [address, ...links] = way;
  await page.goto(address);
  for (const link of links) {
    const before = page.url();
    await page.locator(link).first().click();
    await page.waitForURL(url => url.href !== before);
  }
  const { width: wide = 0 } = page.viewportSize() ?? {};
  await page.setViewportSize({ width: wide, height });
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
}

mkdirSync(folder, { recursive: true });
const browser = await launchBrowser();
try {
  for (const picture of PICTURES) await take(browser, picture);
} finally {
  await browser.close();
}
