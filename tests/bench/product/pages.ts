import { hashPassword } from '../../../src/accounts/passwordHash.js';
import { ensureIndexes } from '../../../src/data/index.js';
import { idNumber } from '../../../src/demonstration/entries.js';
import { completeUscc } from '../../../src/domain/uscc.js';
import { seedLaw } from '../../../src/lawSeed.js';
import { DISPLAY, entryFacts, repairCase } from '../../data/support/values.js';
import { openData, type OpenData } from './data.js';

export const PEOPLE = { reviewer: 'bench-reviewer', admin: 'bench-admin' };
export const PASSWORD = 'a long sentence for the bench 2026';
/** The firm of all entries of `filled`. */
export const LISTED_CODE = entryFacts(1).uscc;
/** What all names of firms begin with. */
export const NAME_BEGINNING = '示例';

/** A database with the law, two officials, so many cases that wait for a county's reviewer, and so many list entries. */
export async function filled(mongodbUri: string, { cases, entries }: { cases: number; entries: number }) {
  const opened = await openData(mongodbUri);
  const { data, database } = opened;
  await ensureIndexes(database);
  await seedLaw(data);
  const common = { passwordHash: await hashPassword(PASSWORD), createdAt: Date.now() };
  const [reviewer, admin] = [PEOPLE.reviewer, PEOPLE.admin];
  await data.accounts.create({
    ...{ accountId: reviewer, signInName: reviewer, displayName: '示例审核员', role: 'COUNTY_REVIEWER', ...common },
    ...{ county: '411722', idNumber: idNumber('411722', 1) },
  });
  await data.accounts.create({
    ...{ accountId: admin, signInName: admin, displayName: '示例管理员', role: 'CITY_ADMIN', ...common },
  });
  const rows = Array.from({ length: entries }, (_, place) => entryFacts(place));
  await data.entries.upsertImported({ rows, importId: 'i', importedBy: 'importer', at: Date.now() });
  await fillQueue(data, cases);
  return opened;
}

async function fillQueue(data: OpenData['data'], cases: number): Promise<void> {
  const [entry] = await data.entries.ofUscc(LISTED_CODE);
  for (let place = 0; place < cases; place += 1) {
    const names = { caseId: `bench-${String(place)}`, reference: `XF-BENCH-${String(place)}` };
    const at = Date.now();
    const stage = { stage: 'SUBMITTED' as const, openedAt: at, updatedAt: at, entryId: entry?.entryId ?? '' };
    await data.cases.project(repairCase({ ...names, ...stage }), DISPLAY);
  }
}

/** A list in the format of the sample, with firms of the reserved zone. */
export function listOf(sample: string, rows: number): string {
  const [heading, row] = sample.split('\r\n');
  if (heading === undefined || row === undefined) throw new Error('the sample has no row');
  const one = (place: number) =>
    row
      .replace(/91411702PDY[0-9A-Z]+/, completeUscc(`91411702PDY${String(place).padStart(5, '0')}`))
      .replace('示例县安平', `${NAME_BEGINNING}${String(place)}号`)
      .replace(/〔(\d+)〕1号/, `〔$1〕${String(place)}号`);
  return [heading, ...Array.from({ length: rows }, (_, place) => one(place + 1)), ''].join('\r\n');
}
