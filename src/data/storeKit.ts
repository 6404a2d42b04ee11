import mongoose, { type Connection, type Model } from 'mongoose';
import { nameKey } from '../domain/personName.js';
import type { CollectionSchema } from './models/fields.js';

export interface PageRequest {
  /** From 1. */
  page: number;
  size: number;
}

export interface Page<T> extends PageRequest {
  items: readonly T[];
  total: number;
  /** There are more than the total: how many was not counted. */
  more?: boolean;
}

const LARGEST_PAGE = 200;

/** An operator this code wrote itself; every other value of a filter is taken literally (`sanitizeFilter`). */
export const op = (condition: Record<string, unknown>): never => mongoose.trusted(condition) as never;

/** Binds a schema to this connection; a model is never registered on the package's global connection. */
export function modelOf<T>(connection: Connection, name: string, schema: CollectionSchema): Model<T> {
  return (connection.models[name] ?? connection.model(name, schema)) as unknown as Model<T>;
}

/** The plain value of a lean document, its `_id` under the domain's name. */
export function bare<T>(document: object, idName: keyof T & string): T {
  const { _id, ...rest } = document as { _id: unknown };
  return { [idName]: _id, ...rest } as T;
}

export function bareOrNull<T>(document: object | null, idName: keyof T & string): T | null {
  return document === null ? null : bare<T>(document, idName);
}

export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === 11000;
}

/** Runs an insert whose `_id` is its key. True: written now; false: an earlier attempt had already written it. */
export async function insertOnce(insert: () => Promise<unknown>): Promise<boolean> {
  try {
    await insert();
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Brings a request from outside into bounds: page from 1, size 1 to 200. */
export function bounded({ page, size }: PageRequest): PageRequest & { skip: number } {
  const whole = (value: number, least: number, most: number) =>
    Number.isFinite(value) ? Math.min(Math.max(Math.trunc(value), least), most) : least;
  const bounds = { page: whole(page, 1, 1_000_000), size: whole(size, 1, LARGEST_PAGE) };
  return { ...bounds, skip: (bounds.page - 1) * bounds.size };
}

interface PageQuery<T> {
  filter: object;
  sort: Record<string, 1 | -1>;
  request: PageRequest;
  /** Projection; all fields without it. */
  fields?: Readonly<Record<string, 0 | 1>>;
  toValue: (document: object) => T;
}

/** One page and the total, which is counted only where the page does not tell it. */
export async function readPage<T>(model: Model<never>, query: PageQuery<T>): Promise<Page<T>> {
  const bounds = bounded(query.request);
  const items = await readItems(model, query);
  const total = toldTotal(items.length, bounds) ?? (await model.countDocuments({ ...query.filter }));
  return { items, total, page: bounds.page, size: bounds.size };
}

/** The items of a page alone, for a list whose total is known otherwise or not wanted. */
export async function readItems<T>(
  model: Model<never>,
  { filter, sort, request, fields = {}, toValue }: PageQuery<T>,
): Promise<T[]> {
  const { size, skip } = bounded(request);
  const documents = await model
    .find({ ...filter }, { ...fields })
    .sort(sort)
    .skip(skip)
    .limit(size)
    .lean();
  return (documents as object[]).map(toValue);
}

/** Only a last page is not full, and its items with those before it are all; an empty later page tells nothing. */
const toldTotal = (found: number, { size, skip }: { size: number; skip: number }): number | undefined =>
  found < size && (found > 0 || skip === 0) ? skip + found : undefined;

/** Rows in one answer of the server where all are wanted: by itself it gives a hundred and waits to be asked on. */
export const ROWS_AT_ONCE = 5_000;

/** Splits work into batches that stay well under the protocol's message size. */
export function inBatches<T>(items: readonly T[], size = 500): T[][] {
  const batches: T[][] = [];
  for (let start = 0; start < items.length; start += size) batches.push(items.slice(start, start + size));
  return batches;
}

/** Key under which names are searched and sorted. */
export { nameKey as nameKeyOf };

/** Range of all keys that begin with the prefix; a range, because it uses the index and has no pattern to attack. */
export const startsWith = (prefix: string): never => op({ $gte: nameKey(prefix), $lt: `${nameKey(prefix)}\u{10FFFF}` });

/** Waits for a write whose answer says nothing more than that it is done. */
export async function done(write: PromiseLike<unknown>): Promise<void> {
  await write;
}

/** A copy without the fields that only the store needs. */
export function without<T extends object, Name extends keyof T>(document: T, ...names: readonly Name[]): Omit<T, Name> {
  const entries = Object.entries(document).filter(([name]) => !(names as readonly string[]).includes(name));
  return Object.fromEntries(entries) as Omit<T, Name>;
}

/** Only the shape: chooses which index a search word goes to. */
export const looksLikeUscc = (wanted: string): boolean => /^[0-9A-Za-z]{18}$/.test(wanted);
