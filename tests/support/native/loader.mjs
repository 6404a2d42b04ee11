import { readFile } from 'node:fs/promises';
import { URL, fileURLToPath } from 'node:url';
import tsBlankSpace from 'ts-blank-space';

const TESTS = new URL('./globals.mjs', import.meta.url).href;
const FOREIGN = '/node_modules/';
const isOwnSource = (specifier, { parentURL = '' }) =>
  specifier.startsWith('.') && specifier.endsWith('.js') && !parentURL.includes(FOREIGN);

/** Addresses of modules: `@jest/globals` is ours, and a relative `.js` names the `.ts` that it is compiled from. */
export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: TESTS, shortCircuit: true };
  if (!isOwnSource(specifier, context)) return next(specifier, context);
  try {
    return await next(specifier.replace(/\.js$/, '.ts'), context);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return next(specifier, context);
  }
}

/** Blanks the types out, so that lines and columns stay those of the source. */
export async function load(address, context, next) {
  const url = new URL(address);
  if (!url.pathname.endsWith('.ts') || url.pathname.includes(FOREIGN)) return next(address, context);
  url.search = '';
  const source = tsBlankSpace(await readFile(fileURLToPath(url), 'utf8'));
  return { format: 'module', source, shortCircuit: true };
}
