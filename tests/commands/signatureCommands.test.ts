import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type PreparedLetter,
  prepareLetter,
  recordSignature,
  tickedLetter,
  tickStatements,
} from '../../src/commands/signatureCommands.js';
import { caseAt } from '../domain/repair/support.js';
import { openHouse, storeCase, type House } from '../web/cases/support.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const DAY = 86_400_000;
const AT = Date.parse('2026-11-03T02:00:00Z');

async function letterOf(caseId: string, options: { at?: number; voluntary?: ['C10'] } = {}): Promise<PreparedLetter> {
  const prepared = await prepareLetter(house.database.data, { caseId, at: AT, ...options });
  if (prepared === null) throw new Error('no letter could be prepared');
  return prepared;
}

const tick = ({ contentHash }: PreparedLetter, caseId: string, accountId = 'rep') =>
  tickStatements(house.database.data, { caseId, contentHash, accountId, at: AT });

async function sign({ contentHash }: PreparedLetter, { caseId, signatureId }: { caseId: string; signatureId: string }) {
  const who = { accountId: 'rep', typedName: '张示例', ip: '127.0.0.1', device: 'test', at: AT };
  return recordSignature(house.database.data, { signatureId, caseId, contentHash, ...who });
}

describe('a letter that is read again', () => {
  it('is the same draft with the same number and hash, whatever the day', async () => {
    const { caseId } = await storeCase(house, {
      ...caseAt('READY_TO_SIGN'),
      caseId: 'read-again',
      reference: 'read-again',
    });

    const first = await letterOf(caseId);
    const second = await letterOf(caseId, { at: AT + DAY });

    expect(second).toEqual(first);
    expect(first.content.letterNumber).toMatch(/^CN-411722-2026-\d{4}$/);
  });

  it('keeps its number when a voluntary statement is added, and its hash tells the difference', async () => {
    const { caseId } = await storeCase(house, {
      ...caseAt('READY_TO_SIGN'),
      caseId: 'voluntary',
      reference: 'voluntary',
    });

    const plain = await letterOf(caseId);
    const voluntary = await letterOf(caseId, { voluntary: ['C10'] });

    expect(voluntary.content.letterNumber).toBe(plain.content.letterNumber);
    expect(voluntary.contentHash).not.toBe(plain.contentHash);
  });

  it('gets another number once the first was signed', async () => {
    const { caseId } = await storeCase(house, { ...caseAt('READY_TO_SIGN'), caseId: 'signed', reference: 'signed' });
    const first = await letterOf(caseId);
    await tick(first, caseId);
    expect(await sign(first, { caseId, signatureId: 'signed:1' })).toBe('recorded');

    const next = await letterOf(caseId);

    expect(next.content.letterNumber).not.toBe(first.content.letterNumber);
  });

  it('of another case has a number of its own', async () => {
    const one = await storeCase(house, { ...caseAt('READY_TO_SIGN'), caseId: 'one', reference: 'one' });
    const other = await storeCase(house, { ...caseAt('READY_TO_SIGN'), caseId: 'other', reference: 'other' });

    const numbers = [await letterOf(one.caseId), await letterOf(other.caseId)].map(
      ({ content }) => content.letterNumber,
    );

    expect(new Set(numbers).size).toBe(2);
  });
});

describe('a letter that is signed', () => {
  const signatures = () => house.database.data.signatures;

  it('must have been ticked by whoever signs it, and the act keeps when', async () => {
    const caseId = 'ticked';
    await storeCase(house, { ...caseAt('READY_TO_SIGN'), caseId, reference: caseId });
    const letter = await letterOf(caseId);
    const act = { caseId, signatureId: 'ticked:1' };

    expect(await sign(letter, act)).toBe('unread');
    expect(await tick(letter, caseId, 'somebody else')).toBe(true);
    expect(await sign(letter, act)).toBe('unread');
    expect(await tickedLetter(house.database.data, { ...letter, caseId, accountId: 'rep' })).toBeNull();
    expect(await signatures().find('ticked:1')).toBeNull();

    await tick(letter, caseId);
    expect(await sign(letter, act)).toBe('recorded');
    expect(await signatures().find('ticked:1')).toMatchObject({ tickedAt: AT, accountId: 'rep' });
    expect(await tick({ ...letter, contentHash: 'of no letter' }, caseId)).toBe(false);
  });

  it('keeps its number where the case refused the act, and the refused act is never used again', async () => {
    const caseId = 'refused';
    await storeCase(house, { ...caseAt('READY_TO_SIGN'), caseId, reference: caseId });
    const letter = await letterOf(caseId);
    await tick(letter, caseId);
    expect(await sign(letter, { caseId, signatureId: 'refused:1' })).toBe('recorded');

    await signatures().refuse('refused:1', AT + 1);

    expect(await letterOf(caseId)).toEqual(letter);
    expect(await sign(letter, { caseId, signatureId: 'refused:1' })).toBe('unread');
    expect(await sign(letter, { caseId, signatureId: 'refused:2' })).toBe('recorded');
  });

  it('names the certificate of the representative in office, not one that the case holds from an earlier one', async () => {
    const caseId = 'successor';
    await storeCase(house, { ...caseAt('READY_TO_SIGN'), caseId, reference: caseId });
    const certificate = { personName: '张示例', usccs: [], score: 90, minutes: 200 };
    const valid = { issuedOn: '2026-10-01', validUntil: '2027-09-30' };
    const { certificates } = house.database.data;
    const earlier = { certificateId: 'certificate-1', number: 'TC-2026-000001', accountId: 'earlier', attemptId: 'a1' };
    await certificates.issue({ ...certificate, ...valid, ...earlier });
    expect((await letterOf(caseId)).content.statements.map(({ code }) => code)).not.toContain('C8');

    const own = { certificateId: 'own', number: 'TC-2026-000002', accountId: 'rep', attemptId: 'a2' };
    await certificates.issue({ ...certificate, ...valid, ...own });
    expect((await letterOf(caseId)).content.trainingCertificateNumber).toBe('TC-2026-000002');
  });
});
