import { describe, expect, it } from '@jest/globals';
import { formatDate, formatDateTime, formatNumber } from '../../src/web/format.js';

describe('formatDate', () => {
  it('shows a calendar day as it is, in either language', () => {
    expect(formatDate('2026-12-07', 'zh')).toBe('2026年12月7日');
    expect(formatDate('2026-12-07', 'en')).toBe('7 December 2026');
  });

  it('shows an instant as the day it is in Shanghai', () => {
    expect(formatDate(new Date('2026-12-07T16:30:00Z'), 'zh')).toBe('2026年12月8日');
  });
});

describe('formatDateTime', () => {
  it('shows Shanghai time to the minute, midnight as 00:00', () => {
    expect(formatDateTime('2026-12-07T10:05:59Z', 'zh')).toBe('2026年12月7日 18:05');
    expect(formatDateTime('2026-12-06T16:00:00Z', 'zh')).toBe('2026年12月7日 00:00');
    expect(formatDateTime('2026-12-07T10:05:59Z', 'en')).toBe('7 December 2026 at 18:05');
  });
});

describe('formatNumber', () => {
  it('separates thousands and fixes decimals on request', () => {
    expect(formatNumber(3979, 'zh')).toBe('3,979');
    expect(formatNumber(58.6666, 'en', 1)).toBe('58.7');
  });
});
