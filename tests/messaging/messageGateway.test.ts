import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { inviteRepresentative } from '../../src/commands/invitationCommands.js';
import type { Message, MessageGateway } from '../../src/messaging/messageGateway.js';
import { outboxGateway } from '../../src/messaging/outboxGateway.js';
import { aRepresentative, openWorld, type World } from '../accounts/support.js';
import { importRows, keyNumber, NOW, row, seedPolicies, SHANGCAI, usccOf } from '../web/entries/support.js';

/** A gateway that keeps what it is given; `broken` takes nothing. */
const sent: Message[] = [];
let broken = false;
const messages: MessageGateway = {
  send: message =>
    broken ? Promise.reject(new Error('the network is away')) : Promise.resolve(void sent.push(message)),
};

let world: World;
beforeAll(async () => {
  world = await openWorld({ messages });
  await seedPolicies(world);
  await importRows(world, [row(71), row(72)]);
});
beforeEach(() => {
  sent.length = 0;
  broken = false;
});
afterAll(() => world.close());

async function invite(number: number) {
  const [entry] = await world.data.entries.ofUscc(usccOf(number));
  return inviteRepresentative(
    { data: world.data, messages, demo: true, clock: () => NOW, newCode: () => `CODE-${String(number)}` },
    { actor: SHANGCAI.actor, entryId: entry?.entryId ?? '', key: keyNumber(number) },
  );
}

describe('a gateway in place of the outbox', () => {
  it('gets the code that signs and the code that resets a password, each with whom it is for', async () => {
    const { firm, person } = await aRepresentative(world);
    const recipient = { accountId: person.actor.accountId, shown: '138****0001' };

    const signing = await world.accounts.issueSigningCode(person.actor.accountId, 'hash of the letter');
    await world.accounts.requestReset(firm.uscc);

    const common = { channel: 'SMS', recipient, at: world.now() };
    expect(sent).toMatchObject([
      { ...common, code: 'signingCode', values: { minutes: 10 } },
      { ...common, code: 'resetCode', values: { minutes: 30 } },
    ]);
    expect(signing.ok && signing.code).toBeUndefined();
    expect(sent[0]?.secret).toMatch(/^\d{6}$/);
    expect(sent[1]?.secret).toMatch(/\S{6,}/);
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('gets an invitation for the telephone and the notice by post, each under an id of its own', async () => {
    const invited = await invite(71);

    const invitationId = invited.ok ? invited.invitationId : '';
    const common = { county: '411722', at: NOW };
    expect(sent).toMatchObject([
      {
        ...{ ...common, messageId: invitationId, channel: 'SMS', code: 'invitation', secret: 'CODE-71' },
        recipient: { uscc: usccOf(71), shown: '138****0000' },
      },
      {
        ...{ ...common, messageId: `${invitationId}:notice`, channel: 'MAIL', code: 'repairNotice' },
        recipient: { uscc: usccOf(71) },
      },
    ]);
    expect(sent[1]).not.toHaveProperty('secret');
  });

  it('is the only one that gets anything: the outbox stays empty', async () => {
    expect((await world.data.outbox.page({}, { page: 1, size: 10 })).total).toBe(0);
  });

  it('makes the act fail that wanted a message it cannot take over; asked anew there is another code', async () => {
    const { person } = await aRepresentative(world);
    const ask = () => world.accounts.issueSigningCode(person.actor.accountId, 'hash of the letter');
    broken = true;

    await expect(ask()).rejects.toThrow('the network is away');
    await expect(invite(72)).rejects.toThrow('the network is away');

    broken = false;
    expect(await ask()).toMatchObject({ ok: true });
    expect(sent).toHaveLength(1);
  });
});

it('a message sent twice under one id is one in the outbox', async () => {
  const gateway = outboxGateway(world.data);
  const message = { messageId: 'twice', channel: 'SMS', code: 'resetCode', values: {}, at: 1 } as const;

  for (const secret of ['FIRST', 'SECOND']) {
    await gateway.send({ ...message, secret, recipient: { accountId: 'a', shown: '张**' } });
  }

  const { items } = await world.data.outbox.page({}, { page: 1, size: 10 });
  expect(items).toMatchObject([{ messageId: 'twice', to: '张**', secret: 'FIRST' }]);
});
