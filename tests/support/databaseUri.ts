import { randomBytes } from 'node:crypto';

/** This test process's server of TEST_DATABASES, else that of MONGODB_URI. */
function serverAddress(): string {
  const servers = (process.env['TEST_DATABASES'] ?? process.env['MONGODB_URI'] ?? '').split(' ').filter(Boolean);
  const own = servers[Number(process.env['JEST_WORKER_ID'] ?? 1) % servers.length];
  if (own === undefined) throw new Error('MONGODB_URI is not set: run the tests with npm test');
  return own;
}

/** The address of a database of the tests', with a random name unless one is given. */
export function testDatabaseUri(name = randomBytes(6).toString('hex')): string {
  const server = serverAddress();
  // By hand, because a replica set's address names several hosts, which URL refuses.
  const [, hosts, options = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*(\?.*)?$/.exec(server) ?? [];
  if (hosts === undefined) throw new Error('MONGODB_URI is no MongoDB address');
  return `${hosts}/xinfu_${name}${options}`;
}
