import { z } from 'zod';

/** How every secret begins that `npm start` makes for the demonstration (see `engines/secrets.mjs`). */
const DEMO_SECRET_PREFIX = 'DemoOnly';

/** Words that mark a secret as one of the demonstration or of an example; none may reach production. */
const KNOWN_WEAK_SECRETS = ['demo', 'demonstration', 'changeme', 'change-me', 'secret', 'example', 'password', 'test'];
const SHORTEST_SECRET = 32;
const KEY_BYTES = 32;

/** How SMS and mail leave; see `openMessageGateway.ts`. */
const MESSAGE_GATEWAYS = ['outbox'] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const flag = z
  .enum(['0', '1', 'true', 'false', ''])
  .transform(value => value === '1' || value === 'true')
  .default(false);

const key = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be base64 of exactly 32 bytes (openssl rand -base64 32)')
  .transform(text => Buffer.from(text, 'base64'))
  .refine(bytes => bytes.length === KEY_BYTES, 'must be base64 of exactly 32 bytes (openssl rand -base64 32)');

const secret = z.string().min(SHORTEST_SECRET, `must have at least ${String(SHORTEST_SECRET)} characters`);

const environmentSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  BASE_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address such as https://xinfu.example.cn' }),
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\/.+/, 'must begin with mongodb:// or mongodb+srv://'),
  TEMPORAL_ADDRESS: z.string().regex(/^[^\s/:]+:\d{1,5}$/, 'must be host:port'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  TEMPORAL_API_KEY: z.string().min(1).optional(),
  TEMPORAL_TLS: flag,
  SESSION_SECRET: secret,
  FIELD_KEY: key,
  INDEX_KEY: key,
  CODEC_KEY: key,
  SIGNING_PASSPHRASE: secret,
  AUDIT_KEY: key,
  XINFU_DEMO: flag,
  TRUST_PROXY: z.coerce.number().int().min(0).max(8).default(0),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  MESSAGE_GATEWAY: z.enum(MESSAGE_GATEWAYS, 'must be outbox: no other gateway is connected yet').default('outbox'),
  TASK_QUEUE: z.string().min(1).default('xinfu'),
});

type Environment = z.output<typeof environmentSchema>;

/** Everything the two processes may know about their surroundings. Keys are 32 raw bytes. */
export interface Config {
  readonly nodeEnv: 'development' | 'test' | 'production';
  readonly port: number;
  readonly baseUrl: string;
  readonly mongodbUri: string;
  readonly temporal: {
    readonly address: string;
    readonly namespace: string;
    readonly apiKey: string | null;
    readonly tls: boolean;
    readonly taskQueue: string;
  };
  readonly sessionSecret: string;
  readonly fieldKey: Buffer;
  readonly indexKey: Buffer;
  readonly codecKey: Buffer;
  readonly signingPassphrase: string;
  readonly auditKey: Buffer;
  readonly demo: boolean;
  /** Number of reverse proxies whose forwarding headers are believed; 0 believes none. */
  readonly trustProxy: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly messageGateway: (typeof MESSAGE_GATEWAYS)[number];
}

export type ConfigResult =
  { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly faults: readonly string[] };

/** A secret that only pretends to be one: the demonstration's, a known word, one character repeated, or a key of a single byte value. */
function isWeak(value: string | Buffer): boolean {
  const text = Buffer.isBuffer(value) ? value.toString('base64') : value;
  if (text.startsWith(DEMO_SECRET_PREFIX)) return true;
  if (Buffer.isBuffer(value)) return new Set(value).size < 8;
  const lower = value.toLowerCase();
  return new Set(value).size < 8 || KNOWN_WEAK_SECRETS.some(word => lower.includes(word));
}

/** What production refuses, as far as the values could be read at all. */
function productionFaults(env: Partial<Environment>): string[] {
  if (env.NODE_ENV !== 'production') return [];
  const secrets = ['SESSION_SECRET', 'FIELD_KEY', 'INDEX_KEY', 'CODEC_KEY', 'SIGNING_PASSPHRASE', 'AUDIT_KEY'] as const;
  const faults = secrets
    .filter(name => env[name] !== undefined && isWeak(env[name]))
    .map(name => `${name}: is a demonstration or guessable secret and is refused in production`);
  if (env.XINFU_DEMO === true) faults.push('XINFU_DEMO: demonstration accounts and data are refused in production');
  if (env.BASE_URL?.startsWith('https:') === false) faults.push('BASE_URL: must be https in production');
  const keys = [env.FIELD_KEY, env.INDEX_KEY, env.CODEC_KEY, env.AUDIT_KEY].flatMap(
    bytes => bytes?.toString('hex') ?? [],
  );
  if (new Set(keys).size < keys.length) faults.push('FIELD_KEY, INDEX_KEY, CODEC_KEY, AUDIT_KEY: must all differ');
  return faults;
}

function withoutSlashes(url: string): string {
  let end = url.length;
  while (url.charAt(end - 1) === '/') end -= 1;
  return url.slice(0, end);
}

function toConfig(env: Environment): Config {
  return {
    nodeEnv: env.NODE_ENV,
    port: env.PORT,
    baseUrl: withoutSlashes(env.BASE_URL),
    mongodbUri: env.MONGODB_URI,
    temporal: {
      address: env.TEMPORAL_ADDRESS,
      namespace: env.TEMPORAL_NAMESPACE,
      apiKey: env.TEMPORAL_API_KEY ?? null,
      tls: env.TEMPORAL_TLS,
      taskQueue: env.TASK_QUEUE,
    },
    sessionSecret: env.SESSION_SECRET,
    fieldKey: env.FIELD_KEY,
    indexKey: env.INDEX_KEY,
    codecKey: env.CODEC_KEY,
    signingPassphrase: env.SIGNING_PASSPHRASE,
    auditKey: env.AUDIT_KEY,
    demo: env.XINFU_DEMO,
    trustProxy: env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
    messageGateway: env.MESSAGE_GATEWAY,
  };
}

/**
 * Reads the environment into a Config, or answers with every fault at once, one sentence each, so that an operator
 * mends all of them in one go. Values are never repeated in a fault: they may be secrets.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): ConfigResult {
  const faults: string[] = [];
  const read: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(environmentSchema.shape)) {
    const parsed = field.safeParse(env[name]);
    if (parsed.success) read[name] = parsed.data;
    else faults.push(...parsed.error.issues.map(({ message }) => faultOf(name, env[name], message)));
  }
  faults.push(...productionFaults(read));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, config: toConfig(read as Environment) };
}

const faultOf = (name: string, value: string | undefined, message: string): string =>
  `${name}: ${value === undefined ? 'is missing' : message}`;
