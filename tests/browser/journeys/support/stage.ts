import type { Browser } from 'playwright-core';
import { type Courseware, loadCourseware } from '../../../../src/courseware/index.js';
import { launchBrowser, type OpenPage } from '../../support/browser.js';
import { type Site, startSite } from './site.js';

/** A started site and a browser, for all journeys. */
export interface Stage {
  readonly site: Site;
  readonly browser: Browser;
  /** What the site teaches and asks. */
  readonly courseware: Courseware;
  /** Pages of the officials who have signed in, by width and name. */
  readonly officials: Map<string, OpenPage>;
  close(): Promise<void>;
}

/** Starts both at once; where one does not start, the other is ended too, so that nothing outlives the failure. */
export async function openStage(): Promise<Stage> {
  const courseware = await loadCourseware();
  const [site, browser] = await Promise.allSettled([startSite(), launchBrowser()]);
  const close = async () => {
    if (browser.status === 'fulfilled') await browser.value.close();
    if (site.status === 'fulfilled') await site.value.stop();
  };
  if (site.status === 'fulfilled' && browser.status === 'fulfilled') {
    return { site: site.value, browser: browser.value, courseware, officials: new Map(), close };
  }
  await close();
  const [failed] = [site, browser].filter(result => result.status === 'rejected');
  throw new Error('the stage did not open', { cause: failed?.reason });
}
