import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { entryFacts } from './support/values.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
const FILES = ['files.files', 'files.chunks'];
beforeEach(async () => {
  for (const name of [
    'documents',
    'evidence',
    'receipts',
    'commitments',
    'counters',
    'policyVersions',
    'calendarYears',
    ...FILES,
  ]) {
    await database.connection.collection(name).deleteMany({});
  }
});
const filesKept = () => database.connection.collection('files.files').countDocuments();
const by = { accountId: 'a1', role: 'LEGAL_REP' };

describe('DocumentStore', () => {
  const put = (bytes: string, documentId = 'd1') =>
    database.data.documents.put({
      documentId,
      kind: 'COMMITMENT',
      bytes: Buffer.from(bytes),
      verificationCode: `CODE-${documentId}`,
      caseId: 'c1',
      meta: { number: 'CN-1' },
      at: 1,
    });

  it('keeps the first bytes under an id, put again or put at once, and no orphan file', async () => {
    const [first] = await Promise.all([put('the letter'), put('the letter'), put('the letter')]);
    const again = await put('another rendering');

    expect(again).toEqual(first);
    expect((await database.data.documents.get('d1'))?.bytes.toString()).toBe('the letter');
    expect(await filesKept()).toBe(1);
  });

  it('is found by hash and by code, and stays readable when revoked', async () => {
    const { documents } = database.data;
    const { sha256 } = await put('the letter');
    await documents.revoke('d1', { at: 9, reason: 'REPAIR_REVOKED' });
    await documents.revoke('d1', { at: 10, reason: 'LATER' });

    expect((await documents.findBySha256(sha256))?.documentId).toBe('d1');
    expect(await documents.findByCode('CODE-d1')).toMatchObject({ revokedAt: 9, revokedReason: 'REPAIR_REVOKED' });
    expect((await documents.get('d1'))?.bytes.toString()).toBe('the letter');
    expect(await documents.findByCode('CODE-d2')).toBeNull();
  });

  it('keeps ten megabytes byte for byte', async () => {
    const bytes = Buffer.alloc(10 * 1024 * 1024, 'xinfu');
    await database.data.documents.put({ documentId: 'big', kind: 'OTHER', bytes, meta: {}, at: 1 });

    expect((await database.data.documents.get('big'))?.bytes.equals(bytes)).toBe(true);
  });
});

describe('EvidenceStore', () => {
  const add = (evidenceId: string, maxFiles = 3) =>
    database.data.evidence.add({
      evidenceId,
      caseId: 'c1',
      material: 'MAT2',
      fileName: '缴款凭证.pdf',
      contentType: 'application/pdf',
      bytes: Buffer.from(`file ${evidenceId}`),
      uploadedBy: by,
      at: 1,
      maxFiles,
    });

  it('keeps to the limit when ten uploads arrive at once', async () => {
    const added = await Promise.all(Array.from({ length: 10 }, (_, place) => add(`e${String(place)}`)));

    expect(added.filter(({ outcome }) => outcome === 'added')).toHaveLength(3);
    expect(await database.data.evidence.list('c1')).toHaveLength(3);
    expect(await filesKept()).toBe(3);
  });

  it('fills the place of a file that was taken away, and nothing beyond a limit that was lowered', async () => {
    const { evidence } = database.data;
    for (const id of ['e1', 'e2', 'e3']) await add(id);
    await evidence.remove('e2', { by, at: 5 });
    expect((await add('e4')).outcome).toBe('added');
    expect((await add('e5')).outcome).toBe('full');

    await evidence.remove('e1', { by, at: 6 });
    expect((await add('e6', 2)).outcome).toBe('full');
    await evidence.remove('e4', { by, at: 7 });
    const added = await Promise.all(['e7', 'e8', 'e9'].map(id => add(id, 2)));
    expect(added.filter(({ outcome }) => outcome === 'added')).toHaveLength(1);
  });

  it('stores a repeated upload once', async () => {
    await add('e1');

    expect(await add('e1')).toMatchObject({ outcome: 'already', evidence: { evidenceId: 'e1' } });
    expect(await filesKept()).toBe(1);
  });

  it('removes the bytes, frees the place and keeps the record', async () => {
    const { evidence } = database.data;
    await add('e1', 1);
    expect(await evidence.remove('e1', { by, at: 5 })).toBe(true);
    expect(await evidence.remove('e1', { by, at: 6 })).toBe(false);

    expect(await evidence.bytes('e1')).toBeNull();
    expect(await evidence.list('c1')).toEqual([]);
    expect(await evidence.list('c1', { removed: true })).toMatchObject([{ evidenceId: 'e1', removedAt: 5 }]);
    expect((await add('e2', 1)).outcome).toBe('added');
  });

  it('logs each opening once', async () => {
    const { evidence } = database.data;
    const opening = { openingId: 'o1', evidenceId: 'e1', caseId: 'c1', by, at: 3 };
    await evidence.logOpening(opening);
    await evidence.logOpening(opening);

    expect(await evidence.openings('c1')).toEqual([opening]);
  });
});

