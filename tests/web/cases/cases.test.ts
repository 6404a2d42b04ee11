import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { REPAIR_STAGES } from '../../../src/domain/repair/stages.js';
import { after, caseAt, event, USCC } from '../../domain/repair/support.js';
import {
  type Browser,
  browserFor,
  clear,
  CLERK,
  openHouse,
  OTHER_COUNTY,
  OTHER_FIRM,
  OTHER_OFFICE,
  REP,
  startedBy,
  storeCase,
  submit,
  type House,
} from './support.js';

let house: House;
let rep: Browser;
beforeAll(async () => {
  house = await openHouse();
  rep = await browserFor(house, REP);
});
beforeEach(() => {
  house.answer = undefined;
});
afterEach(() => clear(house));
afterAll(() => house.close());

describe('a firm’s own page', () => {
  it('lists the entry with its dates, what is needed and a button', async () => {
    const { text } = await rep.get('/cases').expect(200);

    expect(text).toContain(USCC);
    expect(text).toContain('重点关注名单');
    expect(text).toContain('现在就可以');
    expect(text).toContain('缴清罚款的凭证');
    expect(text).toContain(`href="/cases/start/${house.entryId}"`);
  });

  it('shows the open case instead of the button once there is one', async () => {
    const address = await startedBy(house, rep);

    const { text } = await rep.get('/cases').expect(200);

    expect(text).toContain('继续办理');
    expect(text).toContain(`href="${address}"`);
    expect(text).not.toContain(`/cases/start/${house.entryId}`);
  });

  it('is closed to officials and leads strangers to sign in', async () => {
    expect((await (await browserFor(house, OTHER_OFFICE)).get('/cases')).status).toBe(403);
    expect((await (await browserFor(house, null)).get('/cases')).status).toBe(303);
  });
});

describe('a payment that is not the fine on record', () => {
  it('is shown to the firm with the difference, until the case is closed', async () => {
    const answers = { ...caseAt('REGISTERED').answers, paidAmount: '19500' };
    const { caseId } = await storeCase(house, { ...caseAt('REGISTERED'), answers });

    const { text } = await rep.get(`/cases/${caseId}`).expect(200);
    expect(text).toContain('决定记录的罚款是 20,000.00 元，填写的缴款金额是 19,500.00 元，少 500.00 元');

    await storeCase(house, { ...caseAt('WITHDRAWN'), answers, version: 99 });
    expect((await rep.get(`/cases/${caseId}`)).text).not.toContain('决定记录的罚款');
  });
});

describe('opening a case', () => {
  it('opens one case for one form, however often it is sent', async () => {
    const page = `/cases/start/${house.entryId}`;
    const first = await submit(rep, page, { key: '3f1c9a52-0b8e-4c55-9a3e-000000000001' });
    const again = await rep.get(page).expect(303);

    expect(first.headers['location']).toBe('/cases/3f1c9a52-0b8e-4c55-9a3e-000000000001');
    expect(again.headers['location']).toBe(first.headers['location']);
    expect(await house.database.data.cases.ofEntry(house.entryId)).toHaveLength(1);
  });

  it('gives a reference with the county and a check sign', async () => {
    const address = await startedBy(house, rep);

    const { text } = await rep.get(address).expect(200);

    expect(text).toMatch(/XF-411722-2026-[0-9A-Z]{6}/);
  });

  it('marks the case of the window as assisted', async () => {
    const clerk = await browserFor(house, CLERK);
    const found = await clerk.get(`/assist?uscc=${USCC.toLowerCase()}`).expect(200);
    expect(found.text).toContain(`/cases/start/${house.entryId}`);

    const address = await startedBy(house, clerk);

    expect((await clerk.get(address)).text).toContain('是（协办）');
  });

  it('is listed at the window of the clerk who began it, and of no other', async () => {
    const clerk = await browserFor(house, CLERK);
    expect((await clerk.get('/assist').expect(200)).text).not.toContain('我协办的办件');
    const own = await startedBy(house, rep);
    await clear(house);
    const address = await startedBy(house, clerk);

    const { text } = await clerk.get('/assist').expect(200);

    expect(text).toContain('我协办的办件');
    expect(text).toContain(`href="${address}"`);
    expect(text).not.toContain(`href="${own}"`);
    expect((await (await browserFor(house, OTHER_COUNTY)).get('/assist')).text).not.toContain(address);
  });

  it.each([
    ['another firm', OTHER_FIRM],
    ['the window of another county', OTHER_COUNTY],
  ])('does not exist for %s', async (_who, actor) => {
    expect((await (await browserFor(house, actor)).get(`/cases/start/${house.entryId}`)).status).toBe(404);
  });

  it('needs the token of the form', async () => {
    expect((await rep.post(`/cases/start/${house.entryId}`).type('form').send({ key: 'x' })).status).toBe(403);
  });
});

