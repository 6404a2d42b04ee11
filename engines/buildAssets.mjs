// Builds what the browser loads: src/web/assets/main.scss and every *.ts and *.svg beside it → dist/assets/<name>-<hash>.<ext>
// and manifest.json (name → built name). Run again at any time; files of an older build are removed at the end.
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const sourceFolder = join(root, 'src/web/assets');
const targetFolder = join(root, 'dist/assets');

async function buildStyles() {
  const { compileAsync } = await import('sass');
  const { css } = await compileAsync(join(sourceFolder, 'main.scss'), {
    style: 'compressed',
    loadPaths: [join(root, 'node_modules/govuk-frontend/dist')],
    quietDeps: true,
  });
  return [{ name: 'main.css', content: Buffer.from(css) }];
}

async function buildScripts(names) {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: names.map(name => join(sourceFolder, name)),
    bundle: true,
    minify: true,
    write: false,
    outdir: 'out',
    format: 'esm',
    target: 'es2020',
    legalComments: 'none',
    logLevel: 'warning',
  });
  return outputFiles.map(file => ({ name: parse(file.path).base, content: Buffer.from(file.contents) }));
}

/** Builds all assets and answers with the manifest. */
export async function buildAssets() {
  const names = readdirSync(sourceFolder);
  const scripts = names.filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'));
  const pictures = names.filter(name => name.endsWith('.svg'));
  const files = [
    ...(await buildStyles()),
    ...(await buildScripts(scripts)),
    ...pictures.map(name => ({ name, content: readFileSync(join(sourceFolder, name)) })),
  ];

  mkdirSync(targetFolder, { recursive: true });
  const manifest = {};
  for (const { name, content } of files) {
    const { name: stem, ext } = parse(name);
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
    manifest[name] = `${stem}-${hash}${ext}`;
    writeWhole(join(targetFolder, manifest[name]), content);
  }
  writeWhole(join(targetFolder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  removeOthers(new Set([...Object.values(manifest), 'manifest.json']));
  return manifest;
}

/** A reader (or a second build) sees the old file or the new one, never half of it. */
function writeWhole(file, content) {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}

function removeOthers(kept) {
  for (const name of readdirSync(targetFolder)) {
    if (!kept.has(name) && !name.endsWith('.tmp')) rmSync(join(targetFolder, name), { force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const started = Date.now();
  const manifest = await buildAssets();
  process.stdout.write(`Built ${Object.keys(manifest).length} assets in ${Date.now() - started} ms\n`);
}
