import { pino, type DestinationStream, type Logger } from 'pino';

/** Fields that may carry personal data or a secret, wherever they appear up to two levels deep. */
const PRIVATE_FIELDS = [
  'name',
  'personName',
  'representative',
  'representativeName',
  'idNumber',
  'phone',
  'address',
  'email',
  'uscc',
  'password',
  'newPassword',
  'code',
  'token',
  '_csrf',
  'cookie',
  'authorization',
  'secret',
  'passphrase',
];

const redactedPaths = [
  ...PRIVATE_FIELDS.flatMap(field => [`body.${field}`, `body.*.${field}`, `person.${field}`, `account.${field}`]),
  ...PRIVATE_FIELDS.filter(field => field !== 'name' && field !== 'code').flatMap(field => [field, `*.${field}`]),
  'personName',
  'req.headers.cookie',
  'req.headers.authorization',
  'req.headers["x-csrf-token"]',
  'res.headers["set-cookie"]',
];

/**
 * The one logger of a process: JSON lines, UTC times, personal data and secrets replaced before they are written.
 * An error's message and stack stay, so errors must not quote what a person typed.
 */
export function createLogger(options: {
  level: string;
  process: 'web' | 'worker' | 'tool';
  destination?: DestinationStream;
}): Logger {
  const settings = {
    level: options.level,
    base: { process: options.process },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...new Set(redactedPaths)], censor: '[redacted]' },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}
