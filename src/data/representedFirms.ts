import type { Connection } from 'mongoose';
import type { StoredAccount } from './account.js';
import { accountSchema, enterpriseSchema } from './models/peopleModels.js';
import { modelOf, op } from './storeKit.js';

interface StoredFirm {
  _id: string;
  representative: { idIndex?: string };
  representativeAccountId?: string;
}

/**
 * Firms that the holder of an account represents as a private person, known by the ID number: as the representative on
 * record, through a representative's account, or as an agent with a valid mandate.
 */
export function representedFirms(connection: Connection): (accountId: string, today: string) => Promise<string[]> {
  const accounts = modelOf<StoredAccount>(connection, 'Account', accountSchema);
  const enterprises = modelOf<StoredFirm>(connection, 'Enterprise', enterpriseSchema);
  const firms = async (filter: object) => (await enterprises.find(filter, { _id: 1 }).lean()).map(({ _id }) => _id);

  return async (accountId, today) => {
    const { idIndex } = (await accounts.findById(accountId, { idIndex: 1 }).lean()) ?? {};
    if (idIndex === undefined) return [];
    const [recorded, others] = await Promise.all([
      firms({ 'representative.idIndex': idIndex }),
      accounts.find({ idIndex }, { role: 1, mandates: 1 }).lean(),
    ]);
    const representatives = others.filter(({ role }) => role === 'LEGAL_REP').map(({ _id }) => _id);
    const bound =
      representatives.length === 0 ? [] : await firms({ representativeAccountId: op({ $in: representatives }) });
    const mandates = others.flatMap(other => (other.role === 'AGENT' ? other.mandates : []));
    const agentOf = mandates.filter(({ validUntil }) => validUntil >= today).map(({ uscc }) => uscc);
    return [...new Set([...recorded, ...bound, ...agentOf])].sort();
  };
}
