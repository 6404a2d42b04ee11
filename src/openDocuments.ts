import type { DataAccess } from './data/index.js';
import { createDocuments, createLocalAuthority, type Documents, type StoredAuthority } from './documents/index.js';

const AUTHORITY_ID = 'signing-authority';

/**
 * The documents of this installation, signed by its local stand-in authority. The authority is made once: of two
 * processes that start at the same moment the first one's is kept, and both use it. Its key is stored encrypted with
 * the passphrase and leaves the database by no route.
 */
export async function openDocuments({
  data,
  passphrase,
}: {
  data: Pick<DataAccess, 'documents'>;
  passphrase: string;
}): Promise<Documents> {
  const stored = (await readAuthority(data)) ?? (await storeAuthority(data, passphrase));
  const authority = await createLocalAuthority({ passphrase, storedKey: stored });
  return createDocuments({ authority, trustedPem: authority.rootPem });
}

async function readAuthority(data: Pick<DataAccess, 'documents'>): Promise<StoredAuthority | undefined> {
  const kept = await data.documents.get(AUTHORITY_ID);
  return kept === null ? undefined : (JSON.parse(kept.bytes.toString('utf8')) as StoredAuthority);
}

async function storeAuthority(data: Pick<DataAccess, 'documents'>, passphrase: string): Promise<StoredAuthority> {
  const { state } = await createLocalAuthority({ passphrase });
  const bytes = Buffer.from(JSON.stringify(state));
  await data.documents.put({ documentId: AUTHORITY_ID, kind: 'AUTHORITY', bytes, meta: {}, at: Date.now() });
  return (await readAuthority(data)) ?? state;
}
