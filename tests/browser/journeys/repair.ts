import { expect } from '@jest/globals';
import { readPdf } from '../../documents/support/readPdf.js';
import type { Width } from '../support/browser.js';
import { fillAnswers, openCase, searchList, startCase, upload } from './support/applicant.js';
import { type Firm, newFirm } from './support/firm.js';
import { faultsOf, Journey } from './support/journey.js';
import { activate, answerQuiz, handIn, PASSWORD, readCourses } from './support/learner.js';
import { importAndInvite, review } from './support/officials.js';
import { sign } from './support/signing.js';
import type { Stage } from './support/stage.js';
import type { Visitor } from './support/visitor.js';

/** Invitation, account, registration, courses and quiz; answers with the representative and the case's reference. */
async function prepare(journey: Journey, firm: Firm): Promise<{ rep: Visitor; reference: string }> {
  const rep = await activate(journey, firm, await importAndInvite(journey, firm));
  const reference = await startCase(rep);
  await readCourses(rep, journey.stage.courseware);
  await rep.follow('去参加考试');
  await answerQuiz(rep, journey.stage.courseware, { right: true });
  await handIn(rep);
  await rep.until('TC-');
  await rep.follow('回到我的办件');
  await rep.follow('继续办理');
  await fillAnswers(rep);
  await rep.follow('去上传');
  await upload(rep, /义务履行证明/, '缴款凭据.png');
  await upload(rep, /身份证明或授权委托书/, '法定代表人身份证明书.png');
  await openCase(rep);
  return { rep, reference };
}

async function decide(journey: Journey, reference: string): Promise<void> {
  const county = await journey.official('county');
  await review(county, { reference, act: '受理' });
  await review(county, { reference, act: '县区初审意见', agrees: true, reason: '材料齐全，义务已履行。' });
  const authority = await journey.official('authority');
  await review(authority, { reference, act: '出具认定单位意见', agrees: true, reason: '经核实，同意修复。' });
  const city = await journey.official('city');
  await review(city, { reference, act: '市级复审决定', agrees: true, reason: '同意修复。' });
}

async function verify(visitor: Visitor, { letter, code }: { letter: Buffer; code: string }): Promise<void> {
  await visitor.choose('验证文书');
  await visitor.fill('文书上的验证码', code);
  await visitor.press('验证');
  await visitor.sees(/真实有效[^]*信用修复承诺书/);
  await visitor.follow('再验证一份');
  await visitor.attach('承诺书.pdf', letter, 'application/pdf');
  await visitor.press('上传并验证');
  await visitor.sees(/真实有效[^]*信用修复承诺书/);
}

/** From the invitation to the exit, through the pages only. Answers with what was wrong with the pages. */
export async function takeOffTheList(stage: Stage, width: Width): Promise<string[]> {
  const journey = new Journey(stage, { name: 'repair', width });
  const firm = newFirm('沈守约');
  const story = async () => {
    const { rep, reference } = await prepare(journey, firm);
    const visitor = await journey.visitor();
    await searchList(visitor, firm.uscc);
    await visitor.sees(firm.enterpriseName);

    const signed = await sign(journey, rep, { firm, password: PASSWORD });
    await decide(journey, reference);
    await openCase(rep);
    await rep.until('修复已完成：该记录已移出名单');
    expect((await readPdf(await rep.download('下载《移出失信名单通知书》'))).text).toContain(firm.uscc);
    await rep.choose('我的办件');
    await rep.sees('不再公示的日期');

    await searchList(visitor, firm.uscc);
    await visitor.sees(`信用代码为 ${firm.uscc} 的企业目前不在公示的名单上`);
    await visitor.follow('查看全部移出公告');
    await visitor.sees(firm.enterpriseName);
    await visitor.follow('查看承诺');
    await visitor.sees('指定专人每月排查隐患');
    await verify(visitor, signed);
  };
  return faultsOf(journey, story);
}
