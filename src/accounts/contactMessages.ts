import { randomUUID } from 'node:crypto';
import type { Account } from '../data/accountStore.js';
import { maskedPhone } from '../data/fieldCrypto.js';
import type { ContactWait } from '../domain/access/contact.js';
import type { MessageCode, MessageRecipient } from '../messaging/messageGateway.js';
import type { AccountsDependencies } from './accountsDependencies.js';

interface Told {
  /** One key of the act: told again, each message and notice is one. */
  readonly key: string;
  readonly code: MessageCode;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Both numbers, masked; the former one where there was one. */
async function numbersOf({ data }: AccountsDependencies, { accountId }: Account) {
  const { phone, formerPhone } = await data.accounts.privateOf(accountId);
  return {
    ...(phone !== undefined && { present: maskedPhone(phone) }),
    ...(formerPhone !== undefined && { former: maskedPhone(formerPhone) }),
  };
}

async function sendTo(
  { messages, clock }: AccountsDependencies,
  recipient: MessageRecipient,
  { key, code, values, county }: Told & { county?: string | undefined },
): Promise<void> {
  const at = clock();
  await messages.send({ messageId: key, channel: 'SMS', recipient, code, values, county, at });
}

/** Tells former and new telephone and the person's own page that another number is on record, and for how long it waits. */
export async function tellPhoneChanged(
  dependencies: AccountsDependencies,
  account: Account,
  { key, wait }: { key: string; wait: ContactWait | null },
): Promise<void> {
  const { accountId, county } = account;
  const { present = '', former } = await numbersOf(dependencies, account);
  const at = dependencies.clock();
  const values = { to: present, ...(wait !== null && { day: wait.until, dayRule: wait.source, left: wait.left }) };
  if (former !== undefined) {
    const recipient = { accountId, number: 'former', shown: former } as const;
    await sendTo(dependencies, recipient, { key: `${key}:former`, code: 'phoneChanged', values, county });
  }
  const recipient = { accountId, shown: present };
  await sendTo(dependencies, recipient, { key: `${key}:new`, code: 'phoneOnRecord', values, county });
  await dependencies.data.notices.add({ noticeId: `${key}:notice`, code: 'phoneChanged', values, accountId, at });
}

/** Tells both telephones and the person's own page that somebody else has confirmed the new number at the window. */
export async function tellPhoneConfirmed(
  dependencies: AccountsDependencies,
  account: Account,
  key: string,
): Promise<void> {
  const { accountId, county } = account;
  const { present = '', former } = await numbersOf(dependencies, account);
  const values = { to: present };
  for (const [number, shown] of Object.entries({ former, present })) {
    if (shown === undefined) continue;
    const recipient = { accountId, shown, ...(number === 'former' && { number: 'former' as const }) };
    await sendTo(dependencies, recipient, { key: `${key}:${number}`, code: 'phoneConfirmed', values, county });
  }
  const at = dependencies.clock();
  await dependencies.data.notices.add({ noticeId: `${key}:notice`, code: 'phoneConfirmed', values, accountId, at });
}

/** Whoever asked for a reset by a number that waits reads until when; so does whoever holds the former number. */
export async function tellResetWaits(
  dependencies: AccountsDependencies,
  account: Account,
  { until: day, source: dayRule, left }: ContactWait,
): Promise<void> {
  const { accountId, county } = account;
  const { present, former } = await numbersOf(dependencies, account);
  const values = { day, dayRule, left };
  for (const [number, shown] of Object.entries({ present, former })) {
    if (shown === undefined) continue;
    const recipient = { accountId, shown, ...(number === 'former' && { number: 'former' as const }) };
    await sendTo(dependencies, recipient, { key: randomUUID(), code: 'resetWaits', values, county });
  }
}

/** Tells the person that an ID number was put on record for the own account. */
export async function tellIdNumberRecorded(
  dependencies: AccountsDependencies,
  account: Account,
  key: string,
): Promise<void> {
  const { accountId, county, idMasked = '' } = account;
  const { present } = await numbersOf(dependencies, account);
  const values = { idNumber: idMasked };
  if (present !== undefined) {
    const recipient = { accountId, shown: present };
    await sendTo(dependencies, recipient, { key: `${key}:sms`, code: 'idNumberRecorded', values, county });
  }
  const at = dependencies.clock();
  await dependencies.data.notices.add({ noticeId: `${key}:notice`, code: 'idNumberRecorded', values, accountId, at });
}
