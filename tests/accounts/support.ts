import { randomUUID } from 'node:crypto';
import { createAccountsService } from '../../src/accounts/index.js';
import type { Actor } from '../../src/domain/access/actor.js';
import { CALENDAR_SEED } from '../../src/domain/policy/calendarSeed.js';
import { completeUscc, type Uscc } from '../../src/domain/uscc.js';
import type { Message, MessageGateway } from '../../src/messaging/messageGateway.js';
import { outboxGateway } from '../../src/messaging/outboxGateway.js';
import { memoryLimiters } from '../../src/web/middleware/rateLimit.js';
import { openOwnDatabase, openTestDatabase, type TestDatabase } from '../support/database.js';
import { seedPolicies } from '../support/law.js';

const T0 = Date.UTC(2026, 5, 1, 2);
export const PASSWORD = 'Shan-Zhong-Xiang-Yang-7';
export const OTHER_PASSWORD = 'Qing-Shan-Lv-Shui-29';
export const HOME = '203.0.113.7';

let drawn = 0;

/** A code that no other test uses. */
export function freshUscc(): Uscc {
  drawn += 1;
  return completeUscc(`91411722PDY${String(drawn).padStart(5, '0')}`);
}

/** An ID number of nobody, with the right check character; each call another one. */
export function freshIdNumber(): string {
  drawn += 1;
  const body = `41170219700101${String(drawn).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body.charAt(index)), 0);
  return body + '10X98765432'.charAt(sum % 11);
}

export interface World extends TestDatabase {
  accounts: ReturnType<typeof createAccountsService>;
  /** The same service of the same data, not as a demonstration. */
  inProduction: ReturnType<typeof createAccountsService>;
  /** The codes that went out, in order. */
  sent: readonly string[];
  /** Every message that went out, in order. */
  messages: readonly Message[];
  /** Moves the clock of the service; counters keep the real one. */
  later: (ms: number) => void;
  now: () => number;
}

interface WorldOptions {
  demo?: boolean;
  uri?: string;
  /** For suites that ask what the database was asked; not together with `uri`. */
  tells?: boolean;
  /** The outbox unless told. */
  messages?: MessageGateway;
}

/** The accounts service over a database of its own. */
export async function openWorld({
  demo = false,
  uri = '',
  tells = false,
  messages,
}: WorldOptions = {}): Promise<World> {
  const database = await (uri === '' ? openTestDatabase({ series: 'accounts', tells }) : openOwnDatabase(uri));
  // By the database's own clock all codes of this world expired long ago.
  const codes = database.connection.collection('oneTimeCodes');
  if (await codes.indexExists('purgeAt_1')) await codes.dropIndex('purgeAt_1');
  await seedPolicies(database.data);
  await database.data.calendars.seed(CALENDAR_SEED.years);
  let now = T0;
  const clock = () => now;
  const sent: string[] = [];
  const told: Message[] = [];
  const gateway = messages ?? outboxGateway(database.data);
  const recording: MessageGateway = {
    async send(message) {
      await gateway.send(message);
      told.push(message);
      if (message.secret !== undefined) sent.push(message.secret);
    },
  };
  const serviceOf = (isDemo: boolean) =>
    createAccountsService({
      ...{ data: database.data, counters: memoryLimiters, demo: isDemo, clock, messages: recording },
    });
  return {
    ...database,
    sent,
    messages: told,
    accounts: serviceOf(demo),
    inProduction: serviceOf(false),
    later: ms => {
      now += ms;
    },
    now: clock,
  };
}

/** The code of the newest message, as its recipient reads it. */
export const newestCode = ({ sent }: Pick<World, 'sent'>): string => sent.at(-1) ?? '';

export interface Firm {
  uscc: Uscc;
  name: string;
  representative: string;
  idNumber: string;
  county: string;
  phone: string;
}

export async function aFirm({ data }: World, given: Partial<Firm> = {}): Promise<Firm> {
  const firm = {
    uscc: freshUscc(),
    name: '示例建材有限公司',
    representative: '沈测试',
    idNumber: freshIdNumber(),
    county: '411722',
    phone: '13800000001',
    ...given,
  };
  await data.enterprises.upsert({
    uscc: firm.uscc,
    name: firm.name,
    county: firm.county,
    representative: { name: firm.representative, idNumber: firm.idNumber, phone: firm.phone },
    at: T0,
  });
  return firm;
}

/** An invitation for thirty days. */
export async function anInvitation({ data, now }: World, uscc: string, code: string): Promise<string> {
  const invitationId = randomUUID();
  const createdAt = now();
  const expiresAt = createdAt + 30 * 86_400_000;
  await data.invitations.create({ invitationId, uscc, county: '411722', code, createdAt, expiresAt, by: 'admin' });
  return invitationId;
}

/** A representative who went through the invitation. */
export async function aRepresentative(world: World, given: Partial<Firm> = {}) {
  const firm = await aFirm(world, given);
  const code = `CODE-${firm.uscc}`;
  await anInvitation(world, firm.uscc, code);
  const claimed = await world.accounts.claimInvitation({
    uscc: firm.uscc,
    name: firm.representative,
    idTail: firm.idNumber.slice(-6),
    code,
    address: HOME,
  });
  if (!claimed.ok || !('grant' in claimed)) throw new Error('the invitation was not accepted');
  const answer = await world.accounts.setPassword(claimed.grant, PASSWORD);
  if (!answer.ok || !('person' in answer)) throw new Error('the password was not accepted');
  return { firm, person: answer.person };
}

export const CITY_ADMIN: Actor = { accountId: 'admin-1', role: 'CITY_ADMIN', usccs: [], interests: [] };
/** How a person was identified at the window, in words. */
export const NOTE = '本人到窗口出示了身份证原件。';

let drawnPhones = 0;
/** A telephone that nobody in these suites has. */
export const freshPhone = (): string => {
  drawnPhones += 1;
  return `137${String(drawnPhones).padStart(8, '0')}`;
};

/** How many there were: what a test varies with each of them. */
export const phonesDrawn = (): number => drawnPhones;

/** The administrator corrects the telephone of an account; the test states what differs. */
export const correctPhone = (world: World, accountId: string, change: object = {}) =>
  world.accounts.records.correctPhone(CITY_ADMIN, {
    ...{ key: randomUUID(), accountId, phone: freshPhone(), reason: 'CHANGED', note: NOTE },
    ...change,
  });

export const maskOf = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** What the outbox shows of messages to this number. */
export const messagesToAt = async ({ data }: World, phone: string) =>
  (await data.outbox.page({}, { page: 1, size: 500 })).items.filter(({ to }) => to === maskOf(phone));

/** Administrative records that name the account, but for its making. */
export const recordsOfAt = async ({ data }: World, accountId: string) =>
  (await data.audit.ofChain('admin')).filter(
    ({ kind, data: of }) => kind !== 'accountCreated' && JSON.stringify(of).includes(accountId),
  );

/** Which of the two numbers of a message's recipient each one went to. */
export const numbersOfAt = ({ messages }: World, accountId: string, wanted: string) =>
  messages
    .filter(({ code, recipient }) => code === wanted && 'accountId' in recipient && recipient.accountId === accountId)
    .map(({ recipient }) => `${recipient.number ?? 'present'} ${recipient.shown}`);
