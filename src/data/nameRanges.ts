import type { Model } from 'mongoose';
import { bounded, op, type Page, type PageRequest, ROWS_AT_ONCE } from './storeKit.js';

/** What a list says of its length at most: nobody leafs through more, and counting them would cost more than showing them. */
const MOST_COUNTED = 1_000;
const KEYS_A_STEP = 64;
/** A list for each county, and two of all. */
const MOST_LISTS = 64;
const KEPT_MS = 3_600_000;
/** So many new rows make the ranges longer than they need to be. */
const MANY_ADDED = 5_000;
/** Above all characters: no name begins with it. */
const LAST = '\u{10FFFF}';

/** A list in the order of its names: what narrows it beside the name, and the beginning that the names share. */
export interface NamedList<T> {
  /** What an index holds in front of the name. */
  prefix: object;
  /** What narrows the list further, for fewer than half of its rows. */
  further?: object;
  namePrefix: string;
  fields?: Readonly<Record<string, 0 | 1>>;
  request: PageRequest;
  toValue: (document: object) => T;
}

interface Steps {
  /** Every so many of the keys, in order, the first one first. */
  keys: readonly string[];
  until: number;
}

export interface NameRanges {
  /** One page in the order of the names. Of a long list the total is no more than what is surely there, with `more`. */
  page<T>(list: NamedList<T>): Promise<Page<T>>;
  /** Rows have been added. */
  added(rows: number): void;
}

/**
 * Pages of long lists by name. Some databases read every row that the condition covers before they cut the answer at the
 * page's end, so a page asks for a range of names that holds little more than itself. Where ranges end is learned by
 * reading the names once in a while; what has changed since costs a second look and never a row.
 */
export function nameRanges(
  model: Model<never>,
  { keysAStep = KEYS_A_STEP, mostCounted = MOST_COUNTED }: { keysAStep?: number; mostCounted?: number } = {},
): NameRanges {
  const learned = new Map<string, Promise<Steps>>();
  let addedSince = 0;

  const stepsOf = async (prefix: object): Promise<Steps> => {
    const name = JSON.stringify(prefix);
    const known = learned.get(name);
    const kept = known === undefined ? undefined : await known;
    if (kept !== undefined && performance.now() < kept.until && addedSince < MANY_ADDED) return kept;
    const learning = learn(model, prefix, keysAStep);
    if (learned.size >= MOST_LISTS) learned.clear();
    addedSince = 0;
    // Those who ask while it is learned anew go by what was known before.
    learned.set(name, kept === undefined ? learning : Promise.resolve({ ...kept, until: Infinity }));
    learning.then(
      steps => learned.set(name, Promise.resolve(steps)),
      () => learned.delete(name),
    );
    return kept ?? learning;
  };

  return {
    added(rows) {
      addedSince += rows;
    },
    async page<T>({ prefix, further = {}, namePrefix, fields = {}, request, toValue }: NamedList<T>) {
      const { page, size, skip } = bounded(request);
      const steps = inRange(await stepsOf(prefix), namePrefix);
      // The name comes first: some databases take the first condition that an index can serve.
      const filterTo = (end: string) =>
        ({ nameKey: op({ $gte: namePrefix, $lt: end }), ...prefix, ...further }) as never;
      const wanted = skip + size;
      let found: object[] = [];
      for (let reach = Math.ceil(wanted / keysAStep) + 1; ; reach *= 4) {
        const end = steps[reach];
        found = await model
          .find(filterTo(end ?? namePrefix + LAST), { ...fields })
          .sort({ nameKey: 1, _id: 1 })
          .skip(skip)
          .limit(size)
          .lean();
        if (found.length === size || end === undefined) break;
      }
      const items = found.map(toValue);
      const told = { items, page, size };
      // Twice as many were there a while ago: what has gone since is never half of it.
      if (steps.length * keysAStep > 2 * mostCounted && found.length === size) {
        return { ...told, total: Math.max(mostCounted, wanted), more: true };
      }
      if (found.length < size && (found.length > 0 || skip === 0)) return { ...told, total: skip + found.length };
      return { ...told, total: await model.countDocuments(filterTo(namePrefix + LAST)) };
    },
  };
}

/** Reads the names of a list, of which few are kept. */
async function learn(model: Model<never>, prefix: object, keysAStep: number): Promise<Steps> {
  const rows = model
    .find({ ...prefix }, { nameKey: 1, _id: 0 })
    .sort({ nameKey: 1 })
    .lean()
    .cursor({ batchSize: ROWS_AT_ONCE });
  const keys: string[] = [];
  let place = 0;
  for await (const row of rows) {
    if (place % keysAStep === 0) keys.push((row as unknown as { nameKey: string }).nameKey);
    place += 1;
  }
  return { keys, until: performance.now() + KEPT_MS };
}

const inRange = ({ keys }: Steps, namePrefix: string): string[] =>
  keys.filter(key => key >= namePrefix && key < namePrefix + LAST);
