import type { Connection } from 'mongoose';
import type { FieldCrypto } from './fieldCrypto.js';
import { outboxSchema } from './models/peopleModels.js';
import { insertOnce, modelOf, type Page, type PageRequest, readPage } from './storeKit.js';

/** A message that a real gateway would send. `to` is masked; `secret` (a code) is sealed at rest. */
export interface OutboxMessage {
  messageId: string;
  channel: 'SMS' | 'MAIL';
  to: string;
  code: string;
  values: Readonly<Record<string, string | number>>;
  secret?: string | undefined;
  /** Set for messages a county administrator may see. */
  county?: string | undefined;
  at: number;
}

export interface OutboxStore {
  add(message: OutboxMessage): Promise<'added' | 'already'>;
  find(messageId: string): Promise<OutboxMessage | null>;
  /** Newest first; a county sees its own messages only. */
  page(filter: { county?: string | undefined }, page: PageRequest): Promise<Page<OutboxMessage>>;
}

const SECRET_PLACE = 'outbox.secret';

export function outboxStore(connection: Connection, crypto: FieldCrypto): OutboxStore {
  const outbox = modelOf<Omit<OutboxMessage, 'messageId'> & { _id: string }>(connection, 'OutboxMessage', outboxSchema);
  return {
    async add({ messageId, secret, values, ...message }) {
      const sealed = secret === undefined ? {} : { secret: crypto.seal(secret, SECRET_PLACE) };
      const document = { _id: messageId, ...message, values: { ...values }, ...sealed };
      return (await insertOnce(() => outbox.create([document]))) ? 'added' : 'already';
    },
    async find(messageId) {
      const found = await outbox.findById(messageId).lean();
      return found === null ? null : toMessage(found as unknown as OutboxMessage & { _id: string }, crypto);
    },
    page: ({ county }, request) =>
      readPage(outbox as never, {
        filter: county === undefined ? {} : { county },
        sort: { at: -1, _id: -1 },
        request,
        toValue: document => toMessage(document as OutboxMessage & { _id: string }, crypto),
      }),
  };
}

function toMessage(document: OutboxMessage & { _id: string }, crypto: FieldCrypto): OutboxMessage {
  const { _id, secret, ...message } = document;
  return {
    ...message,
    messageId: _id,
    ...(secret !== undefined && { secret: crypto.open(secret, SECRET_PLACE) }),
  };
}
