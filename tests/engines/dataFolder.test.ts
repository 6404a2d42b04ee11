import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { clearDataFolder, rememberEngines, SECRETS_FILE } from '../../engines/dataFolder.mjs';
import { keptSecrets } from '../../engines/secrets.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xinfu-data-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const own = (name: string) => ({ kind: 'program', name, file: `/bin/${name}`, source: 'path' }) as const;
const outside = (address: string) => ({ kind: 'address', address }) as const;
const EMBEDDED = { database: own('mongod'), temporal: own('temporal') };
const OUTSIDE_DATABASE = { ...EMBEDDED, database: outside('mongodb://db.invalid/xinfu') };
const OUTSIDE_TEMPORAL = { ...EMBEDDED, temporal: outside('temporal.invalid:7233') };

/** What a start does with the folder before it runs anything; answers with the secrets it runs under. */
function start(engines: Parameters<typeof clearDataFolder>[0], { fresh = true } = {}) {
  if (fresh) clearDataFolder(engines, folder);
  rememberEngines(engines, folder);
  return keptSecrets(path.join(folder, SECRETS_FILE));
}

describe('clearDataFolder', () => {
  it('throws away data and secrets of the own engines, and nothing else', () => {
    const before = start(EMBEDDED, { fresh: false });
    for (const name of ['temporal.db', 'lock', 'note.txt']) writeFileSync(path.join(folder, name), '');

    clearDataFolder(EMBEDDED, folder);

    expect(readdirSync(folder).sort()).toEqual(['lock', 'note.txt']);
    expect(start(EMBEDDED)).not.toEqual(before);
  });

  it.each([
    ['the database', OUTSIDE_DATABASE],
    ['Temporal', OUTSIDE_TEMPORAL],
  ])('keeps the keys while %s is at an address, for its data stays', (_what, engines) => {
    const before = start(engines, { fresh: false });

    expect(start(engines)).toEqual(before);
    expect(start(engines)).toEqual(before);
  });

  it('keeps the keys for a database whose address was forgotten once, and finds them when it is back', () => {
    const before = start(OUTSIDE_DATABASE, { fresh: false });

    const [embedded, again] = [start(EMBEDDED), start(EMBEDDED)];
    const back = start(OUTSIDE_DATABASE);

    expect(new Set([before, embedded, again].map(secrets => JSON.stringify(secrets))).size).toBe(3);
    expect(back).toEqual(before);
    expect(start(OUTSIDE_DATABASE)).toEqual(before);
  });

  it('keeps the keys also when the start at the address failed before it had noted anything', () => {
    const before = start(OUTSIDE_DATABASE, { fresh: false });
    clearDataFolder(OUTSIDE_DATABASE, folder); // and the start ends here

    start(EMBEDDED);

    expect(start(OUTSIDE_DATABASE)).toEqual(before);
  });

  it('has nothing to do in an empty folder', () => {
    clearDataFolder(EMBEDDED, folder);
    clearDataFolder(OUTSIDE_DATABASE, folder);

    expect(existsSync(path.join(folder, SECRETS_FILE))).toBe(false);
  });
});
