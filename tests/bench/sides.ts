import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../src/projectRoot.js';

const BENCH = 'tests/bench';
const PRODUCT = `${BENCH}/product`;

/** A checkout that is measured: the folder its bench is run in. */
export interface Side {
  readonly name: string;
  readonly folder: string;
  end(): void;
}

/** Some programs of the product run built only. */
const build = (folder: string) => execFileSync('npm', ['run', '--silent', 'build'], { cwd: folder, stdio: 'inherit' });

export function here(): Side {
  build(projectRoot);
  return { name: 'here', folder: projectRoot, end: () => undefined };
}

/**
 * The same bench over another checkout: a temporary folder that has everything of the other one, but the bench of this
 * one. What the bench knows of the product (`product/`) is the other's own where there is such a folder; an older
 * checkout gets the first that there was.
 */
export function other(checkout: string): Side {
  if (!existsSync(join(checkout, 'node_modules'))) throw new Error(`${checkout} has no packages: run npm ci there`);
  build(checkout);
  const folder = mkdtempSync(join(tmpdir(), 'xinfu-bench-'));
  const link = (inside: string, names: readonly string[]) => {
    mkdirSync(join(folder, inside), { recursive: true });
    for (const name of names) symlinkSync(join(checkout, inside, name), join(folder, inside, name));
  };
  link(
    '',
    readdirSync(checkout).filter(name => name !== 'tests'),
  );
  link(
    'tests',
    readdirSync(join(checkout, 'tests')).filter(name => name !== 'bench'),
  );
  cpSync(join(projectRoot, BENCH), join(folder, BENCH), { recursive: true });
  rmSync(join(folder, PRODUCT), { recursive: true });
  if (existsSync(join(checkout, PRODUCT))) cpSync(join(checkout, PRODUCT), join(folder, PRODUCT), { recursive: true });
  else writeFirstProduct(folder);
  return {
    name: 'other',
    folder,
    end: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

function writeFirstProduct(folder: string): void {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: projectRoot, encoding: 'utf8' });
  const first = git('log', '--diff-filter=A', '--format=%H', '--', `${PRODUCT}/cases.ts`).trim().split('\n').at(-1);
  if (!first) {
    cpSync(join(projectRoot, PRODUCT), join(folder, PRODUCT), { recursive: true });
    return;
  }
  mkdirSync(join(folder, PRODUCT));
  for (const file of git('ls-tree', '-r', '--name-only', first, PRODUCT).trim().split('\n')) {
    writeFileSync(join(folder, file), git('show', `${first}:${file}`));
  }
}
