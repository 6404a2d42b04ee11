import { describe, expect, it } from '@jest/globals';
import { lostThroughOutage } from '../../../src/domain/training/sittingOutage.js';

const outage = { from: 500, to: 900 };
/** Ended by the clock at 1000 after an outage that lasted until 900. */
const sitting = { closesAt: 1_000, closedAt: 1_000, receivedAt: 400, outage, passed: false };

describe('a sitting that lost answers through an outage', () => {
  it.each([
    ['nothing was stored after the outage', sitting, true],
    ['nothing was ever stored', { ...sitting, receivedAt: undefined }, true],
    ['an answer was stored after the outage', { ...sitting, receivedAt: 950 }, false],
    ['the form that failed was stored after all', { ...sitting, receivedAt: 900 }, false],
    ['there was no outage', { ...sitting, outage: undefined }, false],
    ['the form came after the end', { ...sitting, outage: { from: 1_001, to: 1_001 } }, false],
    ['the form came at the last instant', { ...sitting, outage: { from: 1_000, to: 1_000 } }, true],
    ['the person handed in before the end', { ...sitting, closedAt: 990 }, false],
    ['the sitting was passed', { ...sitting, passed: true }, false],
    ['the sitting still runs', { ...sitting, closedAt: undefined }, false],
    ['the clock never started', { ...sitting, closesAt: undefined }, false],
  ])('%s', (_says, { closesAt, closedAt, receivedAt, outage: met, passed }, lost) => {
    const times = {
      ...(closesAt !== undefined && { closesAt }),
      ...(closedAt !== undefined && { closedAt }),
      ...(receivedAt !== undefined && { receivedAt }),
      ...(met !== undefined && { outage: met }),
    };

    expect(lostThroughOutage({ ...times, passed })).toBe(lost);
  });
});
