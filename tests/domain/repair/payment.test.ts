import { describe, expect, it } from '@jest/globals';
import { paymentDifference } from '../../../src/domain/repair/payment.js';

describe('a payment beside the fine on record', () => {
  it.each([
    ['21500.00', '21000', { fine: '21500.00', paid: '21000.00', difference: '500.00', kind: 'SHORT' }],
    ['5000', '5000.5', { fine: '5000.00', paid: '5000.50', difference: '0.50', kind: 'OVER' }],
    ['0.30', '0.1', { fine: '0.30', paid: '0.10', difference: '0.20', kind: 'SHORT' }],
    ['999999999999.99', '999999999999.98', expect.objectContaining({ difference: '0.01' })],
  ])('of %s with %s paid differs', (fine, paid, difference) => {
    expect(paymentDifference(fine, paid)).toEqual(difference);
  });

  it.each([
    ['5000.00', '5000'],
    [undefined, '5000'],
    ['0', '5000'],
    ['5000', ''],
    ['5000', '五千'],
  ])('of %s with %s paid says nothing', (fine, paid) => {
    expect(paymentDifference(fine, paid)).toBeNull();
  });
});
