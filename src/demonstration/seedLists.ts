import type { DataAccess } from '../data/index.js';
import { dayOf } from '../domain/calendarDay.js';
import { CITY_ADCODE } from '../domain/reference/counties.js';
import { type DemoFirm, demoFirms, idNumber, representativeFirms } from './entries.js';
import { DEMO_PASSWORD, DEMO_REPRESENTATIVES, DEMO_STAFF } from './people.js';

type HashPassword = (password: string) => Promise<string>;

/** Puts accounts, listed firms and certificates into an empty database. Every write is idempotent by its key. */
export async function seedLists(
  data: DataAccess,
  { at, hashPassword }: { at: number; hashPassword: HashPassword },
): Promise<{ representatives: DemoFirm[] }> {
  const representatives = representativeFirms(dayOf(at));
  const firms = demoFirms();
  await seedPeople(data, { at, passwordHash: await hashPassword(DEMO_PASSWORD) });
  const all = [...firms, ...representatives];
  await data.enterprises.upsertMany(all.map(({ enterprise }) => ({ ...enterprise, at })));
  await data.entries.upsertImported({
    rows: all.map(({ entry }) => entry),
    ...{ importId: 'demonstration', importedBy: 'demo:feed', at },
  });
  for (const [place, { enterprise }] of representatives.entries()) {
    await data.enterprises.setRepresentative(enterprise.uscc, representativeId(place));
  }
  await certify(data, { firms: firms.filter(({ trained }) => trained), at });
  return { representatives };
}

export const representativeId = (place: number): string => `demo:${DEMO_REPRESENTATIVES[place]?.signInName ?? ''}`;

async function seedPeople(data: DataAccess, { at, passwordHash }: { at: number; passwordHash: string }): Promise<void> {
  const common = { passwordHash, demo: true, createdAt: at };
  for (const { who, ...person } of DEMO_STAFF) {
    await data.accounts.create({ accountId: `demo:${person.signInName}`, ...person, displayName: who, ...common });
  }
  for (const [place, { signInName, displayName }] of DEMO_REPRESENTATIVES.entries()) {
    const person = { accountId: representativeId(place), signInName, displayName, role: 'LEGAL_REP' as const };
    await data.accounts.create({ ...person, idNumber: idNumber(CITY_ADCODE, 900 + place), ...common });
  }
}

/** Certificates of this year for the firms whose representatives are trained, so that coverage has something to count. */
async function certify(data: DataAccess, { firms, at }: { firms: readonly DemoFirm[]; at: number }): Promise<void> {
  const today = dayOf(at);
  const year = today.slice(0, 4);
  for (const [place, { enterprise, entry }] of firms.entries()) {
    const id = `demo-${enterprise.uscc}`;
    await data.certificates.issue({
      ...{ certificateId: id, attemptId: id, accountId: `demo:trained:${enterprise.uscc}` },
      number: `TC-${year}-D${String(place + 1).padStart(5, '0')}`,
      personName: entry.representativeName,
      usccs: [enterprise.uscc],
      ...{ score: 80 + (place % 20), minutes: 190 },
      issuedOn: today,
      validUntil: `${String(Number(year) + 1)}${today.slice(4)}`,
    });
  }
}
