import type { FaultLog, RunnerDependencies } from '../commands/importRunner.js';
import type { InvitationDependencies } from '../commands/invitationCommands.js';
import type { DataAccess } from '../data/index.js';
import {
  addDays,
  addMonths,
  asDay,
  type CalendarDay,
  compareDays,
  dayOf,
  daysBetween,
  yearOf,
} from '../domain/calendarDay.js';
import { trainingPolicy } from '../domain/policy/policySet.js';
import { CITY_ADCODE } from '../domain/reference/counties.js';
import { certificateNumber, certificateValidUntil } from '../domain/training/trainingCertificate.js';
import { outboxGateway } from '../messaging/outboxGateway.js';
import { type DemoFirm, demoFirms, idNumber, lateFirms, representativeFirms } from './entries.js';
import { importFirms, inviteFirms, leaveForConfirmation, nameAnotherPerson } from './listHistory.js';
import type { ParkedFirm } from './parkCases.js';
import { DEMO_AGENT, DEMO_COUNTY, DEMO_PASSWORD, DEMO_REPRESENTATIVES, DEMO_STAFF, IMPORTED_COUNTY } from './people.js';
import { crowdOf, OF_REPRESENTATIVES } from './plan.js';

type HashPassword = (password: string) => Promise<string>;

interface Seeding {
  readonly data: DataAccess;
  readonly demo: boolean;
  readonly logger: FaultLog;
  readonly hashPassword: HashPassword;
  /** Epoch milliseconds. */
  readonly at: number;
}

type Crowd = ReturnType<typeof crowdOf>;
type Writing = Pick<Seeding, 'data' | 'at'> & { readonly passwordHash: string };

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const INVITED = 4;
const KNOWN_IN_WAITING_LIST = 6;
const MANDATE_MONTHS = 6;

/**
 * Puts accounts, listed firms, certificates, imports and invitations into an empty database; every write is idempotent
 * by its key. Answers with the firms whose cases are to be parked.
 */
export async function seedLists(seeding: Seeding): Promise<ParkedFirm[]> {
  const { data, at } = seeding;
  const today = dayOf(at);
  const representatives = representativeFirms(today);
  const firms = demoFirms(today);
  const crowd = crowdOf(firms);
  const writing = { data, at, passwordHash: await seeding.hashPassword(DEMO_PASSWORD) };
  await seedStaff(writing);
  const busy = new Set(crowd.map(({ firm }) => firm.enterprise.uscc));
  const others = firms.filter(({ enterprise }) => !busy.has(enterprise.uscc));
  const isImported = ({ entry }: DemoFirm) => entry.county === IMPORTED_COUNTY;
  const fed = others.filter(firm => !isImported(firm));
  await feed(writing, [...fed, ...crowd.map(({ firm }) => firm), ...representatives]);
  await seedHistory(seeding, { fed, imported: others.filter(isImported) });
  await certify(seeding, { firms: others.filter(({ trained }) => trained), today });
  return [...(await seedRepresentatives(writing, representatives)), ...(await seedCrowd(writing, crowd))];
}

async function feed({ data, at }: Writing, firms: readonly DemoFirm[]): Promise<void> {
  await data.enterprises.upsertMany(firms.map(({ enterprise }) => ({ ...enterprise, at })));
  await data.entries.upsertImported({
    rows: firms.map(({ entry }) => entry),
    ...{ importId: 'demonstration', importedBy: 'demo:feed', at },
  });
}

/** What the administrators have done: finished imports, one with an open question, one that waits, and invitations. */
async function seedHistory(
  { data, demo, logger, at }: Seeding,
  { fed, imported }: Record<'fed' | 'imported', readonly DemoFirm[]>,
): Promise<void> {
  const hoursAgo = (hours: number): Omit<RunnerDependencies, 'logger'> & InvitationHistory => ({
    ...{ data, demo, messages: outboxGateway(data) },
    clock: () => at - hours * HOUR_MS,
  });
  await importFirms({ ...hoursAgo(3), logger }, imported);
  const known = imported.slice(0, KNOWN_IN_WAITING_LIST);
  await leaveForConfirmation(hoursAgo(2), { known, fresh: lateFirms(dayOf(at)) });
  const uninvited = fed.filter(({ entry, trained }) => entry.county === DEMO_COUNTY && !trained);
  await inviteFirms(hoursAgo(1), uninvited.slice(0, INVITED));
  const [renamed] = uninvited.slice(INVITED);
  if (renamed !== undefined) await nameAnotherPerson({ ...hoursAgo(1), logger }, renamed);
}

