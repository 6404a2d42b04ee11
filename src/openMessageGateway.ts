import type { Logger } from 'pino';
import type { Config } from './config.js';
import type { DataAccess } from './data/index.js';
import type { MessageGateway } from './messaging/messageGateway.js';
import { outboxGateway } from './messaging/outboxGateway.js';

const GATEWAYS = { outbox: outboxGateway } satisfies Record<Config['messageGateway'], unknown>;
/** Those that deliver nothing. */
const STAND_INS: readonly Config['messageGateway'][] = ['outbox'];

/** The gateway that the configuration names. In production the log tells when it is a stand-in that delivers nothing. */
export function openMessageGateway(
  { messageGateway, nodeEnv }: Pick<Config, 'messageGateway' | 'nodeEnv'>,
  { data, logger }: { data: Pick<DataAccess, 'outbox'>; logger: Pick<Logger, 'warn'> },
): MessageGateway {
  if (nodeEnv === 'production' && STAND_INS.includes(messageGateway)) {
    logger.warn({ messageGateway }, 'messages are only put into the outbox: no gateway for SMS and mail is connected');
  }
  return GATEWAYS[messageGateway](data);
}
