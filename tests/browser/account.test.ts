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
import { launchBrowser, openPage, pageFaults, withSite } from './support/browser.js';

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

const visit = (run: (page: Page) => Promise<string[]>) =>
  withSite(realAccounts(world), async baseUrl => {
    const { page, context, faults } = await openPage(browser, { baseUrl });
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

describe('the account pages', () => {
  it('take a representative from the activation code to the own account', async () => {
    const firm = await aFirm(world, { name: '示例新型建筑材料制造有限公司' });
    await anInvitation(world, firm.uscc, 'page-2345');

    const faults = await visit(async page => {
      await page.goto('/account/activate');
      const found = await pageFaults(page, 'activate');
      await page.click('main button[type=submit]');
      found.push(...(await pageFaults(page, 'activate-faults')));
      await page.fill('#code', 'page-2345');
      await page.fill('#uscc', firm.uscc);
      await page.fill('#name', firm.representative);
      await page.fill('#idTail', firm.idNumber.slice(-6));
      await page.click('main button[type=submit]');
      found.push(...(await pageFaults(page, 'new-password')));
      await page.fill('#password', PASSWORD);
      await page.fill('#again', PASSWORD);
      await page.click('main button[type=submit]');
      await page.goto('/account');
      return [...found, ...(await pageFaults(page, 'account'))];
    });

    expect(faults).toEqual([]);
  });

  it('let a representative appoint and dismiss an agent', async () => {
    const { firm } = await aRepresentative(world);

    const faults = await visit(async page => {
      await signIn(page, firm.uscc);
      await page.goto('/account/agents/new');
      const found = await pageFaults(page, 'agent-new');
      await page.fill('#displayName', '经办乙');
      await page.fill('#idNumber', freshIdNumber());
      await page.fill('#phone', '13900000011');
      await page.fill('#validUntil', '2026-12-31');
      await page.click('main button[type=submit]');
      found.push(...(await pageFaults(page, 'handed-code')));
      await page.goto('/account/agents');
      found.push(...(await pageFaults(page, 'agents')));
      await page.click('text=解除委托');
      return [...found, ...(await pageFaults(page, 'agent-dismiss'))];
    });

    expect(faults).toEqual([]);
  });

  it('let an administrator keep the accounts of officials', async () => {
    const admin = await anOfficial(world, { role: 'CITY_ADMIN', name: 'admin.page' });
    const reviewer = await anOfficial(world, { role: 'COUNTY_REVIEWER', name: 'reviewer.page' });

    const faults = await visit(async page => {
      await signIn(page, admin.name);
      await page.goto('/accounts');
      const found = await pageFaults(page, 'staff');
      await page.goto('/accounts/new');
      await page.click('main button[type=submit]');
      found.push(...(await pageFaults(page, 'staff-new')));
      await page.goto(`/accounts/${reviewer.accountId}`);
      found.push(...(await pageFaults(page, 'staff-show')));
      await page.goto(`/accounts/${reviewer.accountId}/phone`);
      await page.click('main button[type=submit]');
      found.push(...(await pageFaults(page, 'staff-phone')));
      await page.goto(`/accounts/${reviewer.accountId}/disable`);
      return [...found, ...(await pageFaults(page, 'staff-disable'))];
    });

    expect(faults).toEqual([]);
  });

  it('tell a stranger how to sign in, and a reviewer how to declare an interest', async () => {
    const { firm } = await aRepresentative(world);
    const reviewer = await anOfficial(world, { role: 'COUNTY_REVIEWER', name: 'interest.page' });

    const faults = await visit(async page => {
      await page.goto('/account/sign-in');
      const found = await pageFaults(page, 'sign-in');
      await page.goto('/account/reset');
      found.push(...(await pageFaults(page, 'reset')));
      await page.goto('/account/reset/code');
      found.push(...(await pageFaults(page, 'reset-code')));
      await signIn(page, reviewer.name);
      await page.goto('/account/interests');
      await page.fill('#uscc', firm.uscc);
      await page.click('main form >> nth=-1 >> button');
      await page.goto('/account/interests');
      found.push(...(await pageFaults(page, 'interests')));
      await page.goto('/account/password');
      return [...found, ...(await pageFaults(page, 'password'))];
    });

    expect(faults).toEqual([]);
  });
});
