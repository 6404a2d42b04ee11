import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function folderOfPackage(start: string): string {
  if (existsSync(join(start, 'package.json'))) return start;
  const parent = dirname(start);
  if (parent === start) throw new Error('No package.json above the program; the installation is incomplete.');
  return folderOfPackage(parent);
}

/** The folder of package.json: views/, courses/ and locales are found from the sources and from dist alike. */
export const projectRoot = folderOfPackage(dirname(fileURLToPath(import.meta.url)));
