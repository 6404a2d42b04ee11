import type { Visitor } from './visitor.js';

/** A picture of one white pixel: stands for a photograph of a paper. */
const PHOTOGRAPH = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=',
  'base64',
);

/** Starts the case of the only entry and registers it; answers with its reference. */
export async function startCase(rep: Visitor): Promise<string> {
  await rep.choose('我的办件');
  await rep.follow('申请修复');
  await rep.press('确认，开始办理');
  await rep.follow('去登记');
  await rep.tick(/我已核对企业名称/);
  await rep.press('确认登记');
  await rep.until('学习中');
  const [reference] = /XF-\d{6}-\d{4}-\w+/.exec(await rep.text()) ?? [];
  if (reference === undefined) throw new Error('the case shows no reference');
  return reference;
}

/** Back to the own case from anywhere, whether it still goes on or has ended. */
export async function openCase(rep: Visitor): Promise<void> {
  await rep.choose('我的办件');
  await rep.follow(/继续办理|^XF-/);
}

/** Looks for a firm on the public list, signed in or not. */
export async function searchList(visitor: Visitor, uscc: string): Promise<void> {
  await visitor.choose('查名单');
  await visitor.fill('统一社会信用代码或企业名称', uscc);
  await visitor.press('查询');
}

export async function fillAnswers(rep: Visitor): Promise<void> {
  await rep.follow('去填写');
  await rep.fill('义务履行情况', '罚款 8000 元已于收到决定书后一次缴清，隐患已整改并通过复查。');
  await rep.fill('缴款凭证编号', '豫财票 0026811');
  await rep.fill('缴款金额（元）', '8000');
  await rep.fill('缴款日期', '2026-08-03');
  await rep.fill('改进措施', '指定专人每月排查隐患并建立台账；全体员工每季度培训一次。');
  await rep.press('保存并返回办件');
}

/** Uploads one paper of the kind and stays on the page of the evidence. */
export async function upload(rep: Visitor, kind: RegExp, name: string): Promise<void> {
  await rep.tick(kind);
  await rep.attach(name, paper(name), 'image/png');
  await rep.press('上传');
  await rep.sees(name);
}

/** The same photograph twice would be refused as a double: what follows the picture's end makes each its own. */
const paper = (name: string): Buffer => Buffer.concat([PHOTOGRAPH, Buffer.from(name)]);

/** Draws two strokes on the pad with a finger, as a phone sends them. */
export async function draw(rep: Visitor): Promise<void> {
  const pad = rep.main.locator('#signature-pad');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error('there is no pad to sign on');
  const session = await rep.page.context().newCDPSession(rep.page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  for (const stroke of [0.3, 0.6]) {
    const at = (part: number) => ({
      x: box.x + box.width * (stroke + part * 0.2),
      y: box.y + box.height * (0.2 + part * 0.6),
    });
    await touch('touchStart', [at(0)]);
    for (const part of [0.25, 0.5, 0.75, 1]) await touch('touchMove', [at(part)]);
    await touch('touchEnd', []);
  }
  await session.detach();
}
