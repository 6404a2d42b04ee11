import type { NewEnterprise } from '../data/index.js';
import type { ImportedEntry } from '../domain/entries/importRow.js';

/** The firm as a row of a list states it; what the row leaves empty is not stated. */
export function statedFirm(entry: ImportedEntry, at: number, from?: { importId: string; line: number }): NewEnterprise {
  const { uscc, enterpriseName, county, address, representativeName, representativeId, phone } = entry;
  return {
    uscc,
    name: enterpriseName,
    county,
    address: address === '' ? undefined : address,
    representative: { name: representativeName, idNumber: representativeId, phone },
    at,
    from,
  };
}