type InvitationHistory = Omit<InvitationDependencies, 'newCode'>;

async function seedStaff({ data, at, passwordHash }: Writing): Promise<void> {
  for (const [place, { who, ...person }] of DEMO_STAFF.entries()) {
    const account = { accountId: `demo:${person.signInName}`, ...person, displayName: who };
    const idOf = idNumber(CITY_ADCODE, 800 + place);
    await data.accounts.create({ ...account, idNumber: idOf, passwordHash, demo: true, createdAt: at });
  }
}

/** The representatives of the printed table, and the agent of one of them. */
async function seedRepresentatives(writing: Writing, firms: readonly DemoFirm[]): Promise<ParkedFirm[]> {
  const parked: ParkedFirm[] = [];
  for (const [place, firm] of firms.entries()) {
    const { signInName = '', displayName = '' } = DEMO_REPRESENTATIVES[place] ?? {};
    const accountId = await seedRepresentative(writing, { firm, signInName, displayName });
    const plan = OF_REPRESENTATIVES[place] ?? null;
    if (plan !== null) parked.push({ uscc: firm.enterprise.uscc, accountId, parked: plan });
    if (signInName === DEMO_AGENT.representative) await seedAgent(writing, firm.enterprise.uscc);
  }
  return parked;
}

async function seedAgent({ data, at, passwordHash }: Writing, uscc: string): Promise<void> {
  const { signInName, displayName } = DEMO_AGENT;
  await data.accounts.create({
    ...{ accountId: `demo:${signInName}`, signInName, displayName, role: 'AGENT', passwordHash },
    idNumber: idNumber(CITY_ADCODE, 850),
    mandates: [{ uscc, validUntil: addMonths(dayOf(at), MANDATE_MONTHS) }],
    ...{ demo: true, createdAt: at },
  });
}

async function seedCrowd(writing: Writing, crowd: Crowd): Promise<ParkedFirm[]> {
  const parked: ParkedFirm[] = [];
  for (const [place, { firm, parked: plan }] of crowd.entries()) {
    const signInName = `firm-${String(place + 1).padStart(2, '0')}`;
    const person = { firm, signInName, displayName: firm.entry.representativeName };
    const accountId = await seedRepresentative({ ...writing, at: writing.at + place * SECOND_MS }, person);
    parked.push({ uscc: firm.enterprise.uscc, accountId, parked: plan });
  }
  return parked;
}

interface Representative {
  firm: DemoFirm;
  signInName: string;
  displayName: string;
}

async function seedRepresentative(
  { data, at, passwordHash }: Writing,
  { firm, signInName, displayName }: Representative,
): Promise<string> {
  const { uscc, representative: known } = firm.enterprise;
  const accountId = `demo:${signInName}`;
  await data.accounts.create({
    ...{ accountId, signInName, displayName, passwordHash, role: 'LEGAL_REP', demo: true, createdAt: at },
    idNumber: known.idNumber,
  });
  await data.enterprises.setRepresentative(uscc, accountId);
  return accountId;
}

/** Certificates of this year for the firms whose representatives are trained, so that coverage has something to count. */
async function certify(
  { data, demo }: Pick<Seeding, 'data' | 'demo'>,
  { firms, today }: { firms: readonly DemoFirm[]; today: CalendarDay },
): Promise<void> {
  const newYear = asDay(`${String(yearOf(today))}-01-01`);
  const span = daysBetween(newYear, today) + 1;
  const policy = trainingPolicy(await data.policies.on(today), { day: today, demo });
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
      validUntil: certificateValidUntil(issuedOn, policy),
    });
  }
}
