import type { Request, RequestHandler } from 'express';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpProblem } from './httpProblem.js';

export type LimiterFactory = (rule: { name: string; points: number; seconds: number }) => RateLimiterAbstract;

/** Counters of this process alone, for tests and tools. */
export const memoryLimiters: LimiterFactory = ({ name, points, seconds }) =>
  new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });

/** Counters in the database, shared by all web processes. `client` is the connected driver client. */
export function mongoLimiters(client: unknown, dbName: string): LimiterFactory {
  return ({ name, points, seconds }) =>
    new RateLimiterMongo({
      storeClient: client,
      dbName,
      tableName: 'rateLimits',
      keyPrefix: name,
      points,
      duration: seconds,
    });
}

const addressOf = (req: Request): string => req.ip ?? 'unknown';

/** Refuses with 429 and Retry-After once the key (by default the caller's address) has spent its points. */
export function rateLimit(limiter: RateLimiterAbstract, keyOf: (req: Request) => string = addressOf): RequestHandler {
  return async (req, _res, next) => {
    try {
      await limiter.consume(keyOf(req));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new HttpProblem(429, 'too many requests', Math.max(1, Math.ceil(error.msBeforeNext / 1000)));
    }
    next();
  };
}