describe('ImportStore', () => {
  it('keeps file and rows, lets one confirmation through and reports the end', async () => {
    const { imports } = database.data;
    const rows = [
      { line: 2, verdict: 'NEW' as const, faults: [], content: entryFacts(1) },
      {
        line: 3,
        verdict: 'FAULTY' as const,
        faults: [{ column: 'uscc', code: 'checkDigit', values: { expected: 'L' } }],
        content: ['=1+1'],
      },
    ];
    await imports.create({ importId: 'i1', fileName: '名单.csv', bytes: Buffer.from('raw'), by: 'adm', at: 1, rows });

    expect(await imports.find('i1')).toMatchObject({ state: 'PREVIEW', total: 2, counts: { NEW: 1, FAULTY: 1 } });
    expect((await imports.rows('i1', { verdict: 'FAULTY' }, { page: 1, size: 10 })).items).toEqual([rows[1]]);
    const confirmed = await Promise.all(['a', 'b', 'c'].map(by => imports.confirm('i1', 2, by)));
    expect(confirmed.filter(Boolean)).toHaveLength(1);
    expect((await imports.unfinished()).map(({ importId }) => importId)).toEqual(['i1']);
    const chosen: unknown[] = [];
    for await (const row of imports.allRows('i1', ['NEW', 'CHANGED'])) chosen.push(row.content);
    expect(chosen).toEqual([entryFacts(1)]);
    await imports.progress('i1', 1);
    await imports.finish('i1', { result: { added: 1, changed: 0, same: 0 }, at: 3 });
    expect(await imports.find('i1')).toMatchObject({ state: 'DONE', done: 1, result: { added: 1 }, finishedAt: 3 });
    expect((await imports.file('i1'))?.bytes.toString()).toBe('raw');
  });
});

describe('ReceiverStore', () => {
  it('acknowledges a message once per round, and a recalled one again in the next round', async () => {
    const { receivers } = database.data;
    const message = { receiver: 'SHARING', caseId: 'c1', entryId: 'e1', round: 1, at: 5 };
    const first = await receivers.acknowledge({ ...message, receiptId: 'r1' });
    expect(await receivers.acknowledge({ ...message, receiptId: 'r2' })).toEqual(first);
    await receivers.recall({ receiver: 'SHARING', caseId: 'c1', round: 1, at: 6 });
    await receivers.acknowledge({ ...message, round: 2, receiptId: 'r3' });

    expect((await receivers.receiptsOf('c1')).map(({ receiptId, recalledAt }) => [receiptId, recalledAt])).toEqual([
      ['r1', 6],
      ['r3', undefined],
    ]);
    await receivers.setMode('SHARING', { mode: 'AWAY', at: 7 });
    expect(await receivers.states(['SHARING', 'SANCTIONS'])).toEqual([
      { receiver: 'SHARING', mode: 'AWAY', acknowledged: 1, ignored: 0 },
      { receiver: 'SANCTIONS', mode: 'OK', acknowledged: 0, ignored: 0 },
    ]);
  });
});

describe('CounterStore', () => {
  it('gives fifty callers at once fifty different numbers', async () => {
    const numbers = await Promise.all(Array.from({ length: 50 }, () => database.data.counters.next('case-2026')));

    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, place) => place + 1));
  });
});

describe('CalendarStore', () => {
  it('loads the calendar year by year with its version', async () => {
    const { calendars } = database.data;
    const year = {
      year: 2026,
      offDays: ['2026-10-01'],
      workDays: ['2026-10-10'],
      confirmed: true,
      source: '国办发明电〔2025〕7号',
    } as never;
    await calendars.seed([year]);
    const { version, years } = await calendars.load();
    expect(years).toEqual([year]);

    await calendars.saveYear({ ...(year as object), confirmed: false } as never);

    expect((await calendars.load()).version).not.toBe(version);
    expect((await calendars.load()).years).toHaveLength(1);
  });
});

describe('CommitmentStore', () => {
  it('publishes once per case, shows the newest letter and can be revoked', async () => {
    const { commitments } = database.data;
    const commitment = {
      caseId: 'c1',
      entryId: 'e1',
      uscc: '91411722PDY000028K',
      enterpriseName: '示例一号建材有限公司',
      county: '411722',
      listType: 'BLACKLIST' as const,
      authorityName: '市市场监督管理局',
      decisionNumber: '示市监罚〔2026〕1号',
      letterId: 'd1',
      letterNumber: 'CN-411722-2026-1',
      statements: ['C1', 'C2'],
      measures: '设立信用专员',
      signedOn: '2026-11-23',
      publishedAt: 1,
    };
    await commitments.publish(commitment);
    await commitments.publish({ ...commitment, letterId: 'd2', publishedAt: 2 });
    expect(await commitments.find('c1')).toEqual({ ...commitment, letterId: 'd2', state: 'PUBLISHED' });

    await commitments.revoke('c1', { at: 5, reason: 'REJECTED' });

    const found = await commitments.list({ namePrefix: '示例一号' }, { page: 1, size: 10 });
    expect(found.items).toMatchObject([{ state: 'REVOKED', revokedAt: 5, revokedReason: 'REJECTED' }]);

    await commitments.publish({ ...commitment, caseId: 'c2', publishedAt: 3 });
    const newestFirst = await commitments.list({ uscc: commitment.uscc }, { page: 1, size: 10 });
    expect(newestFirst.items.map(({ caseId }) => caseId)).toEqual(['c2', 'c1']);
  });
});
