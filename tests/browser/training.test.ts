import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { placedQuestions } from '../../src/web/quiz/quizPresenter.js';
import { giveFirm, type LearnerWorld, learnerWorld, person } from '../support/learner.js';
import { launchBrowser, openPage, pageFaults, withSite } from './support/browser.js';

let browser: Browser;
let world: LearnerWorld;
beforeAll(async () => {
  [browser, world] = await Promise.all([launchBrowser(), learnerWorld()]);
  // The page's countdown and the server must live in the same time.
  Object.defineProperty(world, 'now', { get: () => Date.now() });
}, 60_000);
afterAll(async () => {
  await Promise.all([browser.close(), world.database.close()]);
});

const options = (accountId: string) => ({
  identify: () => Promise.resolve(person(accountId, 'LEGAL_REP')),
  routes: world.routes,
});

/** The page is accessible and fits the window. */
async function looksRight(page: Page, name: string): Promise<void> {
  expect(await pageFaults(page, name)).toEqual([]);
}

/** Presses start and answers every question wrongly by clicking. */
async function sitBadly(page: Page, accountId: string): Promise<void> {
  await page.goto('/quiz');
  await page.getByRole('button', { name: '开始考试' }).click();
  await page.waitForURL(/\/quiz\/[0-9a-f-]+$/);
  const [attempt] = await world.database.data.exams.ofAccount(accountId);
  if (attempt === undefined) throw new Error('no sitting');
  const answers = world.answersOf(attempt.paper, false);
  for (const { place, question } of placedQuestions(attempt.paper)) {
    for (const label of answers[question.questionId] ?? [])
      await page.locator(`input[name="q${String(place)}"][value="${label}"]`).check();
  }
}

describe('courses and quiz in a browser', () => {
  it('credits reading time while the page is seen', async () => {
    await withSite(options('reader'), async baseUrl => {
      const { page, context, faults } = await openPage(browser, { baseUrl });
      await page.goto('/training');
      await looksRight(page, 'centre');
      await page.getByRole('link', { name: '制度入门' }).first().click();
      await looksRight(page, 'module');
      await page.getByRole('link', { name: '信用监管的三段路' }).click();
      await page.locator('#reading-button').waitFor({ state: 'hidden' });
      await page.waitForTimeout(2_500);
      // Coming back to the tab says so at once.
      await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
      await page.getByText(/已学 [2-9] 秒/).waitFor();
      await looksRight(page, 'lesson');
      const second = await context.newPage();
      await second.goto(page.url());
      await second.getByText('您的另一个学习页面正在计时').waitFor();
      await looksRight(second, 'lesson-stopped');
      await second.getByRole('button', { name: '在这里继续学习' }).click();
      await second.locator('#reading-stop').waitFor({ state: 'hidden' });
      await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
      await page.getByText('您的另一个学习页面正在计时').waitFor();
      expect(faults).toEqual([]);
      await context.close();
    });
  }, 120_000);

  it('saves answers as given, goes on after a reload, and says what was not passed', async () => {
    const accountId = 'sitter';
    await world.addLearner(accountId);
    await world.completeTraining(accountId);
    await giveFirm(world, accountId);
    await withSite(options(accountId), async baseUrl => {
      const { page, context, faults } = await openPage(browser, { baseUrl });
      await page.goto('/quiz');
      await looksRight(page, 'quiz-start');
      await sitBadly(page, accountId);
      await page.getByText('已答 25 题，共 25 题').waitFor();
      await page.getByText(/第 \d+ 题已保存/).waitFor();
      await expect(page.locator('#countdown').textContent()).resolves.toMatch(/剩余 \d+ 分 \d\d 秒/);
      await page.locator('#paper-status', { hasText: '25' }).waitFor();
      await page.reload();
      await page.getByText('已答 25 题，共 25 题').waitFor();
      await page.locator('label[for="c1"]').click();
      await page.getByText('第 1 题的答案已清除').waitFor();
      await page.getByText('已答 24 题，共 25 题').waitFor();
      await page.reload();
      await page.getByText('已答 24 题，共 25 题').waitFor();
      await looksRight(page, 'quiz-paper');
      await page.getByRole('button', { name: '检查并交卷' }).click();
      await looksRight(page, 'quiz-finish');
      await page.getByRole('button', { name: '交卷' }).click();
      await page.getByText('这次没有通过').waitFor();
      await looksRight(page, 'quiz-failed');
      expect(faults).toEqual([]);
      await context.close();
    });
  }, 180_000);
});
