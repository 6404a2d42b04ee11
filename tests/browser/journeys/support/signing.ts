import { draw } from './applicant.js';
import type { Firm } from './firm.js';
import type { Journey } from './journey.js';
import { codeSentTo } from './officials.js';
import type { Visitor } from './visitor.js';

/** Reads, ticks and signs the letter: by name at a desk, by finger on a telephone. Answers with the file and its code. */
export async function sign(
  journey: Journey,
  rep: Visitor,
  { firm, password }: { firm: Firm; password: string },
): Promise<{ letter: Buffer; code: string }> {
  await rep.follow('去签署');
  for (const box of await rep.main.locator('input[name="statements"]').all()) await box.check();
  await rep.press('已读完，去签署');
  await rep.fill('登录密码', password);
  await rep.fill('短信验证码', await codeSentTo(journey, firm.phone));
  if (journey.width === 'phone') await draw(rep);
  else await rep.fill('或者：输入姓名代替手写', firm.representativeName);
  await rep.tick(/我已读完承诺书全文/);
  await rep.press('签署并提交');
  await rep.until('已签署并提交');
  const [, code = ''] = /验证码\s+([0-9A-Z-]{20,})/.exec(await rep.text()) ?? [];
  return { letter: await rep.download('下载承诺书'), code };
}
