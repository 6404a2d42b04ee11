import type { Request, RequestHandler } from 'express';
import type { Document, Filter, FindOneAndUpdateOptions, MongoClient, UpdateFilter } from 'mongodb';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';
import { hostOf } from '../../accounts/index.js';
import { HttpProblem } from './httpProblem.js';

export type LimiterFactory = (rule: { name: string; points: number; seconds: number }) => RateLimiterAbstract;

/** Counters of this process alone, for tests and tools. */
export const memoryLimiters: LimiterFactory = ({ name, points, seconds }) =>
  new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });

/**
 * Counters in the database, shared by all web processes; their indexes are made with all the others, in
 * `ensureIndexes`. `client` is the connected driver client.
 */
export function mongoLimiters(client: MongoClient, dbName: string): LimiterFactory {
  return ({ name, points, seconds }) =>
    new RateLimiterMongo({
      storeClient: tellingClient(client),
      dbName,
      tableName: 'rateLimits',
      disableIndexesCreation: true,
      keyPrefix: name,
      points,
      duration: seconds,
    });
}

type Counter = Document & { key: string };

/**
 * The embedded database counts a first request that meets another at the same instant, but answers null to it; then
 * what it has stored is read.
 */
function tellingClient(client: MongoClient) {
  return {
    db: (dbName: string) => ({
      collection(table: string) {
        const counters = client.db(dbName).collection<Counter>(table);
        return {
          findOne: (filter: Filter<Counter>) => counters.findOne(filter),
          deleteOne: (filter: Filter<Counter>) => counters.deleteOne(filter),
          findOneAndUpdate: async (filter: Counter, update: UpdateFilter<Counter>, options: FindOneAndUpdateOptions) =>
            (await counters.findOneAndUpdate(filter, update, options)) ?? counters.findOne({ key: filter.key }),
        };
      },
    }),
  };
}

const addressOf = (req: Request): string => (req.ip === undefined ? 'unknown' : hostOf(req.ip));

/** Refuses with 429 and Retry-After once the key (by default the caller's host) has spent its points. */
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
