import { describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import { fieldList, fields } from '../../../src/web/middleware/setUpBodies.js';

const sent = (body: object) => ({ body }) as unknown as Request;

describe('the fields of a form', () => {
  it.each([
    ['as browsers send them', 'one\r\ntwo\r\n\r\nthree'],
    ['as programs of old send them', 'one\rtwo\r\rthree'],
    ['plain', 'one\ntwo\n\nthree'],
  ])('count each line end once, %s', (_way, text) => {
    const plain = 'one\ntwo\n\nthree';

    expect(fields(sent({ text }))['text']).toBe(plain);
    expect(fieldList(sent({ text: [text, 'x'] }), 'text')).toEqual([plain, 'x']);
  });
});
