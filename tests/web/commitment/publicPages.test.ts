import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { UNREPAIRED_STAGES } from '../../../src/domain/repair/stages.js';
import type { SignedInPerson } from '../../../src/web/middleware/locals.js';
import { actorOf } from '../../domain/repair/support.js';
import { appWith } from '../../support/appWith.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

const AT = Date.parse('2026-11-03T02:00:00Z');
const STAGES = [...UNREPAIRED_STAGES, undefined] as const;

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  const { commitments } = database.data;
  for (const stage of STAGES) {
    const caseId = stage ?? 'PUBLISHED';
    await commitments.publish({
      ...{ caseId, entryId: `e-${caseId}`, uscc: '91411722PDY000028K', enterpriseName: `示例${caseId}有限公司` },
      ...{ county: '411722', listType: 'KEY_ATTENTION', authorityName: '市应急管理局', decisionNumber: '示1号' },
      ...{ letterId: `letter:${caseId}`, letterNumber: `CN-${caseId}`, statements: ['C1'], measures: '自查' },
      ...{ signedOn: '2026-11-01', publishedAt: 1 },
    });
    if (stage !== undefined) await commitments.revoke(caseId, { at: AT, reason: stage });
  }
});
afterAll(() => database.close());

const english: SignedInPerson = { actor: actorOf('rep', 'LEGAL_REP'), displayName: '张示例', language: 'en' };
const page = async (address: string, person: SignedInPerson | null = null) =>
  (
    await request(await appWith({ person, routes: { data: database.data } }))
      .get(address)
      .expect(200)
  ).text;

describe('published commitments', () => {
  it.each([
    ['REJECTED', '修复申请未获同意', 'Application rejected'],
    ['NOT_ACCEPTED', '修复申请未予受理', 'Application not accepted'],
    ['WITHDRAWN', '企业已撤回修复申请', 'Application withdrawn by the firm'],
    ['EXPIRED', '修复申请逾期终止', 'Application ended by expiry'],
  ])('say in the list and on their own page that the case was closed: %s', async (caseId, zh, en) => {
    expect(await page(`/commitments/${caseId}`)).toContain(`${zh}（2026年11月3日）`);
    expect(await page(`/commitments/${caseId}`, english)).toContain(en);
    expect(await page('/commitments')).toContain(zh);
  });

  it('say nothing of the kind while they count', async () => {
    expect(await page('/commitments/PUBLISHED')).not.toContain('不再对应有效的修复申请');
    expect((await page('/commitments')).match(/govuk-tag--red/g)).toHaveLength(4);
  });
});
