// Unpacks the test browser once per version into a folder of this checkout, whole or not at all, and prints the folder.
// Runs as a program of its own: the package reads TMPDIR and AWS_EXECUTION_ENV when it is first imported.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const packageFolder = join(root, 'node_modules/@sparticuz/chromium');
const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
const cache = join(root, 'node_modules/.cache/xinfu-browser');
const target = join(cache, version);

/** The browser brings Latin letters only, and its own font settings name folders of another machine. */
function addFonts(folder) {
  const expo = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json');
  for (const weight of ['400Regular', '700Bold']) {
    const file = `NotoSansSC_${weight}.ttf`;
    copyFileSync(join(dirname(expo), weight, file), join(folder, 'fonts/fonts', file));
  }
  const settings = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `<dir>${join(target, 'fonts/fonts')}</dir>`,
    `<cachedir>${join(target, 'fonts-cache')}</cachedir>`,
    '</fontconfig>',
  ];
  writeFileSync(join(folder, 'fonts/fonts.conf'), settings.join('\n'));
}

async function unpack() {
  mkdirSync(cache, { recursive: true });
  const building = mkdtempSync(join(cache, 'unpacking-'));
  try {
    process.env['TMPDIR'] = building;
    process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs20.x'; // otherwise libnss3 is not unpacked
    const { default: chromium } = await import('@sparticuz/chromium');
    await chromium.executablePath();
    addFonts(building);
    renameSync(building, target);
  } catch (error) {
    if (!existsSync(target)) throw error; // another run was quicker
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

if (!existsSync(target)) await unpack();
process.stdout.write(target);
