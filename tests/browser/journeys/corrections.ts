import { expect } from '@jest/globals';
import { DEMO_PASSWORD } from '../../../src/demonstration/people.js';
import { readPdf } from '../../documents/support/readPdf.js';
import type { Width } from '../support/browser.js';
import { openCase, searchList, upload } from './support/applicant.js';
import { firmAt } from './support/firm.js';
import { faultsOf, Journey } from './support/journey.js';
import { findCase, review } from './support/officials.js';
import { sign } from './support/signing.js';
import type { Stage } from './support/stage.js';

/** A case that comes back with every reason, is corrected, signed and filed again, and accepted. Answers with what was wrong with the pages. */
export async function correct(stage: Stage, width: Width): Promise<string[]> {
  const journey = new Journey(stage, { name: 'returned', width });
  const firm = await firmAt(stage.site, { place: 'SUBMITTED', representativeName: '程改进' });
  const { reference } = firm;
  const story = async () => {
    const county = await journey.official('county');
    await findCase(county, reference);
    await county.follow('退回补正');
    await county.tick(/^R04/);
    await county.fill('R04 的具体说明（必填，企业会看到）', '缴款凭据拍得不清楚，看不到决定书文号。');
    await county.tick(/^R99/);
    await county.fill('R99 的具体说明（必填，企业会看到）', '改进措施没有写明由谁负责。');
    await county.press('退回补正');
    for (const words of ['企业将看到的内容', '看不到决定书文号', '没有写明由谁负责']) await county.sees(words);
    await county.press('确认退回补正');
    await county.sees(`${reference} 已退回补正`);

    const rep = await journey.representative(firm.uscc);
    await openCase(rep);
    for (const words of ['请您补正以下 2 处', '看不到决定书文号', '没有写明由谁负责']) await rep.sees(words);
    await rep.follow('去上传');
    await rep.follow('撤下');
    await rep.press('撤下');
    await upload(rep, /义务履行证明/, '缴款凭据（重拍）.png');
    await openCase(rep);
    await rep.follow('填写履行情况和改进措施');
    await rep.fill('改进措施', '由生产副经理负责，每月排查隐患并建立台账。');
    await rep.press('保存并返回办件');
    await sign(journey, rep, { firm, password: DEMO_PASSWORD });
    await openCase(rep);
    await rep.sees('第 2 次提交');
    await rep.sees(/当前状态：\s*已提交/);
    await rep.follow('第 1 次提交');
    await rep.sees('罚款缴纳凭证.pdf');

    await findCase(county, reference);
    await county.sees('增加材料：缴款凭据（重拍）.png');
    await county.sees('去掉材料：罚款缴纳凭证.pdf');
    await county.sees(/改进措施由“[^”]+”改为“由生产副经理负责/);
    await review(county, { reference, act: '受理' });
  };
  return faultsOf(journey, story);
}

/** A rejection with its reason in a letter with the remedies; the firm stays on the list. Answers with what was wrong with the pages. */
export async function reject(stage: Stage, width: Width): Promise<string[]> {
  const journey = new Journey(stage, { name: 'rejected', width });
  const firm = await firmAt(stage.site, { place: 'AUTHORITY_OPINION', representativeName: '梁再续' });
  const reason = '现场核查发现隐患台账没有建立，整改不到位。';
  const story = async () => {
    const authority = await journey.official('authority');
    const act = '出具认定单位意见';
    await review(authority, { reference: firm.reference, act, agrees: false, reason });

    const rep = await journey.representative(firm.uscc);
    await openCase(rep);
    await rep.sees(/当前状态：\s*不予修复/);
    await rep.sees('本次申请未获同意');
    await rep.sees(reason);
    const { text } = await readPdf(await rep.download('下载《不予信用修复决定书》'));
    for (const words of [reason, firm.uscc, '行政复议', '行政诉讼']) expect(text).toContain(words);
    await rep.followInHeader('消息');
    await rep.sees(reason);
    await rep.choose('我的办件');
    await rep.follow('申请修复');
    await searchList(rep, firm.uscc);
    await rep.follow(firm.enterpriseName);
    await rep.sees(firm.decisionNumber);
  };
  return faultsOf(journey, story);
}

/** An exit that one register refuses: shown as stuck, tried again once the register answers, and ended. Answers with what was wrong with the pages. */
export async function endStuckExit(stage: Stage, width: Width): Promise<string[]> {
  const journey = new Journey(stage, { name: 'stuck-exit', width });
  const { reference, uscc } = await firmAt(stage.site, { place: 'CITY_REVIEW', representativeName: '何待除' });
  const story = async () => {
    const admin = await journey.official('city-admin');
    await admin.choose('系统管理');
    await admin.follow('移出通知接收单位');
    await admin.press('设为拒收 联合惩戒系统');
    await admin.sees('接收单位状态已改变');

    const city = await journey.official('city');
    await review(city, { reference, act: '市级复审决定', agrees: true, reason: '同意修复。' });

    await admin.until('有系统拒绝移出');
    await admin.sees(reference);
    await admin.press('恢复正常 联合惩戒系统');
    await admin.press(`立即重试 ${reference}`);
    await admin.sees('已通知重试');
    await admin.until('目前没有等待移出的案件');

    const rep = await journey.representative(uscc);
    await openCase(rep);
    await rep.until('修复已完成：该记录已移出名单');
  };
  return faultsOf(journey, story);
}
