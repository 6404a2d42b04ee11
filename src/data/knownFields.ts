import type { CollectionSchema } from './models/fields.js';

/** The fields of a value: of a part those within it, else nothing more is asked. */
interface Known {
  readonly [field: string]: Known | null | undefined;
}

interface Path {
  readonly schema?: CollectionSchema;
}

const cache = new WeakMap<CollectionSchema, Known>();

/**
 * Throws where a value has a field that its schema does not know. For documents that are written as they are: the
 * compiler watches over the types of their values, and nothing beside them may slip into the store.
 */
export function refuseUnknownFields(schema: CollectionSchema, value: object): void {
  check(knownOf(schema), value, '');
}

function knownOf(schema: CollectionSchema): Known {
  const found = cache.get(schema);
  if (found !== undefined) return found;
  const known = Object.create(null) as Record<string, Known | null>;
  schema.eachPath((name, path) => {
    const { schema: within } = path as Path;
    known[name] = within === undefined ? null : knownOf(within);
  });
  cache.set(schema, known);
  return known;
}

function check(known: Known, value: object, place: string): void {
  for (const [name, held] of Object.entries(value) as [string, unknown][]) {
    const within = known[name];
    if (within === undefined) throw new Error(`Field \`${place}${name}\` is not in schema`);
    if (within !== null) for (const part of partsOf(held)) check(within, part, `${place}${name}.`);
  }
}

const partsOf = (held: unknown): object[] =>
  (Array.isArray(held) ? (held as unknown[]) : [held]).filter(
    (part): part is object => typeof part === 'object' && part !== null,
  );
