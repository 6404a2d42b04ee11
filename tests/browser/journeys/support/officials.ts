import { asListFile, type Firm } from './firm.js';
import type { Journey } from './journey.js';
import type { Visitor } from './visitor.js';

/**
 * The county imports the firm from a list file; the city finds it in the list and invites its representative, because
 * nobody has a code sent to a telephone of his or her own file. Answers with the code that the demonstration shows.
 */
export async function importAndInvite(journey: Journey, firm: Firm): Promise<string> {
  const admin = await journey.official('county-admin');
  await admin.choose('名单管理');
  await admin.follow('导入');
  await admin.follow('导入名单文件');
  await admin.attach('移送名单.csv', asListFile(firm), 'text/csv');
  await admin.press('核对文件');
  await admin.sees(firm.enterpriseName);
  await admin.follow('继续：写入 1 条');
  await admin.press('确认写入');
  await admin.until('写好了：新增 1 条');
  const city = await journey.official('city-admin');
  await city.choose('名单管理');
  await city.fill('企业名称、信用代码或文书号', firm.uscc);
  await city.press('查询');
  await city.follow(firm.enterpriseName);
  await city.press('生成激活码并通知');
  return city.main.locator('.xf-code').innerText();
}

/** The newest message with a code to this telephone, as an administrator reads it in the place of the telephone. */
export async function codeSentTo(journey: Journey, phone: string): Promise<string> {
  const admin = await journey.official('city-admin');
  await admin.choose('名单管理');
  await admin.follow('发件箱');
  const row = admin.main
    .locator('tbody tr')
    .filter({ hasText: phone.slice(-4) })
    .first();
  return (await row.locator('td.xf-mono').innerText()).trim();
}

interface Act {
  reference: string;
  act: string;
  agrees?: boolean;
  reason?: string;
}

/** Finds the case in the own queue and opens it. */
export async function findCase(visitor: Visitor, reference: string): Promise<void> {
  await visitor.choose('待审案件');
  await visitor.follow(reference);
}

/** Finds the case in the own queue, opens the act's form, fills in what it asks for and confirms where asked. */
export async function review(visitor: Visitor, { reference, act, agrees, reason }: Act): Promise<void> {
  await findCase(visitor, reference);
  await visitor.follow(act);
  if (agrees !== undefined) await visitor.main.locator(`input[value="${agrees ? 'POSITIVE' : 'NEGATIVE'}"]`).check();
  if (reason !== undefined) await visitor.fill('理由', reason);
  for (const seen of await visitor.main.locator('textarea[name^="seen_"]').all())
    await seen.fill('营业执照原件，名称、代码与名单记录一致');
  await visitor.press(act);
  const confirm = visitor.main.locator('button[name="step"][value="confirmed"]');
  if ((await confirm.count()) > 0) await visitor.press((await confirm.innerText()).trim());
  await visitor.sees(reference);
}
