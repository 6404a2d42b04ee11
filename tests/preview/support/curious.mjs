import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

// Tells what a program could do in the place of the drawing one, as the number of pages of an outline.
const may = act => {
  try {
    act();
    return 1;
  } catch {
    return 0;
  }
};

process.stdin.resume().once('end', () => {
  const allowed =
    may(() => readFileSync('/etc/passwd')) +
    may(() => readFileSync(join(import.meta.dirname, '../../../engines/versions.json'))) +
    may(() => writeFileSync(join(tmpdir(), 'xinfu-curious'), '')) +
    may(() => execFileSync(process.execPath, ['--version'])) +
    Object.keys(process.env).filter(name => !name.startsWith('NODE_CHANNEL')).length;
  process.send({ kind: 'outline', pageCount: allowed, sizes: [] });
  process.send({ kind: 'end' }, () => process.disconnect());
});
