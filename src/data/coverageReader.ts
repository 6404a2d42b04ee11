import { type Connection, type Model } from 'mongoose';
import { type CoverageSource, type StoredEntry } from './listEntry.js';
import { certificateSchema } from './models/trainingModels.js';
import { modelOf, op } from './storeKit.js';

const SHANGHAI = '+08:00';

/** Instant at which the calendar year begins in Asia/Shanghai. */
const yearStart = (year: number): number => Date.parse(`${String(year)}-01-01T00:00:00${SHANGHAI}`);

/** Two grouped reads joined here: firms on a list, and trainings of the year by firm; no lookup per row. */
export function coverageReader(connection: Connection, entries: Model<StoredEntry>) {
  const certificates = modelOf<{ issuedOn: string; usccs: string[] }>(connection, 'Certificate', certificateSchema);
  return async (year: number): Promise<CoverageSource[]> => {
    const [first, last] = [`${String(year)}-01-01`, `${String(year)}-12-31`];
    const [firms, trainings] = await Promise.all([
      entries.aggregate<Omit<CoverageSource, 'trainedOn'>>([
        {
          $match: {
            state: { $nin: ['DELETED', 'CORRECTED'] },
            publicationStart: { $lte: last },
            $or: [{ leftListAt: { $exists: false } }, { leftListAt: { $gte: yearStart(year) } }],
          },
        },
        { $sort: { publicationStart: 1 } },
        {
          $group: {
            _id: '$uscc',
            enterpriseName: { $last: '$enterpriseName' },
            county: { $last: '$county' },
            listTypes: { $addToSet: '$listType' },
          },
        },
        { $project: { _id: 0, uscc: '$_id', enterpriseName: 1, county: 1, listTypes: 1 } },
        { $sort: { uscc: 1 } },
      ]),
      certificates
        .find({ issuedOn: op({ $gte: first, $lte: last }) }, { issuedOn: 1, usccs: 1 })
        .sort({ issuedOn: -1 })
        .lean(),
    ]);
    // Newest first, so that the earliest training is the one that stays.
    const trainedOn = new Map(trainings.flatMap(training => training.usccs.map(uscc => [uscc, training.issuedOn])));
    return firms.map(firm => {
      const day = trainedOn.get(firm.uscc);
      const listTypes = [...firm.listTypes].sort();
      return day === undefined ? { ...firm, listTypes } : { ...firm, listTypes, trainedOn: day };
    });
  };
}