describe('the window’s search', () => {
  it('names what is wrong with a code and does not know firms of other counties', async () => {
    const wrong = await (await browserFor(house, CLERK)).get('/assist?uscc=123').expect(422);
    const unknown = await (await browserFor(house, OTHER_COUNTY)).get(`/assist?uscc=${USCC}`).expect(404);

    expect(wrong.text).toContain('应为 18 位，您填了 3 位');
    expect(unknown.text).toContain('本县区没有这家企业的名单记录');
  });
});

describe('the page of a case', () => {
  it('names the next thing to do, the deadline with its rule, and what happened', async () => {
    const address = await startedBy(house, rep);

    const { text } = await rep.get(address).expect(200);

    expect(text).toContain('需要您处理');
    expect(text).toContain(`href="${address}/register"`);
    expect(text).toContain('草稿保留期限');
    expect(text).toContain('本平台规定；自 2026年11月3日 次日起 90 天');
    expect(text).toContain('建立办件');
    expect(text).toContain('法定代表人 张示例');
  });

  it.each(REPAIR_STAGES)('can be shown in the stage %s in both languages', async stage => {
    const { caseId } = await storeCase(house, caseAt(stage));

    expect((await rep.get(`/cases/${caseId}`)).status).toBe(200);
    await (await browserFor(house, REP, 'en')).get(`/cases/${caseId}`).expect(200);
    expect((await rep.get(`/cases/${caseId}/history`)).status).toBe(200);
  });

  it('says how many registers have answered an exit, which are missing, and what stands in the way', async () => {
    const receipts = ['PUBLICATION', 'SANCTIONS', 'CREDIT_PORTAL'].map(receiver => event('receipt', { receiver }));
    const { caseId } = await storeCase(house, after(caseAt('EXITING'), [...receipts, event('exitStuck')]));

    const { text } = await rep.get(`/cases/${caseId}`).expect(200);
    const english = await (await browserFor(house, REP, 'en')).get(`/cases/${caseId}`).expect(200);

    expect(text).toContain('4 个系统中已有 3 个回执');
    expect(text).toContain('尚缺：信用信息共享平台');
    expect(text).toContain('还差：信用信息共享平台。');
    expect(text).toContain('移出受阻：有系统迟迟没有回执。管理员已获通知。');
    expect(english.text).toContain('3 of 4 registers have answered');
    expect(english.text).toMatch(/Missing: [^<]*haring/);
  });

  it.each([
    ['another firm', OTHER_FIRM],
    ['another county', OTHER_COUNTY],
    ['another department', OTHER_OFFICE],
  ])('does not exist for %s', async (_who, actor) => {
    const address = await startedBy(house, rep);
    const browser = await browserFor(house, actor);

    expect((await browser.get(address)).status).toBe(404);
    expect((await browser.get(`${address}/evidence`)).status).toBe(404);
    expect((await browser.get(`${address}/history`)).status).toBe(404);
  });

  it('names the letter that was replaced by one signed anew', async () => {
    const letter = { kind: 'COMMITMENT' as const, at: 1 };
    const documents = [
      { ...letter, documentId: 'letter-1' },
      { ...letter, documentId: 'letter-2' },
    ];
    const { caseId } = await storeCase(house, { ...caseAt('SUBMITTED'), documents });

    const { text } = await rep.get(`/cases/${caseId}`);

    const titles = [...text.matchAll(/documents\/(letter-\d)">([^<]*)</g)].map(([, id, title]) => [id, title]);
    expect(titles).toEqual([
      ['letter-2', '信用修复承诺书'],
      ['letter-1', '信用修复承诺书（已由重新签署的取代）'],
    ]);
  });

  it('leads from an ended case to the paper that says why, and names only what was done', async () => {
    const documents = [{ kind: 'REJECTION' as const, at: 1, documentId: 'decision-1' }];
    const { caseId } = await storeCase(house, { ...caseAt('REJECTED'), documents });

    const { text } = await rep.get(`/cases/${caseId}`).expect(200);

    expect(text).toContain(`href="/cases/${caseId}/documents/decision-1">下载《不予信用修复决定书》（PDF）</a>`);
    expect(text).toContain('办过的事项');
    expect(text).not.toContain('尚未开放');
    expect(text).not.toContain('查看和上传证明材料');
  });

  it('leads from a reason that has no page of its own to everything that may be corrected', async () => {
    const returned = caseAt('RETURNED');
    const [notice] = returned.returns;
    if (notice === undefined) throw new Error('the returned case has no notice');
    const reasons = [{ code: 'R99' as const, text: '改进措施没有写明由谁负责' }];
    const { caseId } = await storeCase(house, { ...returned, returns: [{ ...notice, reasons }] });

    const { text } = await rep.get(`/cases/${caseId}`).expect(200);

    const banner = text.slice(text.indexOf('以下 1 处'), text.indexOf('待办事项'));
    expect(banner).toContain(`href="/cases/${caseId}/answers"`);
    expect(banner).toContain(`href="/cases/${caseId}/evidence"`);
    expect(text).toContain('退回原因：其他。');
  });

  it('shows all return reasons at once, each with where it is put right', async () => {
    const returned = caseAt('RETURNED');
    const [notice] = returned.returns;
    if (notice === undefined) throw new Error('the returned case has no notice');
    const reasons = [
      { code: 'R04' as const, text: '金额看不清' },
      { code: 'R02' as const, text: '' },
    ];
    const { caseId } = await storeCase(house, { ...returned, returns: [{ ...notice, reasons }] });

    const { text } = await rep.get(`/cases/${caseId}`).expect(200);

    expect(text).toContain('以下 2 处');
    expect(text).toContain('金额看不清');
    expect(text).toContain('信用代码不一致');
    expect(text).toContain(`href="/cases/${caseId}/evidence"`);
    expect(text).toContain(`href="/cases/${caseId}/answers"`);
  });
});

describe('acts of the firm', () => {
  it('registers after the declaration and starts the learning period', async () => {
    const address = await startedBy(house, rep);
    const undeclared = await submit(rep, `${address}/register`);
    const done = await submit(rep, `${address}/register`, { declared: 'yes' });

    expect(undeclared.status).toBe(422);
    expect(undeclared.text).toContain('请先勾选声明');
    expect(done.headers['location']).toBe(`${address}?done=register`);
    const { text } = await rep.get(`${address}?done=register`);
    expect(text).toContain('登记好了');
    expect(text).toContain('学习期限');
    expect(text).toContain('2027年1月2日');
  });

  it('extends the learning period once and says why not twice', async () => {
    const address = await startedBy(house, rep);
    await submit(rep, `${address}/register`, { declared: 'yes' });
    await submit(rep, `${address}/extend-training`);

    const { text } = await rep.get(`${address}/extend-training`).expect(200);

    expect((await rep.get(address)).text).toContain('2027年2月1日');
    expect(text).toContain('已经延长过一次');
    expect(text).not.toContain('确认延长');
  });

  it('withdraws only after confirmation, and only the representative can', async () => {
    const address = await startedBy(house, rep);
    expect((await (await browserFor(house, CLERK)).get(`${address}/withdraw`)).status).toBe(403);

    const done = await submit(rep, `${address}/withdraw`, { declared: 'yes', reason: '填错了' });

    expect(done.status).toBe(303);
    const { text } = await rep.get(address);
    expect(text).toContain('已撤回');
    expect(text).toContain('理由：填错了');
  });

  it('keeps what was typed while no worker answers', async () => {
    const address = await startedBy(house, rep);
    house.answer = { ok: false, pending: true };

    const answer = await submit(rep, `${address}/withdraw`, { declared: 'yes', reason: '再想想' });

    expect(answer.status).toBe(503);
    expect(answer.text).toContain('您填写的内容已保留');
    expect(answer.text).toContain('再想想');
    expect(answer.headers['retry-after']).toBe('5');
  });
});
