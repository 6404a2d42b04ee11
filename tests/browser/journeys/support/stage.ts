import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../support/browser.js';
import { type Site, startSite } from './site.js';

/** A started site and a browser, for all journeys of a file. */
export interface Stage {
  readonly site: Site;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Starts both at once; where one does not start, the other is ended too, so that nothing outlives the failure. */
export async function openStage(): Promise<Stage> {
  const [site, browser] = await Promise.allSettled([startSite(), launchBrowser()]);
  const close = async () => {
    if (browser.status === 'fulfilled') await browser.value.close();
    if (site.status === 'fulfilled') await site.value.stop();
  };
  if (site.status === 'fulfilled' && browser.status === 'fulfilled') {
    return { site: site.value, browser: browser.value, close };
  }
  await close();
  const [failed] = [site, browser].filter(result => result.status === 'rejected');
  throw new Error('the stage did not open', { cause: failed?.reason });
}
