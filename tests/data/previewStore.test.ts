import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  for (const name of ['previews', 'files.files', 'files.chunks']) {
    await database.connection.collection(name).deleteMany({});
  }
});

const HASH = 'a'.repeat(64);
const page = (number: number, words: string) => ({ number, width: 1200, height: 1697, bytes: Buffer.from(words) });
const kept = { sha256: HASH, at: 5, complete: true, pageCount: 12 };
const count = (name: string) => database.connection.collection(name).countDocuments();

describe('PreviewStore', () => {
  it('keeps the pictures of a file with its facts', async () => {
    const { previews } = database.data;
    await previews.put(kept, [page(1, 'one'), page(2, 'two')]);

    expect(await previews.find([HASH, 'b'.repeat(64)])).toEqual([
      { ...kept, pages: [1, 2].map(number => ({ number, width: 1200, height: 1697 })) },
    ]);
    expect((await previews.picture(HASH, 2))?.toString()).toBe('two');
    expect(await previews.picture(HASH, 3)).toBeNull();
    expect(await previews.picture('b'.repeat(64), 1)).toBeNull();
  });

  it('keeps no picture in the clear', async () => {
    await database.data.previews.put(kept, [page(1, 'a receipt in words')]);

    const chunks = await database.connection.collection('files.chunks').find({}).toArray();
    expect(chunks).toHaveLength(1);
    expect(JSON.stringify(chunks.map(({ data }) => String(data)))).not.toContain('receipt');
  });

  it('replaces an attempt that was cut off and leaves none of its pictures', async () => {
    const { previews } = database.data;
    await previews.put({ ...kept, complete: false }, [page(1, 'old')]);
    await previews.put({ ...kept, at: 9 }, [page(1, 'new'), page(2, 'new too')]);

    expect(await previews.find([HASH])).toMatchObject([{ at: 9, complete: true }]);
    expect((await previews.picture(HASH, 1))?.toString()).toBe('new');
    expect(await count('files.files')).toBe(2);
  });

  it('keeps one of several attempts that end at the same moment', async () => {
    const { previews } = database.data;
    await Promise.all(['a', 'b', 'c', 'd'].map(words => previews.put(kept, [page(1, words)])));

    expect([await count('previews'), await count('files.files')]).toEqual([1, 1]);
    expect((await previews.picture(HASH, 1))?.toString()).toMatch(/^[abcd]$/);
  });

  it('keeps a refusal, and removes all of a file', async () => {
    const { previews } = database.data;
    await previews.put({ ...kept, complete: false, pageCount: 0, refusal: 'LIMIT' }, []);
    expect(await previews.find([HASH])).toMatchObject([{ refusal: 'LIMIT', pages: [] }]);
    await previews.put(kept, [page(1, 'one')]);
    await previews.remove(HASH);
    await previews.remove(HASH);

    expect([await count('previews'), await count('files.files')]).toEqual([0, 0]);
  });
});
