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

const QUOTED_VALUES = /dup key: \{[^\n]*/g;

/** What of an error may be written: never its own fields, in which drivers carry whole documents. */
function toldError(error: unknown): object {
  if (!(error instanceof Error)) return { message: typeof error };
  const { name, message, stack = '' } = error;
  const code = 'code' in error && ['string', 'number'].includes(typeof error.code) ? { code: error.code } : {};
  const without = (text: string) => text.replace(QUOTED_VALUES, 'dup key');
  const cause = error.cause === undefined ? {} : { cause: toldError(error.cause) };
  return { type: name, message: without(message), stack: without(stack), ...code, ...cause };
}

/**
 * The one logger of a process: JSON lines, UTC times, personal data and secrets replaced before they are written.
 * Of an error its kind, code, message and stack stay, so errors must not quote what a person typed; the database's
 * word about a value that is there already is cut off where it quotes the value.
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
    serializers: { err: toldError },
    redact: { paths: [...new Set(redactedPaths)], censor: '[redacted]' },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}
