import type { DataAccess } from '../data/index.js';
import type { MessageGateway } from './messageGateway.js';

/**
 * Stands in for SMS and mail: nothing leaves the site, messages lie in the outbox, whose page administrators read. In
 * the demonstration pages show a code from there; elsewhere nobody reads it.
 */
export const outboxGateway = ({ outbox }: Pick<DataAccess, 'outbox'>): MessageGateway => ({
  async send({ recipient, ...message }) {
    await outbox.add({ ...message, to: recipient.shown });
  },
});
