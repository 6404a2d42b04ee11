import { inOrder, type PolicyVersion } from '../domain/policy/policyVersion.js';
import { canonicalJson } from './canonicalJson.js';
import { sha256 } from './fieldCrypto.js';

/** The id of rows that hold from a day: the same rows in any order have the same. */
export const policyVersionId = ({ rows, effectiveDay }: Pick<PolicyVersion, 'rows' | 'effectiveDay'>): string =>
  sha256(canonicalJson({ effectiveDay, rows: inOrder(rows) }));
