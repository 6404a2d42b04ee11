import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { projectRoot } from '../../../src/projectRoot.js';
import { appWith, type AppOptions } from '../../support/appWith.js';

export const WIDTHS = { desktop: 1280, phone: 390 } as const;
const HEIGHTS = { desktop: 900, phone: 844 } as const;
export type Width = keyof typeof WIDTHS;

const ARGUMENTS = ['--headless=shell', '--no-sandbox', '--disable-gpu', '--no-zygote', '--font-render-hinting=none'];

/** Starts Chromium; the caller closes it. Nothing needs to be installed on the machine. */
export async function launchBrowser(): Promise<Browser> {
  const { stdout: folder } = await promisify(execFile)(process.execPath, [
    join(projectRoot, 'tests/browser/support/unpackBrowser.mjs'),
  ]);
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ARGUMENTS,
    env: {
      ...process.env,
      FONTCONFIG_PATH: join(folder, 'fonts'),
      LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
    },
  });
}

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors, uncaught exceptions and failed requests so far; a good page has none. Whoever reports them may take them out. */
  readonly faults: string[];
}

/** A fresh visitor (own cookies) at a desktop's or a phone's width. The content security policy stays in force. */
export async function openPage(browser: Browser, options: { baseUrl: string; width?: Width }): Promise<OpenPage> {
  const width = options.width ?? 'desktop';
  const context = await browser.newContext({
    baseURL: options.baseUrl,
    viewport: { width: WIDTHS[width], height: HEIGHTS[width] },
    hasTouch: width === 'phone',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', error => faults.push(`exception: ${error.message}`));
  page.on('requestfailed', request => {
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') faults.push(`request: ${request.url()} ${why}`); // aborted = we went elsewhere
  });
  return { page, context, faults };
}

/**
 * Runs axe over the page (WCAG 2.2 AA and best practice) and answers with one line per violation. The script comes in
 * through the debugging protocol, so the page's own policy needs no hole for it.
 */
export async function axeCheck(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { result: there } = await session.send('Runtime.evaluate', { expression: `typeof axe` });
  if (there.value === 'undefined') await session.send('Runtime.evaluate', { expression: axe.source });
  const tags = JSON.stringify(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: `axe.run(document, { resultTypes: ['violations'], preload: false, runOnly: { type: 'tag', values: ${tags} } }).then(({ violations }) => JSON.stringify(violations))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (exceptionDetails) throw new Error(`axe could not run: ${exceptionDetails.text}`);
  const violations = JSON.parse(String(result.value)) as AxeResults['violations'];
  return violations.map(({ id, help, nodes }) => {
    const where = nodes.map(node => node.target.join(' ')).join(' | ');
    return `${id}: ${help} (${where})`;
  });
}

/** Pixels by which the page is wider than the window; 0 on a page that fits. */
export async function sidewaysScroll(page: Page): Promise<number> {
  const widths = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  );
  return widths[0] - widths[1];
}

/**
 * What is wrong with the page as it stands, at a desktop's width and at a phone's: what axe finds, and what sticks out
 * sideways. A picture of each is kept. Leaves the page at the desktop's width.
 */
export async function pageFaults(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const width of ['phone', 'desktop'] as const) {
    await page.setViewportSize({ width: WIDTHS[width], height: HEIGHTS[width] });
    await screenshot(page, `${name}-${width}`);
    const wider = await sidewaysScroll(page);
    const faults = [...(await axeCheck(page)), ...(wider > 0 ? [`${String(wider)} px too wide`] : [])];
    found.push(...faults.map(fault => `${name} (${width}): ${fault}`));
  }
  return found;
}

/** Keeps a picture of the whole page in the folder named by XINFU_SCREENSHOTS; without it does nothing. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env['XINFU_SCREENSHOTS'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** The application with fakes (see `appWith`) on a free port for the time of `run`, under its true address. */
export async function withSite<T>(options: AppOptions, run: (baseUrl: string) => Promise<T>): Promise<T> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  try {
    server.on('request', await appWith({ ...options, baseUrl }));
    return await run(baseUrl);
  } finally {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }
}
