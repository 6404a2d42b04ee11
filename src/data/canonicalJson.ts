/** The one text of a value: keys sorted, absent ones left out. Equal values have equal text, whatever wrote them. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value === undefined ? null : sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as Record<string, unknown>).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}
