import type { Courseware, Question } from '../../../../src/courseware/index.js';
import type { Firm } from './firm.js';
import type { Journey } from './journey.js';
import type { Visitor } from './visitor.js';

export const PASSWORD = '春耕夏耘-秋收冬藏-二六';

/** The representative opens the account with the code, the credit code, the name and the end of the ID number. */
export async function activate(journey: Journey, firm: Firm, code: string): Promise<Visitor> {
  const rep = await journey.visitor();
  await rep.follow('我有激活码');
  await rep.fill('激活码', code);
  await rep.fill('统一社会信用代码', firm.uscc);
  await rep.fill('法定代表人姓名', firm.representativeName);
  await rep.fill('身份证号最后六位', firm.representativeId.slice(-6));
  await rep.press('下一步，设置密码');
  await rep.fill('新密码', PASSWORD);
  await rep.fill('再输一遍新密码', PASSWORD);
  await rep.press('保存并登录');
  return rep;
}

/** Reads every lesson of every module, each module for as long as the server asks. */
export async function readCourses(rep: Visitor, { courses }: Courseware): Promise<void> {
  await rep.choose('学习中心');
  for (const { title, lessons } of courses) {
    await rep.follow(`继续学习：${title.zh}`);
    await rep.follow(lessons[0]?.title.zh ?? '');
    for (const lesson of lessons.slice(1)) await rep.follow(`下一课：${lesson.title.zh}`);
    await rep.sees('这个模块已经完成。');
    await rep.follow('返回学习中心');
  }
}

/** Starts a sitting and answers as many questions as wanted, all right or all wrong, as the page prints them. */
export async function answerQuiz(
  rep: Visitor,
  { bank }: Courseware,
  { right, count = Infinity }: { right: boolean; count?: number },
): Promise<void> {
  await rep.press('开始考试');
  await rep.main.locator('#paper').waitFor();
  const questions = await rep.main.locator('[data-place]').all();
  for (const printed of questions.slice(0, count)) {
    const legend = (await printed.locator('legend').first().innerText()).replace(/^\d+\.\s*/, '').trim();
    const question = bank.find(({ text }) => text.zh === legend);
    if (question === undefined) throw new Error(`not in the bank: ${legend}`);
    const wanted = labelsOf(question, right);
    for (const label of await printed.locator('label').all()) {
      const text = (await label.innerText()).replace(/^[A-Z]\.\s*/, '').trim();
      if (wanted.has(text)) await label.click();
    }
  }
}

/** The words of the right options, or of a single wrong one. */
function labelsOf({ options, answer }: Question, right: boolean): Set<string> {
  const chosen = options.filter(({ id }) => answer.includes(id) === right);
  return new Set((right ? chosen : chosen.slice(0, 1)).map(({ text }) => text.zh));
}

/** Hands in from the running paper. */
export async function handIn(rep: Visitor): Promise<void> {
  await rep.press('检查并交卷');
  await rep.press('交卷');
  await rep.page.waitForURL(/result$/);
}
