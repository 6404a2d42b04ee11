import { describe, expect, it } from '@jest/globals';
import { appEnvironment } from '../../engines/appEnvironment.mjs';
import { newSecrets } from '../../engines/secrets.mjs';
import { readConfig } from '../../src/config.js';

const facts = {
  secrets: newSecrets(),
  mongodbUri: 'mongodb://127.0.0.1:27017/xinfu',
  temporalAddress: '127.0.0.1:7233',
  port: 3000,
};

describe('appEnvironment', () => {
  it('is a demonstration with secrets of its own', () => {
    const env = appEnvironment({ ...facts, env: {} });

    expect(env).toMatchObject({ XINFU_DEMO: '1', PORT: '3000', BASE_URL: 'http://localhost:3000', ...facts.secrets });
  });

  it('keeps what the environment says, but the resolved addresses', () => {
    const env = appEnvironment({ ...facts, env: { XINFU_DEMO: '0', SESSION_SECRET: 'mine', TEMPORAL_ADDRESS: 'x:1' } });

    expect(env).toMatchObject({ XINFU_DEMO: '0', SESSION_SECRET: 'mine', TEMPORAL_ADDRESS: '127.0.0.1:7233' });
  });
});

describe('newSecrets', () => {
  it('makes six different secrets of 32 bytes', () => {
    const secrets = Object.values(newSecrets());

    expect(new Set(secrets).size).toBe(6);
    expect(secrets.map(text => Buffer.from(text, 'base64').length)).toEqual([32, 32, 32, 32, 32, 32]);
  });

  it('marks each as the demonstration’s, so that production refuses every one by name', () => {
    const secrets = newSecrets();
    const env = {
      ...appEnvironment({ ...facts, env: {} }),
      ...{ ...secrets, NODE_ENV: 'production', XINFU_DEMO: '0', BASE_URL: 'https://xinfu.city.invalid' },
    };

    const refused = readConfig(env);
    const demonstration = readConfig({ ...env, NODE_ENV: 'development' });

    expect(refused.ok ? [] : refused.faults.map(fault => fault.split(':')[0]).sort()).toEqual(
      Object.keys(secrets).sort(),
    );
    expect(demonstration.ok).toBe(true);
  });
});
