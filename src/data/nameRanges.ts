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

/**
 * Pages of long lists by name. Some databases read every row that the condition covers before they cut the answer at the
 * page's end, so a page asks for a range of names that holds little more than itself. Where ranges end is learned by
 * reading the names once in a while; what has changed since costs a second look and never a row.
 */
export class NameRanges {
  readonly #learned = new Map<string, Promise<Steps>>();
  readonly #model: Model<never>;
  readonly #keysAStep: number;
  readonly #mostCounted: number;
  #addedSince = 0;

  constructor(model: Model<never>, { keysAStep = KEYS_A_STEP, mostCounted = MOST_COUNTED } = {}) {
    this.#model = model;
    this.#keysAStep = keysAStep;
    this.#mostCounted = mostCounted;
  }

  /** Rows have been added. */
  added(rows: number): void {
    this.#addedSince += rows;
  }

  /** One page in the order of the names. Of a long list the total is no more than what is surely there, with `more`. */
  async page<T>(list: NamedList<T>): Promise<Page<T>> {
    const { page, size, skip } = bounded(list.request);
    const steps = inRange(await this.#stepsOf(list.prefix), list.namePrefix);
    const found = await this.#find(list, steps, { skip, size });
    const told = { items: found.map(list.toValue), page, size };
    // Twice as many were there a while ago: what has gone since is never half of it.
    if (steps.length * this.#keysAStep > 2 * this.#mostCounted && found.length === size) {
      return { ...told, total: Math.max(this.#mostCounted, skip + size), more: true };
    }
    if (found.length < size && (found.length > 0 || skip === 0)) return { ...told, total: skip + found.length };
    return { ...told, total: await this.#model.countDocuments(filterTo(list, list.namePrefix + LAST)) };
  }

  /** The rows of a page: in a narrow range first, in wider ones while it is not full. */
  async #find<T>(
    list: NamedList<T>,
    steps: readonly string[],
    { skip, size }: { skip: number; size: number },
  ): Promise<object[]> {
    for (let reach = Math.ceil((skip + size) / this.#keysAStep) + 1; ; reach *= 4) {
      const end = steps[reach];
      const found = await this.#model
        .find(filterTo(list, end ?? list.namePrefix + LAST), { ...list.fields })
        .sort({ nameKey: 1, _id: 1 })
        .skip(skip)
        .limit(size)
        .lean();
      if (found.length === size || end === undefined) return found;
    }
  }

  async #stepsOf(prefix: object): Promise<Steps> {
    const name = JSON.stringify(prefix);
    const kept = await this.#learned.get(name);
    if (kept !== undefined && performance.now() < kept.until && this.#addedSince < MANY_ADDED) return kept;
    const learning = learn(this.#model, prefix, this.#keysAStep);
    if (this.#learned.size >= MOST_LISTS) this.#learned.clear();
    this.#addedSince = 0;
    // Those who ask while it is learned anew go by what was known before.
    this.#learned.set(name, kept === undefined ? learning : Promise.resolve({ ...kept, until: Infinity }));
    learning.then(
      steps => this.#learned.set(name, Promise.resolve(steps)),
      () => this.#learned.delete(name),
    );
    return kept ?? learning;
  }
}

/** The rows of the list up to this name. The name comes first: some databases take the first condition that an index can serve. */
const filterTo = ({ prefix, further = {}, namePrefix }: NamedList<never> | NamedList<unknown>, end: string) =>
  ({ nameKey: op({ $gte: namePrefix, $lt: end }), ...prefix, ...further }) as never;

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
