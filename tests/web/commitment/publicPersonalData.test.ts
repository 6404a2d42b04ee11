import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { appWith } from '../../support/appWith.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

describe('GET /commitments/:caseId', () => {
  it('covers numbers of persons in what the firm and the staff wrote', async () => {
    await database.data.commitments.publish({
      ...{ caseId: 'case-1', entryId: 'entry-1', uscc: '91411722PDY000028K', enterpriseName: '示例建材有限公司' },
      ...{ county: '411722', listType: 'KEY_ATTENTION', authorityName: '市应急管理局', decisionNumber: '示1号' },
      ...{ letterId: 'letter-1', letterNumber: 'CN-411722-2026-0001', statements: ['C1'] },
      measures: '由张示例（11010519491231002X，电话 13900000000）每月自查',
      ...{ signedOn: '2026-11-01', publishedAt: 1 },
    });
    await database.data.commitments.revoke('case-1', { at: 2, reason: '举报人 13911111111 反映不实' });
    const app = await appWith({ routes: { data: database.data } });

    const { text } = await request(app).get('/commitments/case-1').expect(200);

    expect(text).toContain('每月自查');
    for (const number of ['11010519491231002X', '13900000000', '13911111111']) expect(text).not.toContain(number);
  });
});
