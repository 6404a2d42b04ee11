import { describe, expect, it } from '@jest/globals';
import { deviceOf } from '../../../src/web/account/session.js';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('deviceOf', () => {
  it.each([
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/126.0 Safari/537.36 Edg/126.0`, 'Edge · Windows'],
    [`Mozilla/5.0 (Linux; Android 14; V2324A) ${WEBKIT} Chrome/116.0 Mobile MicroMessenger/8.0`, 'WeChat · Android'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Safari/604', 'Safari · iOS'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0', 'Firefox · Linux'],
    ['<script>alert(1)</script>', ''],
    ['', ''],
  ])('reads %s', (userAgent, device) => {
    expect(deviceOf(userAgent)).toBe(device);
  });
});
