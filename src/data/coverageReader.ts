import type { Connection, Model } from 'mongoose';
import { dayOf } from '../domain/calendarDay.js';
import type { CoverageSource, StoredEntry } from './listEntry.js';
import { ROWS_AT_ONCE } from './storeKit.js';
import { trainingDays } from './trainingDays.js';

/** Instant at which the calendar year begins in Asia/Shanghai. */
const yearStart = (year: number): number => Date.parse(`${String(year)}-01-01T00:00:00+08:00`);

const MEMBERSHIP_FIELDS = { uscc: 1, enterpriseName: 1, county: 1, listType: 1, publicationStart: 1, leftListAt: 1 };

/**
 * Rows for `countCoverage`: memberships and trainings joined here, no lookup per row. Wrongly listed entries count for
 * nobody (part 8.1).
 */
export function coverageReader(connection: Connection, entries: Model<StoredEntry>) {
  const trainedBetween = trainingDays(connection);
  return async (year: number): Promise<CoverageSource[]> => {
    const [first, last] = [`${String(year)}-01-01`, `${String(year)}-12-31`];
    const [memberships, trainedOn] = await Promise.all([
      entries
        .aggregate<StoredEntry>([
          {
            $match: {
              state: { $nin: ['DELETED', 'CORRECTED'] },
              publicationStart: { $lte: last },
              $or: [{ leftListAt: { $exists: false } }, { leftListAt: { $gte: yearStart(year) } }],
            },
          },
          { $project: MEMBERSHIP_FIELDS },
        ])
        .option({ batchSize: ROWS_AT_ONCE }),
      trainedBetween({ first, last }),
    ]);
    return memberships.map(membership => coverageSource(membership, trainedOn.get(membership.uscc)));
  };
}

function coverageSource(
  { uscc, enterpriseName, county, listType, publicationStart, leftListAt }: StoredEntry,
  trainedOn: string | undefined,
): CoverageSource {
  return {
    uscc,
    enterpriseName,
    ...(county !== '' && { county }),
    listTypes: [listType],
    onListFrom: publicationStart,
    ...(leftListAt !== undefined && { onListTo: dayOf(leftListAt) }),
    ...(trainedOn !== undefined && { trainedOn }),
  };
}
