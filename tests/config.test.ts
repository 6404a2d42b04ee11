import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../src/config.js';

const key = () => randomBytes(32).toString('base64');
const goodEnvironment = () => ({
  BASE_URL: 'https://xinfu.city.invalid/',
  MONGODB_URI: 'mongodb://127.0.0.1:27017/xinfu',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  SESSION_SECRET: randomBytes(32).toString('hex'),
  FIELD_KEY: key(),
  INDEX_KEY: key(),
  CODEC_KEY: key(),
  AUDIT_KEY: key(),
  SIGNING_PASSPHRASE: randomBytes(32).toString('hex'),
});

const faultsOf = (env: Record<string, string | undefined>): readonly string[] => {
  const result = readConfig(env);
  return result.ok ? [] : result.faults;
};

describe('readConfig', () => {
  it('reads a complete environment and fills in what has a default', () => {
    const result = readConfig(goodEnvironment());

    expect(result).toMatchObject({
      ok: true,
      config: {
        nodeEnv: 'development',
        port: 3000,
        baseUrl: 'https://xinfu.city.invalid',
        temporal: { namespace: 'default', taskQueue: 'xinfu', apiKey: null, tls: false },
        demo: false,
        trustProxy: 0,
        messageGateway: 'outbox',
      },
    });
  });

  it('lists every missing variable at once', () => {
    const names = Object.keys(goodEnvironment());

    expect(faultsOf({})).toEqual(expect.arrayContaining(names.map(name => `${name}: is missing`)));
    expect(faultsOf({})).toHaveLength(names.length);
  });

  it.each(Object.keys(goodEnvironment()).filter(name => /SECRET|KEY|PASSPHRASE/.test(name)))(
    'gives %s no default',
    name => {
      expect(faultsOf({ ...goodEnvironment(), [name]: undefined })).toEqual([`${name}: is missing`]);
    },
  );

  it.each([
    ['PORT', '70000'],
    ['BASE_URL', 'ftp://x'],
    ['MONGODB_URI', 'http://x'],
    ['TEMPORAL_ADDRESS', 'nowhere'],
    ['SESSION_SECRET', 'short'],
    ['FIELD_KEY', randomBytes(31).toString('base64')],
    ['LOG_LEVEL', 'loud'],
    ['MESSAGE_GATEWAY', 'pigeon'],
  ])('refuses a wrong %s without repeating its value', (name, value) => {
    const faults = faultsOf({ ...goodEnvironment(), [name]: value });

    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name}: `));
    expect(faults[0]).not.toContain(value);
  });

  describe('in production', () => {
    const production = () => ({ ...goodEnvironment(), NODE_ENV: 'production' });

    it('accepts strong secrets', () => {
      expect(faultsOf(production())).toEqual([]);
    });

    it.each([
      ['XINFU_DEMO', '1'],
      ['BASE_URL', 'http://xinfu.city.invalid'],
      ['SESSION_SECRET', 'xinfu-demonstration-session-secret-0001'],
      ['SIGNING_PASSPHRASE', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
      ['FIELD_KEY', Buffer.alloc(32, 7).toString('base64')],
    ])('refuses %s=%s', (name, value) => {
      expect(faultsOf({ ...production(), [name]: value }).join('\n')).toContain(`${name}: `);
    });

    it('tells what is missing, what is wrong and what production refuses, all at once', () => {
      const env = {
        ...production(),
        PORT: '70000',
        MONGODB_URI: undefined,
        XINFU_DEMO: '1',
        BASE_URL: 'http://x.invalid',
      };

      expect(
        faultsOf({ ...env, FIELD_KEY: Buffer.alloc(32, 7).toString('base64') }).map(fault => fault.split(':')[0]),
      ).toEqual(['PORT', 'MONGODB_URI', 'FIELD_KEY', 'XINFU_DEMO', 'BASE_URL']);
    });

    it('refuses one key used for two purposes', () => {
      const env = production();

      expect(faultsOf({ ...env, AUDIT_KEY: env.FIELD_KEY }).join('\n')).toContain('must all differ');
    });
  });

  it('lets the demonstration use its own secrets outside production', () => {
    const env = { ...goodEnvironment(), XINFU_DEMO: '1', FIELD_KEY: Buffer.alloc(32, 7).toString('base64') };

    expect(readConfig(env)).toMatchObject({ ok: true, config: { demo: true } });
  });
});
