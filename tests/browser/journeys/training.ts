import { expect } from '@jest/globals';
import { readPdf } from '../../documents/support/readPdf.js';
import type { Width } from '../support/browser.js';
import { openCase } from './support/applicant.js';
import type { ParkedFirm } from './support/firm.js';
import { faultsOf, Journey } from './support/journey.js';
import { answerQuiz, handIn } from './support/learner.js';
import type { Stage } from './support/stage.js';

/** The figures of one county: its row of the table, as numbers where they are numbers. */
const numbersOf = (row: string): number[] => (row.match(/\d+(?=\s)/g) ?? []).map(Number);

/** A quiz failed at first and passed then, which lets the case go on. Answers with what was wrong with the pages. */
export async function failThenPass(
  stage: Stage,
  { width, firm }: { width: Width; firm: ParkedFirm },
): Promise<string[]> {
  const journey = new Journey(stage, { name: 'quiz', width });
  const story = async () => {
    const rep = await journey.representative(firm.uscc);
    await openCase(rep);
    await rep.sees('课程已学完');
    await rep.follow('去考试');
    await answerQuiz(rep, stage.courseware, { right: false, count: 2 });
    await rep.press('检查并交卷');
    await rep.sees('还有 23 题没有作答');
    await rep.press('交卷');
    await rep.until('这次没有通过');
    await rep.sees('本轮还可以再考 2 次');
    await rep.follow('返回考试页面');
    await answerQuiz(rep, stage.courseware, { right: true });
    await handIn(rep);
    await rep.until('考试通过');
    await rep.until('TC-');
    await rep.follow('TC-');
    expect((await readPdf(await rep.download('下载证书'))).text).toContain('林勤读');
    await openCase(rep);
    await rep.until('请填写履行情况和改进措施');
  };
  return faultsOf(journey, story);
}

/** The coverage by county, down to the firms behind each figure, of which this one is. Answers with what was wrong with the pages. */
export async function countCoverage(
  stage: Stage,
  { width, firm }: { width: Width; firm: ParkedFirm },
): Promise<string[]> {
  const journey = new Journey(stage, { name: 'coverage', width });
  const story = async () => {
    const admin = await journey.official('city-admin');
    await admin.choose('培训覆盖');
    for (const county of ['上蔡县', '驿城区', '新蔡县']) await admin.sees(county);
    const row = admin.main.locator('tbody tr').filter({ hasText: '上蔡县' }).first();
    const [due = 0, trained = 0, rest = 0] = numbersOf(await row.innerText());
    expect(due).toBe(trained + rest);
    await admin.followIn(row, String(trained));
    await admin.sees(`全部应训（${String(due)}）`);
    await admin.sees(`未培训（${String(rest)}）`);
    const counted = (await admin.download('导出企业清单')).toString('utf8').trim().split('\r\n').slice(1);
    expect(counted).toHaveLength(trained);
    expect(counted.some(line => line.includes(firm.uscc))).toBe(true);
    await admin.follow('未培训');
    await admin.choose('培训覆盖');
    await admin.main.getByLabel('名单', { exact: true }).selectOption('BLACKLIST');
    await admin.press('查看');
    await admin.sees('各县区情况：严重失信主体名单');
    expect((await admin.download('导出表格')).toString('utf8')).toContain('上蔡县');
  };
  return faultsOf(journey, story);
}
