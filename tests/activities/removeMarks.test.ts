import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ActivityDependencies } from '../../activities/dependencies.js';
import { createRemoveMarks } from '../../activities/removeMarks.js';
import { PUBLIC_MARKS } from '../../src/domain/repair/publication.js';
import { type House, openHouse } from '../web/cases/support.js';

let house: House;
let dependencies: ActivityDependencies;
beforeAll(async () => {
  house = await openHouse();
  dependencies = { data: house.database.data } as ActivityDependencies;
});
afterAll(() => house.close());

const remove = () =>
  createRemoveMarks(dependencies)({ caseId: 'c1', entryId: house.entryId, stage: 'REJECTED', at: 9 });
const marked = async () => (await house.database.data.entries.findById(house.entryId))?.marked;

describe('removeMarks', () => {
  it.each(PUBLIC_MARKS)(
    'takes %s off the entry and says on the commitment why it no longer counts, however often it runs',
    async mark => {
      const { commitments, documents } = house.database.data;
      const letter = { bytes: Buffer.from('%PDF-'), caseId: 'c1', meta: {}, at: 1 };
      await house.database.data.entries.mark(house.entryId, { reason: mark });
      await commitments.publish({
        ...{ caseId: 'c1', entryId: house.entryId, uscc: '91411722PDY000028K', enterpriseName: '示例1号建材有限公司' },
        ...{ county: '411722', listType: 'KEY_ATTENTION', authorityName: '市应急管理局', decisionNumber: '示1号' },
        ...{ letterId: 'letter:s1', letterNumber: 'CN-1', statements: ['C1'], measures: '自查' },
        ...{ signedOn: '2026-11-03', publishedAt: 1 },
      });

      await documents.put({ ...letter, documentId: 'letter:s1', kind: 'COMMITMENT' });
      await documents.put({ ...letter, documentId: 'rejection', kind: 'REJECTION' });

      for (let run = 0; run < 2; run += 1) await remove();

      expect(await marked()).toBeUndefined();
      expect(await documents.find('letter:s1')).toMatchObject({ revokedAt: 9, revokedReason: 'REJECTED' });
      expect(await documents.find('rejection')).not.toHaveProperty('revokedAt');
      expect(await commitments.find('c1')).toMatchObject({ state: 'REVOKED', revokedAt: 9, revokedReason: 'REJECTED' });
    },
  );

  it('leaves a mark that stands for another reason, and needs no commitment', async () => {
    await house.database.data.entries.mark(house.entryId, { reason: 'OBJECTION' });

    await createRemoveMarks(dependencies)({ caseId: 'c2', entryId: house.entryId, stage: 'WITHDRAWN', at: 9 });

    expect(await marked()).toEqual({ reason: 'OBJECTION' });
  });
});
