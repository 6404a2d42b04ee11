import { expect, it } from '@jest/globals';
import type { OutboxMessage } from '../src/data/index.js';
import { openMessageGateway } from '../src/openMessageGateway.js';
import { openLog } from './support/logLines.js';

it.each([
  ['production', ['messages are only put into the outbox: no gateway for SMS and mail is connected']],
  ['development', []],
] as const)('opens the outbox as the gateway; in %s the log tells %j', async (nodeEnv, told) => {
  const added: OutboxMessage[] = [];
  const outbox = { add: (message: OutboxMessage) => Promise.resolve(added.push(message)) };
  const { lines, logger } = openLog();

  const gateway = openMessageGateway(
    { nodeEnv, messageGateway: 'outbox' },
    { data: { outbox: outbox as never }, logger },
  );
  const message = { messageId: 'm1', channel: 'SMS', code: 'resetCode', values: { minutes: 30 }, at: 1 } as const;
  await gateway.send({ ...message, recipient: { accountId: 'a', shown: '138****0000' } });

  expect(lines.map(({ msg }) => msg)).toEqual(told);
  expect(added).toEqual([{ ...message, to: '138****0000' }]);
});
