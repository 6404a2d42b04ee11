import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import {
  aFirm,
  anInvitation,
  aRepresentative,
  freshIdNumber,
  openWorld,
  PASSWORD,
  type World,
} from '../accounts/support.js';
import { anOfficial, realAccounts } from '../web/account/support.js';
import {
  axeCheck,
  launchBrowser,
  openPage,
  screenshot,
  sidewaysScroll,
  type Width,
  withSite,
} from './support/browser.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await openWorld();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** What is wrong with the page as it stands; a picture is kept on the way. */
async function faultsOf(page: Page, name: string): Promise<string[]> {
  await screenshot(page, name);
  const sideways = await sidewaysScroll(page);
  return [...(await axeCheck(page)), ...(sideways > 0 ? [`${String(sideways)} pixels too wide`] : [])].map(
    fault => `${name}: ${fault}`,
  );
}

const visit = (width: Width, run: (page: Page) => Promise<string[]>) =>
  withSite(realAccounts(world), async baseUrl => {
    const { page, context, faults } = await openPage(browser, { baseUrl, width });
    const found = await run(page);
    await context.close();
    return [...found, ...faults.filter(fault => !fault.includes('422'))];
  });

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/account/sign-in');
  await page.fill('#name', name);
  await page.fill('#password', PASSWORD);
  await page.click('main button[type=submit]');
}

describe.each<Width>(['desktop', 'phone'])('the account pages (%s)', width => {
  it('take a representative from the activation code to the own account', async () => {
    const firm = await aFirm(world, { name: '示例新型建筑材料制造有限公司' });
    await anInvitation(world, firm.uscc, `${width}-2345`);

    const faults = await visit(width, async page => {
      await page.goto('/account/activate');
      const found = await faultsOf(page, `activate-${width}`);
      await page.click('main button[type=submit]');
      found.push(...(await faultsOf(page, `activate-faults-${width}`)));
      await page.fill('#code', `${width}-2345`);
      await page.fill('#uscc', firm.uscc);
      await page.fill('#name', firm.representative);
      await page.fill('#idTail', firm.idNumber.slice(-6));
      await page.click('main button[type=submit]');
      found.push(...(await faultsOf(page, `new-password-${width}`)));
      await page.fill('#password', PASSWORD);
      await page.fill('#again', PASSWORD);
      await page.click('main button[type=submit]');
      await page.goto('/account');
      return [...found, ...(await faultsOf(page, `account-${width}`))];
    });

    expect(faults).toEqual([]);
  });

  it('let a representative appoint and dismiss an agent', async () => {
    const { firm } = await aRepresentative(world);

    const faults = await visit(width, async page => {
      await signIn(page, firm.uscc);
      await page.goto('/account/agents/new');
      const found = await faultsOf(page, `agent-new-${width}`);
      await page.fill('#displayName', '经办乙');
      await page.fill('#idNumber', freshIdNumber());
      await page.fill('#phone', width === 'phone' ? '13900000011' : '13900000012');
      await page.fill('#validUntil', '2026-12-31');
      await page.click('main button[type=submit]');
      found.push(...(await faultsOf(page, `handed-code-${width}`)));
      await page.goto('/account/agents');
      found.push(...(await faultsOf(page, `agents-${width}`)));
      await page.click('text=解除委托');
      return [...found, ...(await faultsOf(page, `agent-dismiss-${width}`))];
    });

    expect(faults).toEqual([]);
  });

  it('let an administrator keep the accounts of officials', async () => {
    const admin = await anOfficial(world, { role: 'CITY_ADMIN', name: `admin.${width}` });
    const reviewer = await anOfficial(world, { role: 'COUNTY_REVIEWER', name: `reviewer.${width}` });

    const faults = await visit(width, async page => {
      await signIn(page, admin.name);
      await page.goto('/accounts');
      const found = await faultsOf(page, `staff-${width}`);
      await page.goto('/accounts/new');
      await page.click('main button[type=submit]');
      found.push(...(await faultsOf(page, `staff-new-${width}`)));
      await page.goto(`/accounts/${reviewer.accountId}`);
      found.push(...(await faultsOf(page, `staff-show-${width}`)));
      await page.goto(`/accounts/${reviewer.accountId}/phone`);
      await page.click('main button[type=submit]');
      found.push(...(await faultsOf(page, `staff-phone-${width}`)));
      await page.goto(`/accounts/${reviewer.accountId}/disable`);
      return [...found, ...(await faultsOf(page, `staff-disable-${width}`))];
    });

    expect(faults).toEqual([]);
  });

  it('tell a stranger how to sign in, and a reviewer how to declare an interest', async () => {
    const { firm } = await aRepresentative(world);
    const reviewer = await anOfficial(world, { role: 'COUNTY_REVIEWER', name: `interest.${width}` });

    const faults = await visit(width, async page => {
      await page.goto('/account/sign-in');
      const found = await faultsOf(page, `sign-in-${width}`);
      await page.goto('/account/reset');
      found.push(...(await faultsOf(page, `reset-${width}`)));
      await page.goto('/account/reset/code');
      found.push(...(await faultsOf(page, `reset-code-${width}`)));
      await signIn(page, reviewer.name);
      await page.goto('/account/interests');
      await page.fill('#uscc', firm.uscc);
      await page.click('main form >> nth=-1 >> button');
      await page.goto('/account/interests');
      found.push(...(await faultsOf(page, `interests-${width}`)));
      await page.goto('/account/password');
      return [...found, ...(await faultsOf(page, `password-${width}`))];
    });

    expect(faults).toEqual([]);
  });
});
