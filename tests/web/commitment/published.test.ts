import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { prepareLetter, recordSignature, tickStatements } from '../../../src/commands/signatureCommands.js';
import { USCC } from '../../domain/repair/support.js';
import {
  anyone,
  begin,
  type Browser,
  CASE_ID,
  FIRM,
  NOW,
  openRoom,
  REPRESENTATIVE,
  type Room,
  siteOf,
  words,
} from './support.js';

let room: Room;
let site: Awaited<ReturnType<typeof siteOf>>;
let stranger: Browser;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());
beforeEach(async () => {
  await begin(room);
  site = await siteOf(room);
  stranger = await anyone(site);
});

const PAGE = `/commitments/${CASE_ID}`;
const { name, idNumber, phone } = REPRESENTATIVE;
/** Everything about the person that the letter holds, but the name. */
const PERSONAL = [
  idNumber,
  idNumber.slice(-4),
  phone,
  '130****5777',
  phone.slice(-4),
  'TC-2026-0001',
  '示例路7号',
  'rep',
];

/** Signs a letter and puts it on the public page, by the real activities. */
async function publish(): Promise<string> {
  const { data } = room.database;
  const options = { caseId: CASE_ID, at: NOW, voluntary: ['C10'] as const };
  const letter = await prepareLetter(data, options);
  if (letter === null) throw new Error('no letter');
  const signatureId = `${CASE_ID}:signature`;
  const { contentHash } = letter;
  await tickStatements(data, { caseId: CASE_ID, accountId: 'rep', contentHash, at: NOW });
  await recordSignature(data, {
    ...{ signatureId, caseId: CASE_ID, accountId: 'rep', contentHash },
    ...{ typedName: name, ip: '203.0.113.9', device: 'a telephone', at: NOW },
  });
  const { letterId } = await room.activities.issueCommitment({ caseId: CASE_ID, signatureId });
  const view = await data.cases.find(CASE_ID);
  if (view === null) throw new Error('no case');
  await room.activities.publishCommitment({ case: view.case, display: view, letterId, signatureId });
  return (await data.documents.find(letterId))?.verificationCode ?? 'none';
}

describe('a published commitment', () => {
  it('says what was promised, by whom to whom', async () => {
    const code = await publish();

    const { text } = await stranger.get(PAGE).expect(200);

    for (const fact of [FIRM, USCC, '市市场监督管理局', '示市监罚〔2026〕1号', '每季度自查一次', code]) {
      expect(text).toContain(fact);
    }
    expect(words(text)).toContain('移出名单后的承诺跟踪期内');
    expect(words(text)).toContain('在规定期限内不得再次申请信用修复');
    expect(words(text)).toContain('主动履行社会责任');
    const english = await (await anyone(site, 'en')).get(PAGE).expect(200);
    expect(words(english.text)).toContain('while it is watched after leaving the list');
    expect(words(english.text)).toContain('no new application within the period laid down');
  });

  it('leaves out the voluntary promise that was not made', async () => {
    await publish();
    const { commitments } = room.database.data;
    const found = await commitments.find(CASE_ID);
    if (found === null) throw new Error('not published');
    await commitments.publish({ ...found, statements: found.statements.filter(code => code !== 'C10') });

    expect(words((await stranger.get(PAGE)).text)).not.toContain('主动履行社会责任');
  });

  it('holds nothing personal, in the page, the list and the check of its code', async () => {
    const code = await publish();
    const addresses = [PAGE, '/commitments', `/commitments?q=${USCC}`, `/verify/${code}`];

    for (const address of addresses) {
      const { text } = await stranger.get(address).expect(200);
      const shown = words(text.replace(/<(input|form|button)[^>]*>/g, ' '));
      expect(shown).toContain(FIRM);
      // Hashes and codes are drawn anew and may hold any digits.
      const drawn = shown.replace(/[0-9a-f]{64}|[0-9A-Z]{4}(-[0-9A-Z]{4}){4}/g, '');
      expect(
        PERSONAL.filter(personal => new RegExp(`(?<![\\w*])${personal.replaceAll('*', '\\*')}(?!\\w)`).test(drawn)),
      ).toEqual([]);
    }
  });

  it('is not there before it is published, and an unknown one never', async () => {
    expect((await stranger.get(PAGE)).status).toBe(404);
    expect((await stranger.get('/commitments/%24ne')).status).toBe(404);
  });
});

describe('the list of commitments', () => {
  const found = async (q: string) => words((await stranger.get('/commitments').query({ q }).expect(200)).text);

  it('is searched by the whole code or the beginning of the name', async () => {
    await publish();

    for (const q of ['', USCC, ` ${USCC.toLowerCase()} `, '示例一号', FIRM])
      expect(await found(q)).toContain('共 1 条');
    for (const q of ['91411702PDY00001XL', '一号', '.*', '(a+)+$', '<script>']) {
      expect(await found(q)).toContain('没有找到');
    }
  });

  it.each(['/commitments', '/exits'])('%s takes any nonsense for the first page', async address => {
    await publish();
    const statuses = [];
    for (const page of ['x', '-1', '0', '1.5', '9'.repeat(30), '']) {
      statuses.push((await stranger.get(address).query({ page })).status);
    }

    expect(statuses).toEqual([200, 200, 200, 200, 200, 200]);
    expect((await stranger.get(`${address}?page=1&page=2`)).status).toBe(400);
  });
});
