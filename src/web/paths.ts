type ParamNames<Pattern extends string> = Pattern extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : Pattern extends `${string}:${infer Name}`
    ? Name
    : never;

type Query = Readonly<Record<string, string | number | undefined>>;

type BuildArguments<Pattern extends string> = [ParamNames<Pattern>] extends [never]
  ? [query?: Query]
  : [values: Readonly<Record<ParamNames<Pattern>, string>>, query?: Query];

export interface Path<Pattern extends string = string> {
  /** What the router registers, e.g. `/cases/:caseId`. */
  readonly pattern: Pattern;
  /** The address with its values filled in and escaped; an undefined query value is left out. */
  readonly build: (...args: BuildArguments<Pattern>) => string;
}

/** Fills a pattern from untyped values; the view helper `urlFor` uses it. A missing value is a fault of ours. */
export function fillPattern(pattern: string, values: Readonly<Record<string, unknown>>, query: Query = {}): string {
  const address = pattern.replace(/:([A-Za-z]+)/g, (_match, name: string) => {
    const value = values[name];
    if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`${pattern} needs ${name}`);
    return encodeURIComponent(value);
  });
  const pairs = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return pairs.length > 0 ? `${address}?${new URLSearchParams(pairs).toString()}` : address;
}

export function path<Pattern extends string>(pattern: Pattern): Path<Pattern> {
  return {
    pattern,
    build: (...args) => {
      const hasParams = pattern.includes(':');
      const [values, query] = hasParams ? args : [{}, args[0]];
      return fillPattern(pattern, values as Record<string, unknown>, query);
    },
  };
}

/** Every address of the site. One block per feature; a feature adds its own block here and nowhere else. */
export const paths = {
  pages: {
    home: path('/'),
    health: path('/healthz'),
    readiness: path('/readyz'),
    language: path('/language'),
    accessibility: path('/accessibility'),
    privacy: path('/privacy'),
    policyBasis: path('/policy-basis'),
  },
  account: {
    signIn: path('/account/sign-in'),
    signOut: path('/account/sign-out'),
    activate: path('/account/activate'),
    show: path('/account'),
  },
  publicEntries: { search: path('/list') },
  verify: { start: path('/verify') },
  cases: { mine: path('/cases') },
  training: { courses: path('/training') },
  review: { queue: path('/review') },
  entries: { index: path('/entries') },
  coverage: { index: path('/coverage') },
  admin: { index: path('/admin') },
} as const;

/** The pattern of every address by its dotted name (`cases.show`), for views. */
export const pathPatterns: ReadonlyMap<string, string> = new Map(
  Object.entries(paths).flatMap(([feature, block]) =>
    Object.entries(block as Record<string, Pick<Path, 'pattern'>>).map(
      ([name, { pattern }]) => [`${feature}.${name}`, pattern] as const,
    ),
  ),
);
