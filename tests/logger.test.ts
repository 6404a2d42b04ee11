import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { createLogger } from '../src/logger.js';

function loggedBy(write: (logger: ReturnType<typeof createLogger>) => void): string {
  let text = '';
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  write(createLogger({ level: 'info', process: 'web', destination }));
  return text;
}

describe('createLogger', () => {
  it.each([
    [
      'a form',
      { body: { name: 'PLANTED', idNumber: 'PLANTED', uscc: 'PLANTED', code: 'PLANTED', password: 'PLANTED' } },
    ],
    ['a person', { person: { name: 'PLANTED', phone: 'PLANTED', idNumber: 'PLANTED' } }],
    ['headers', { req: { headers: { cookie: 'PLANTED', authorization: 'PLANTED' } } }],
    ['loose fields', { phone: 'PLANTED', password: 'PLANTED', representative: 'PLANTED' }],
  ])('replaces private data of %s', (_what, fields) => {
    const text = loggedBy(logger => {
      logger.info(fields, 'said');
    });

    expect(text).not.toContain('PLANTED');
    expect(text).toContain('[redacted]');
  });

  it('tells of an error what it is and not the values it carries', () => {
    const message =
      'E11000 duplicate key error collection: x.enterprises index: usccIndex dup key: { uscc: "PLANTED" }';
    const error = Object.assign(new Error(message, { cause: new Error('the cause') }), {
      code: 11000,
      keyValue: { uscc: 'PLANTED' },
    });

    const text = loggedBy(logger => {
      logger.error({ err: error }, 'failed');
    });

    expect(text).not.toContain('PLANTED');
    const { err } = JSON.parse(text) as { err: object };
    expect(err).toMatchObject({ type: 'Error', code: 11000, cause: { message: 'the cause' } });
    expect(JSON.stringify(err)).toContain('logger.test');
  });

  it('writes one line of JSON whatever the text holds', () => {
    const text = loggedBy(logger => {
      logger.info({ agent: 'a\r\n{"level":60}\u001b[31m' }, 'line\nbreak');
    });

    expect(text.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(text)).toMatchObject({ process: 'web', msg: 'line\nbreak' });
  });
});
