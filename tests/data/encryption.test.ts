import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fieldCrypto, maskedIdNumber } from '../../src/data/fieldCrypto.js';
import { keptFormSeal } from '../../src/data/keptFormSeal.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { entryFacts } from './support/values.js';

// Check digit wrong on purpose: no real person's number.
const ID_NUMBER = '41172219700101901X';
const PHONE = '13900000000';
const CODE = 'QK7M-2XWD';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** Everything the database holds, as text, file chunks in clear and in base64. */
async function rawDump(): Promise<string> {
  const parts: string[] = [];
  for (const { name } of await database.connection.listCollections()) {
    for await (const document of database.connection.collection(name).find()) {
      parts.push(JSON.stringify(document));
      const chunk: unknown = document['data'];
      const bytes = (chunk as { buffer?: Buffer } | undefined)?.buffer;
      if (bytes !== undefined) parts.push(Buffer.from(bytes).toString('latin1'));
    }
  }
  return parts.join('\n');
}

describe('a raw dump of the database', () => {
  it('holds no planted ID number, phone or code, wherever one was stored', async () => {
    const { accounts, enterprises, imports, outbox, signatures, documents, invitations, oneTimeCodes } = database.data;
    await accounts.create({
      accountId: 'a1',
      signInName: 'Rep1',
      displayName: '张示例',
      role: 'LEGAL_REP',
      passwordHash: 'x',
      idNumber: ID_NUMBER,
      phone: PHONE,
      createdAt: 1,
    });
    await enterprises.upsert({
      uscc: '91411722PDY000028K',
      name: '示例一号建材有限公司',
      county: '411722',
      representative: { name: '张示例', idNumber: ID_NUMBER, phone: PHONE },
      at: 1,
    });
    await imports.create({
      importId: 'i1',
      fileName: 'list.csv',
      bytes: Buffer.from(`name,id\n张示例,${ID_NUMBER}`),
      by: 'admin',
      at: 1,
      rows: [{ line: 2, verdict: 'NEW', faults: [], content: { ...entryFacts(1), idNumber: ID_NUMBER } }],
    });
    await outbox.add({
      messageId: 'm1',
      channel: 'SMS',
      to: '139****0000',
      code: 'invite',
      values: {},
      secret: CODE,
      at: 1,
    });
    await signatures.save({
      signatureId: 's1',
      caseId: 'c1',
      accountId: 'a1',
      contentHash: 'h',
      content: { idNumber: ID_NUMBER },
      typedName: '张示例',
      ip: '127.0.0.1',
      device: 'test',
      at: 1,
    });
    await documents.put({
      documentId: 'd1',
      kind: 'COMMITMENT',
      bytes: Buffer.from(`ID ${ID_NUMBER}`),
      meta: {},
      at: 1,
    });
    await invitations.create({
      invitationId: 'v1',
      uscc: '91411722PDY000028K',
      county: '411722',
      code: CODE,
      createdAt: 1,
      expiresAt: 9,
      by: 'admin',
    });
    await oneTimeCodes.issue({ accountId: 'a1', purpose: 'SIGN', code: CODE, phoneOnly: false, at: 1, expiresAt: 9 });
    await oneTimeCodes.issue({ accountId: 'a1', purpose: 'RESET', code: CODE, phoneOnly: false, at: 1, expiresAt: 9 });

    const dump = await rawDump();

    expect(dump).toContain('示例一号建材有限公司');
    expect(dump).toContain('139****0000');
    for (const planted of [ID_NUMBER, PHONE, CODE, CODE.replace('-', '')]) {
      expect(dump).not.toContain(planted);
      expect(dump).not.toContain(Buffer.from(planted).toString('base64').replace(/=+$/, ''));
    }
    // The values are there for those who may have them.
    expect(await accounts.privateOf('a1')).toEqual({ idNumber: ID_NUMBER, phone: PHONE });
    expect((await imports.file('i1'))?.bytes.toString()).toContain(ID_NUMBER);
    expect((await outbox.page({}, { page: 1, size: 5 })).items[0]?.secret).toBe(CODE);
    expect((await signatures.find<{ idNumber: string }>('s1'))?.content.idNumber).toBe(ID_NUMBER);
  });

  it('lets people be found by ID number and seen only masked', async () => {
    const [account] = await database.data.accounts.findByIdNumber(` ${ID_NUMBER.toLowerCase()} `);

    expect(account).toMatchObject({ accountId: 'a1', idMasked: '411***********901X', phoneMasked: '139****0000' });
    expect(JSON.stringify(account)).not.toContain(ID_NUMBER);
    const { enterprises } = database.data;
    expect(await enterprises.usccsOfIdNumber(ID_NUMBER, ['411722'])).toEqual(['91411722PDY000028K']);
    expect(await enterprises.usccsOfIdNumber(ID_NUMBER, ['411702'])).toEqual([]);
  });
});

describe('fieldCrypto', () => {
  const crypto = fieldCrypto({ fieldKey: Buffer.alloc(32, 1), indexKey: Buffer.alloc(32, 2) });

  it('seals the same value differently each time and opens it only in its place', () => {
    const [one, other] = [crypto.seal('甲', 'a.b'), crypto.seal('甲', 'a.b')];

    expect(one).not.toBe(other);
    expect(crypto.open(one, 'a.b')).toBe('甲');
    expect(() => crypto.open(one, 'a.c')).toThrow('auth');
  });

  it('notices a changed byte and a wrong key', () => {
    const bytes = crypto.sealBytes(Buffer.from('value'), 'x');
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;

    expect(() => crypto.openBytes(bytes, 'x')).toThrow('auth');
    const stranger = fieldCrypto({ fieldKey: Buffer.alloc(32, 9), indexKey: Buffer.alloc(32, 2) });
    expect(() => stranger.open(crypto.seal('v', 'x'), 'x')).toThrow('auth');
  });

  it('marks equal values equally, per purpose and key', () => {
    const other = fieldCrypto({ fieldKey: Buffer.alloc(32, 1), indexKey: Buffer.alloc(32, 3) });

    expect(crypto.mark('v', 'p')).toBe(crypto.mark('v', 'p'));
    expect(crypto.mark('v', 'p')).not.toBe(crypto.mark('v', 'q'));
    expect(crypto.mark('v', 'p')).not.toBe(other.mark('v', 'p'));
  });

  it('masks a short value whole', () => {
    expect(maskedIdNumber('1234567')).toBe('*******');
  });
});

describe('a form kept in a session', () => {
  const keys = (byte: number) => ({ fieldKey: Buffer.alloc(32, byte), indexKey: Buffer.alloc(32, byte) });
  const seal = keptFormSeal(fieldCrypto(keys(1)));

  it('opens for its owner and nobody else, under its key and no other, and never where it was changed', () => {
    const sealed = seal.seal(`phone=${PHONE}`, 'owner-1');

    expect(sealed).not.toContain(PHONE);
    expect(seal.open(sealed, 'owner-1')).toBe(`phone=${PHONE}`);
    expect(seal.open(sealed, 'owner-2')).toBeNull();
    expect(keptFormSeal(fieldCrypto(keys(2))).open(sealed, 'owner-1')).toBeNull();
    expect(seal.open(sealed.replace(/.{6}$/, 'AAAAAA'), 'owner-1')).toBeNull();
  });
});
