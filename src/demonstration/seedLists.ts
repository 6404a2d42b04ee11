import type { DataAccess } from '../data/index.js';
import { addDays, asDay, type CalendarDay, compareDays, dayOf, daysBetween, yearOf } from '../domain/calendarDay.js';
import { CITY_ADCODE } from '../domain/reference/counties.js';
import { certificateNumber } from '../domain/training/trainingCertificate.js';
import { type DemoFirm, demoFirms, idNumber, representativeFirms } from './entries.js';
import type { ParkedFirm } from './parkCases.js';
import { DEMO_PASSWORD, DEMO_REPRESENTATIVES, DEMO_STAFF } from './people.js';
import { crowdOf, OF_REPRESENTATIVES } from './plan.js';

type HashPassword = (password: string) => Promise<string>;

interface Seeding {
  /** Epoch milliseconds. */
  at: number;
  hashPassword: HashPassword;
}

const SECOND_MS = 1_000;

/**
 * Puts accounts, listed firms and certificates into an empty database; every write is idempotent by its key. Answers
 * with the firms whose cases are to be parked.
 */
export async function seedLists(data: DataAccess, { at, hashPassword }: Seeding): Promise<ParkedFirm[]> {
  const today = dayOf(at);
  const representatives = representativeFirms(today);
  const firms = demoFirms(today);
  const crowd = crowdOf(firms);
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await seedStaff(data, { at, passwordHash });
  const busy = new Set(crowd.map(({ firm }) => firm.enterprise.uscc));
  const others = firms.filter(({ enterprise }) => !busy.has(enterprise.uscc));
  const all = [...others, ...crowd.map(({ firm }) => firm), ...representatives];
  await data.enterprises.upsertMany(all.map(({ enterprise }) => ({ ...enterprise, at })));
  await data.entries.upsertImported({
    rows: all.map(({ entry }) => entry),
    ...{ importId: 'demonstration', importedBy: 'demo:feed', at },
  });
  await certify(data, { firms: others.filter(({ trained }) => trained), today });

  const parked: ParkedFirm[] = [];
  for (const [place, firm] of representatives.entries()) {
    const { signInName = '', displayName = '' } = DEMO_REPRESENTATIVES[place] ?? {};
    const accountId = await seedRepresentative(data, { firm, signInName, displayName, at, passwordHash });
    const plan = OF_REPRESENTATIVES[place] ?? null;
    if (plan !== null) parked.push({ uscc: firm.enterprise.uscc, accountId, parked: plan });
  }
  for (const [place, { firm, parked: plan }] of crowd.entries()) {
    const signInName = `firm-${String(place + 1).padStart(2, '0')}`;
    const person = { firm, signInName, displayName: firm.entry.representativeName };
    const accountId = await seedRepresentative(data, { ...person, at: at + place * SECOND_MS, passwordHash });
    parked.push({ uscc: firm.enterprise.uscc, accountId, parked: plan });
  }
  return parked;
}

async function seedStaff(data: DataAccess, { at, passwordHash }: { at: number; passwordHash: string }): Promise<void> {
  for (const [place, { who, ...person }] of DEMO_STAFF.entries()) {
    const account = { accountId: `demo:${person.signInName}`, ...person, displayName: who };
    const idOf = idNumber(CITY_ADCODE, 800 + place);
    await data.accounts.create({ ...account, idNumber: idOf, passwordHash, demo: true, createdAt: at });
  }
}

interface Representative {
  firm: DemoFirm;
  signInName: string;
  displayName: string;
  at: number;
  passwordHash: string;
}

async function seedRepresentative(data: DataAccess, representative: Representative): Promise<string> {
  const { firm, at, ...person } = representative;
  const { uscc, representative: known } = firm.enterprise;
  const accountId = `demo:${person.signInName}`;
  await data.accounts.create({
    ...{ accountId, ...person, role: 'LEGAL_REP', demo: true, createdAt: at },
    idNumber: known.idNumber,
  });
  await data.enterprises.setRepresentative(uscc, accountId);
  return accountId;
}

/** Certificates of this year for the firms whose representatives are trained, so that coverage has something to count. */
async function certify(
  data: DataAccess,
  { firms, today }: { firms: readonly DemoFirm[]; today: CalendarDay },
): Promise<void> {
  const newYear = asDay(`${String(yearOf(today))}-01-01`);
  const span = daysBetween(newYear, today) + 1;
  for (const [place, { enterprise, entry }] of firms.entries()) {
    const id = `demo-${enterprise.uscc}`;
    const spread = addDays(today, -((place * 11) % span));
    const listed = asDay(entry.decisionDate);
    const issuedOn = compareDays(spread, listed) < 0 && compareDays(listed, today) < 0 ? listed : spread;
    const sequence = await data.counters.next(`trainingCertificate:${String(yearOf(issuedOn))}`);
    await data.certificates.issue({
      ...{ certificateId: id, attemptId: id, accountId: `demo:trained:${enterprise.uscc}` },
      ...{ number: certificateNumber(issuedOn, sequence), personName: entry.representativeName },
      ...{ usccs: [enterprise.uscc], score: 80 + (place % 20), minutes: 190, issuedOn },
      validUntil: `${String(yearOf(issuedOn) + 1)}${issuedOn.slice(4)}`,
    });
  }
}
