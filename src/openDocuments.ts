import type { DataAccess } from './data/index.js';
import { createDocuments, createLocalAuthority, type Documents, type StoredAuthority } from './documents/index.js';

const AUTHORITY_ID = 'signing-authority';
const ONE_YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * The documents of this installation, signed by its local stand-in authority. The authority is made once: of two
 * processes that start at the same moment the first one's is kept, and both use it. Its key is stored encrypted with
 * the passphrase and leaves the database by no route. In a demonstration (`demo`) its certificates are a year old: the
 * letters of its past cases bear days of the past, and a certificate made today did not hold then.
 */
export async function openDocuments({
  data,
  passphrase,
  demo,
}: {
  data: Pick<DataAccess, 'documents'>;
  passphrase: string;
  demo: boolean;
}): Promise<Documents> {
  const madeAt = new Date(Date.now() - (demo ? ONE_YEAR_MS : 0));
  const stored = (await readAuthority(data)) ?? (await storeAuthority(data, { passphrase, madeAt }));
  const authority = await createLocalAuthority({ passphrase, storedKey: stored });
  return createDocuments({ authority, trustedPem: authority.rootPem });
}

async function readAuthority(data: Pick<DataAccess, 'documents'>): Promise<StoredAuthority | undefined> {
  const kept = await data.documents.get(AUTHORITY_ID);
  return kept === null ? undefined : (JSON.parse(kept.bytes.toString('utf8')) as StoredAuthority);
}

async function storeAuthority(
  data: Pick<DataAccess, 'documents'>,
  { passphrase, madeAt }: { passphrase: string; madeAt: Date },
): Promise<StoredAuthority> {
  const { state } = await createLocalAuthority({ passphrase, now: madeAt });
  const bytes = Buffer.from(JSON.stringify(state));
  await data.documents.put({ documentId: AUTHORITY_ID, kind: 'AUTHORITY', bytes, meta: {}, at: Date.now() });
  return (await readAuthority(data)) ?? state;
}
