import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { memoryLimiters, rateLimit } from '../../../src/web/middleware/rateLimit.js';

/** What each of these addresses in turn gets from one counter of two points. */
async function answersTo(addresses: readonly string[]): Promise<string[]> {
  const limit = rateLimit(memoryLimiters({ name: 'lookUp', points: 2, seconds: 60 }));
  const answers: string[] = [];
  for (const ip of addresses) {
    const passed = Promise.resolve(
      limit({ ip } as unknown as Request, {} as unknown as Response, () => {
        answers.push('passed');
      }),
    );
    await passed.catch((error: unknown) => answers.push(String((error as { status?: number }).status)));
  }
  return answers;
}

describe('rateLimit', () => {
  it.each([
    ['one IPv4 address', ['203.0.113.7', '203.0.113.7', '203.0.113.7'], '429'],
    ['three IPv4 addresses', ['203.0.113.7', '203.0.113.8', '203.0.113.9'], 'passed'],
    ['one IPv6 network of 64 bits', ['2001:db8:0:7::1', '2001:db8:0:7::2', '2001:db8:0:7:ffff::3'], '429'],
    ['three IPv6 networks', ['2001:db8:0:7::1', '2001:db8:0:8::1', '2001:db8:0:9::1'], 'passed'],
  ])('counts %s as it should', async (_which, addresses, third) => {
    expect(await answersTo(addresses)).toEqual(['passed', 'passed', third]);
  });
});
