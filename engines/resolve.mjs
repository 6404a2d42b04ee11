/**
 * @typedef {{ kind: 'address', address: string }
 *   | { kind: 'program', name: string, file: string, source: 'path' | 'cached' | 'built' }} Engine
 */

/**
 * Finds an engine in the order that everybody can rely on: an address in the environment, a program on the PATH, this
 * user's cache folder, and at last a build from the package registries.
 * @param {object} ask
 * @param {string | undefined} ask.address
 * @param {readonly string[]} ask.programs names to look for, best first
 * @param {(name: string) => string | null} ask.find
 * @param {() => Promise<{ name: string, file: string, source: 'cached' | 'built' }>} ask.install cache, else build
 * @returns {Promise<Engine>}
 */
export async function resolveEngine({ address, programs, find, install }) {
  if (address) return { kind: 'address', address };
  for (const name of programs) {
    const file = find(name);
    if (file) return { kind: 'program', name, file, source: 'path' };
  }
  return { kind: 'program', ...(await install()) };
}
