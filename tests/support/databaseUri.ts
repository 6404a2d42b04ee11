import { randomBytes } from 'node:crypto';

/** The server of MONGODB_URI with a random database name. */
export function testDatabaseUri(): string {
  const server = process.env['MONGODB_URI'];
  if (server === undefined || server === '') throw new Error('MONGODB_URI is not set: run the tests with npm test');
  // By hand, because a replica set's address names several hosts, which URL refuses.
  const [, hosts, options = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*(\?.*)?$/.exec(server) ?? [];
  if (hosts === undefined) throw new Error('MONGODB_URI is no MongoDB address');
  return `${hosts}/xinfu_${randomBytes(6).toString('hex')}${options}`;
}
