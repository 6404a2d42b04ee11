import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../../src/demonstration/people.js';
import { launchBrowser, openPage, type Width } from '../support/browser.js';
import { type Site, startSite } from './support/site.js';
import { faultsOfLook, follow, reloadUntil, review, signIn, type Where } from './support/visitor.js';

// The whole built application is started, filled and walked through.
jest.setTimeout(180_000);

let browser: Browser;
let site: Site;
let where: Where;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), startSite()]);
  where = { browser, baseUrl: site.baseUrl };
});
afterAll(async () => {
  await Promise.all([browser.close(), site.stop()]);
});

/** Opens the case of a representative who has one; answers with what the page says of it. */
async function openCase(page: Page): Promise<{ reference: string; uscc: string }> {
  await page.goto('/cases');
  await follow(page, '继续办理');
  const text = await page.locator('main').innerText();
  const [reference = ''] = /XF-\d{6}-\d{4}-\w+/.exec(text) ?? [];
  const [uscc = ''] = /\b91\w{16}\b/.exec(text) ?? [];
  return { reference, uscc };
}

/** The newest message with a code, as the administrator reads it in the place of the telephone. */
async function newestCode(): Promise<string> {
  const { page, context } = await signIn(where, 'city-admin');
  await page.goto('/outbox');
  const [code = ''] = /\b\d{6}\b/.exec(await page.locator('main tbody tr td:last-child').first().innerText()) ?? [];
  await context.close();
  return code;
}

async function sign(page: Page): Promise<void> {
  await follow(page, '去签署');
  expect(await faultsOfLook(page, 'journey-letter')).toEqual([]);
  for (const box of await page.locator('input[name="statements"]').all()) await box.check();
  await page.getByRole('button', { name: '已读完，去签署' }).click();
  await page.getByLabel('登录密码').fill(DEMO_PASSWORD);
  await page.getByLabel('短信验证码').fill(await newestCode());
  await page.getByLabel('输入姓名代替手写').fill('王立言');
  await page.locator('input[name="consent"]').check();
  expect(await faultsOfLook(page, 'journey-sign')).toEqual([]);
  await page.getByRole('button', { name: '签署并提交' }).click();
  await reloadUntil(page, '已签署并提交');
}

describe('a case from signature to exit', () => {
  it('is signed, accepted, reviewed, agreed, approved and leaves the list', async () => {
    const { page, faults } = await signIn(where, 'rep-sign');
    const { reference, uscc } = await openCase(page);
    const visitor = await openPage(browser, { baseUrl: site.baseUrl });
    await visitor.page.goto(`/list?q=${uscc}`);
    expect(await visitor.page.locator('main').innerText()).not.toContain('没有找到这家企业');

    await sign(page);
    const [, code = ''] = /验证码\s+([0-9A-Z-]{20,})/.exec(await page.locator('main').innerText()) ?? [];
    expect(code).not.toBe('');
    await follow(page, '返回办件');
    expect(await page.locator('main').innerText()).toContain('已提交');

    const county = await signIn(where, 'county');
    await review(county.page, { reference, act: 'accept' });
    await review(county.page, { reference, act: 'county-review', reason: '材料齐全，义务已履行。' });
    const authority = await signIn(where, 'authority');
    await review(authority.page, { reference, act: 'authority-opinion', reason: '经核实，同意修复。' });
    const city = await signIn(where, 'city');
    await review(city.page, { reference, act: 'city-decision', reason: '同意修复。' });

    await reloadUntil(page, '修复已完成：该记录已移出名单');
    expect(await page.locator('main').innerText()).toMatch(/当前状态：\s*已修复/);
    await reloadUntil(page, '通知书');
    expect(await faultsOfLook(page, 'journey-repaired')).toEqual([]);

    await visitor.page.reload();
    expect(await visitor.page.locator('main').innerText()).toContain('没有找到这家企业');
    await visitor.page.goto('/exits');
    expect(await visitor.page.locator('main').innerText()).toContain(uscc);
    expect(await faultsOfLook(visitor.page, 'journey-exits')).toEqual([]);
    await visitor.page.goto('/verify');
    await visitor.page.getByLabel('文书上的验证码').fill(code);
    await visitor.page.getByRole('button', { name: '验证', exact: true }).click();
    expect(await visitor.page.locator('main').innerText()).toMatch(/真实有效[^]*信用修复承诺书/);
    for (const opened of [{ faults }, county, authority, city, visitor]) expect(opened.faults).toEqual([]);
  });
});

describe('a returned case on a phone', () => {
  it('shows every reason, takes better evidence and is submitted again', async () => {
    const { page, faults } = await signIn({ ...where, width: 'phone' }, 'rep-returned');
    await openCase(page);
    const text = await page.locator('main').innerText();
    expect(text).toContain('请您补正以下 1 处');
    expect(text).toContain('缴款凭证不清晰，看不到决定书文号，请重新上传。');
    expect(await faultsOfLook(page, 'journey-returned-phone')).toEqual([]);

    await follow(page, '去上传');
    await page.locator('input[name="material"][value="MAT2"]').check();
    const buffer = Buffer.from(
      '%PDF-1.4\n% a clearer scan\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
    );
    const scan = { name: '缴款凭证（清晰）.pdf', mimeType: 'application/pdf', buffer };
    await page.locator('input[type="file"]').setInputFiles(scan);
    await page.getByRole('button', { name: '上传', exact: true }).click();
    expect(await page.locator('main').innerText()).toContain('缴款凭证（清晰）.pdf');
    expect(await faultsOfLook(page, 'journey-evidence-phone')).toEqual([]);

    await openCase(page);
    await follow(page, '补正后重新提交');
    await page.locator('input[name="declared"]').check();
    expect(await faultsOfLook(page, 'journey-resubmit-phone')).toEqual([]);
    await page.getByRole('button', { name: '重新提交' }).click();
    await reloadUntil(page, '第 2 次提交');
    expect(await page.locator('main').innerText()).toMatch(/当前状态：\s*已提交/);
    expect(faults).toEqual([]);
  });
});

describe('coverage by county', () => {
  it.each<Width>(['desktop', 'phone'])('is accessible and tells which counties reached the half (%s)', async width => {
    const { page, faults } = await signIn({ ...where, width }, 'city-admin');
    await page.goto('/coverage');
    const text = await page.locator('main').innerText();
    for (const county of ['上蔡县', '驿城区', '新蔡县']) expect(text).toContain(county);
    expect(await faultsOfLook(page, `journey-coverage-${width}`)).toEqual([]);
    expect(faults).toEqual([]);
  });
});
