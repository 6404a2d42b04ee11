import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Browser } from 'playwright-core';
import { projectRoot } from '../../src/projectRoot.js';
import { readAssetManifest, setUpAssets } from '../../src/web/assets.js';
import { createHandlebarsEngine } from '../../src/web/handlebarsEngine.js';
import { loadTranslations } from '../../src/web/i18n.js';
import { setUpLocals } from '../../src/web/middleware/setUpLocals.js';
import { setUpSecurity } from '../../src/web/middleware/setUpSecurity.js';
import { ensureAssets } from '../support/appWith.js';
import { axeCheck, launchBrowser, openPage, screenshot, sidewaysScroll, type Width } from './support/browser.js';

const GALLERY = join(projectRoot, 'tests/browser/support/gallery.hbs');

const page = {
  errors: [
    { text: '请填写统一社会信用代码', field: 'uscc' },
    { text: '请选择一种材料', field: 'kind' },
  ],
  steps: [
    { title: '登记', note: '11月9日', state: 'done' },
    { title: '学习', note: '6.5/9 学时', state: 'current' },
    { title: '考试', note: '未开始', state: 'todo' },
    { title: '签署承诺', note: '未开始', state: 'todo' },
    { title: '审核', note: '法定 10 个工作日', state: 'todo' },
    { title: '移出名单', state: 'todo' },
  ],
  tasks: [
    {
      title: '继续学习《信用修复的条件》',
      href: '#',
      hint: '剩余 1.0 学时',
      status: { text: '进行中', colour: 'blue' },
    },
    { title: '补传：缴款收据', href: '#', hint: '审核员 11月20日要求', status: { text: '需补正', colour: 'red' } },
    { title: '完成在线考试', hint: '学时达标后自动开放', status: { text: '尚未开放', colour: 'grey' } },
  ],
  rows: [
    { key: '统一社会信用代码', value: '91411702PDY000015A', mono: true },
    { key: '状态', tag: { text: '已受理', colour: 'green' } },
    {
      key: '应履行的义务',
      lines: ['缴纳罚款 5,000 元', '改正违法行为'],
      actions: [{ text: '更改', href: '#', about: '义务' }],
    },
    { key: '备注' },
  ],
  head: [{ text: '县区' }, { text: '名单企业', numeric: true }, { text: '覆盖率', numeric: true }, { text: '状态' }],
  table: [
    [
      { text: '甲县', header: true },
      { text: '812', numeric: true },
      { text: '74.4%', numeric: true },
      { text: '', tag: { text: '达标', colour: 'green' } },
    ],
    [
      { text: '乙县', header: true, href: '#' },
      { text: '402', numeric: true },
      { text: '46.8%', numeric: true, note: '还差 13 家' },
      { text: '', tag: { text: '未达标', colour: 'orange' } },
    ],
  ],
  items: [
    { value: 'receipt', text: '缴款收据', hint: '要有决定书文号' },
    { value: 'form', text: '认定单位证明' },
  ],
  chosen: ['form'],
  pages: [
    { number: 1, href: '#' },
    { ellipsis: true },
    { number: 4, href: '#', current: true },
    { number: 5, href: '#' },
  ],
  timeline: [
    { title: '退回补正', at: '2026年11月20日 15:20', by: '县区审核员', lines: ['R04 收据看不清', 'R05 缺少改正证明'] },
    {
      title: '正式提交',
      at: '2026年11月18日 09:05',
      text: '提交后开始计算审核期限。',
      href: '#',
      linkText: '查看承诺书',
    },
  ],
};

describe('the components in a browser', () => {
  let browser: Browser;
  let folder: string;
  let stop: () => Promise<unknown>;
  let baseUrl: string;

  beforeAll(async () => {
    await ensureAssets();
    folder = mkdtempSync(join(tmpdir(), 'xinfu-gallery-'));
    cpSync(join(projectRoot, 'views'), folder, { recursive: true });
    writeFileSync(join(folder, 'gallery.hbs'), readFileSync(GALLERY));
    const assetFolder = join(projectRoot, 'dist/assets');
    const translations = await loadTranslations(join(projectRoot, 'src/web/locales'), key => {
      throw new Error(`No words for ${key}`);
    });
    const app = express();
    app.set('views', folder);
    app.set('view engine', 'hbs');
    app.engine('hbs', createHandlebarsEngine(folder));
    app.use(setUpSecurity(false));
    app.use(setUpAssets(assetFolder));
    app.use(setUpLocals({ translations, assets: readAssetManifest(assetFolder), demo: true }));
    app.get('/gallery', (_req, res) => {
      res.render('gallery', page);
    });
    const server = createServer(app);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    stop = () => new Promise(resolve => server.close(resolve));
    browser = await launchBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each<[Width, string]>([
    ['desktop', 'zh'],
    ['phone', 'zh'],
    ['phone', 'en'],
  ])(
    'are accessible and fit the window (%s, %s)',
    async (width, language) => {
      const { page: opened, context, faults } = await openPage(browser, { baseUrl, width });
      await opened.goto(`/gallery?lang=${language}`);
      await screenshot(opened, `gallery-${width}-${language}`);

      expect(await axeCheck(opened)).toEqual([]);
      expect(await sidewaysScroll(opened)).toBe(0);
      expect(faults).toEqual([]);
      await context.close();
    },
    60_000,
  );

  it('keep what was typed, without a space added, and show the error beside its field', async () => {
    const { page: opened, context } = await openPage(browser, { baseUrl });
    await opened.goto('/gallery');

    expect(await opened.locator('#measures').inputValue()).toBe('第一行\n  第二行');
    expect(await opened.locator('#uscc').getAttribute('aria-describedby')).toContain('uscc-error');
    expect(await opened.locator('#kind-2').isChecked()).toBe(true);
    await context.close();
  }, 60_000);

  it('show a typed password on request', async () => {
    const { page: opened, context } = await openPage(browser, { baseUrl });
    await opened.goto('/gallery');
    await opened.locator('#password').fill('一串密码');

    await opened.getByRole('button', { name: '显示密码' }).click();

    expect(await opened.locator('#password').getAttribute('type')).toBe('text');
    await context.close();
  }, 60_000);
});
