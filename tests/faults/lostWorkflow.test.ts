import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import type { Actor } from '../../src/domain/access/actor.js';
import { creditRepairWorkflowId } from '../../workflows/creditRepair/messages.js';
import { appWith } from '../support/appWith.js';
import { type CaseWorld, caseWorld, mustBeDone } from '../support/caseWorld.js';
import { hiddenFields } from '../support/webProcess.js';

jest.setTimeout(180_000);

let world: CaseWorld;
let reference: string;

beforeAll(async () => {
  world = await caseWorld();
  await world.worker.start();
  await world.openAndFill();
  mustBeDone(await world.sign());
  ({ reference } = await world.until('SUBMITTED'));
  await world.client.workflow.getHandle(creditRepairWorkflowId(world.entryId)).terminate('lost on purpose');
});
afterAll(() => world.close());

async function browserOf(actor: Actor) {
  const { data, cases, workflows } = world;
  const app = await appWith({
    person: { actor, displayName: '示例', language: 'zh' },
    routes: { data, caseWorkflows: workflows, commands: { cases, exams: {} as never } },
  });
  return request.agent(app);
}

async function send(actor: Actor, address: string, fields: Record<string, string>) {
  const browser = await browserOf(actor);
  const form = await browser.get(address);
  return browser
    .post(address)
    .type('form')
    .send({ ...hiddenFields(form.text), ...fields });
}

const INTERRUPTED = '办理程序中断了';

describe('an open case whose workflow was terminated', () => {
  it('is not called ended to its firm, which reads that the office has to look at it, and need do nothing', async () => {
    const { rep } = world.people;
    const { text } = await (await browserOf(rep)).get(`/cases/${world.caseId}`).expect(200);
    const acted = await send(rep, `/cases/${world.caseId}/withdraw`, { declared: 'yes', reason: '不再申请' });

    expect(text).toContain(INTERRUPTED);
    expect(text).toContain('现在不需要您做什么');
    expect(text).not.toContain(`href="/cases/${world.caseId}/withdraw"`);
    expect(acted.status).toBe(409);
    expect(acted.text).toContain(INTERRUPTED);
    expect(acted.text).not.toContain('已经结束');
    expect(acted.text).toContain('不再申请</textarea>');
  });

  it('says so to its reviewers, above the case and above every form', async () => {
    const { county } = world.people;
    const browser = await browserOf(county);
    const page = await browser.get(`/review/cases/${world.caseId}`).expect(200);
    const acted = await send(county, `/review/cases/${world.caseId}/not-accept`, {
      reason: '不属于',
      step: 'confirmed',
    });

    expect(page.text).toContain('办理程序已中断');
    expect(page.text).not.toContain(`href="/review/cases/${world.caseId}/accept`);
    expect(acted.text).toContain(INTERRUPTED);
    expect(acted.text).not.toContain('已经结束');
  });

  it('stands on the page of the administrators, in their own county only', async () => {
    const admin = (role: Actor['role'], county?: string): Actor => ({
      ...{ accountId: `admin-${role}`, role, usccs: [], interests: [] },
      ...(county !== undefined && { county }),
    });
    const overview = async (actor: Actor) => (await (await browserOf(actor)).get('/admin').expect(200)).text;
    const [city, own, other] = await Promise.all([
      overview(admin('CITY_ADMIN')),
      overview(admin('COUNTY_ADMIN', '411722')),
      overview(admin('COUNTY_ADMIN', '411721')),
    ]);

    for (const text of [city, own]) {
      expect(text).toContain(reference);
      expect(text).toContain('后台流程不在运行');
    }
    expect(other).not.toContain(reference);
  });
});
