import { readBasis } from '../law/sources.js';
import type { PolicyRow } from './policyRow.js';

/** The whole set of rows as it was drafted, approved and put in force; never changed afterwards. */
export interface PolicyVersion {
  /** Hash of the rows and of the day from which they hold. */
  readonly versionId: string;
  readonly rows: readonly PolicyRow[];
  /** Account, or `seed` where the rows came with the system. */
  readonly draftedBy: string;
  readonly approvedBy: string;
  /** First day of the version, `YYYY-MM-DD`; within it each row has days of its own. */
  readonly effectiveDay: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** What rules are read from: rows, and the name by which a case pins them. */
export type Law = Pick<PolicyVersion, 'versionId' | 'rows'>;

export type PolicyVersionHead = Omit<PolicyVersion, 'rows'>;
export type NewPolicyVersion = Omit<PolicyVersion, 'versionId'>;

/** Drafter and approver of the rows that the system brings along. */
export const SEED = 'seed';

/**
 * The version that holds on a day: the one that took effect last until then, among equals the one made last. A day
 * before all of them is read under the first. Undefined where there is none.
 */
export function versionOn<Version extends PolicyVersionHead>(
  versions: readonly Version[],
  day: string,
): Version | undefined {
  const byDay = versions.toSorted(byForce);
  return byDay.findLast(({ effectiveDay }) => effectiveDay <= day) ?? byDay[0];
}

const byForce = (a: PolicyVersionHead, b: PolicyVersionHead): number =>
  a.effectiveDay === b.effectiveDay ? a.createdAt - b.createdAt : a.effectiveDay < b.effectiveDay ? -1 : 1;

/** Identity of a row: the same key may have one row per list type, tier, regime and start of effect. */
export const rowId = ({ key, listType = 'ANY', tier = 'ANY', regime, effectiveFrom }: PolicyRow): string =>
  [key, listType, tier, regime, effectiveFrom].join('|');

/** First day on which any of the rows holds; empty without rows. */
export const firstDayOf = (rows: readonly PolicyRow[]): string =>
  rows.map(({ effectiveFrom }) => effectiveFrom).toSorted()[0] ?? '';

export const inOrder = (rows: readonly PolicyRow[]): PolicyRow[] =>
  rows.toSorted((a, b) => (rowId(a) < rowId(b) ? -1 : 1));

/**
 * The versions that this seed adds on a day, in the order of their effect: none where nothing differs. What the city
 * changed, added or took out stays so; every other row is the seed's. A row whose document the table of sources does
 * not know goes.
 */
export function seededVersions(
  versions: readonly PolicyVersion[],
  { seed, day, at }: { seed: readonly PolicyRow[]; day: string; at: number },
): NewPolicyVersion[] {
  const by = { draftedBy: SEED, approvedBy: SEED };
  const current = versionOn(versions, day);
  if (current === undefined) {
    return [{ rows: inOrder(seed), ...by, effectiveDay: firstDayOf(seed), createdAt: at }];
  }
  // Of two versions from one day only the later one will ever hold.
  const toCome = versions.filter(
    version =>
      version.effectiveDay > day && version !== current && versionOn(versions, version.effectiveDay) === version,
  );
  const own = changedByTheCity(versions);
  return [current, ...toCome].toSorted(byForce).flatMap(version => {
    const rows = inOrder(seeded(version.rows, { seed, own }));
    const effectiveDay = version.effectiveDay > day ? version.effectiveDay : day;
    return sameRows(rows, version.rows) ? [] : [{ rows, ...by, effectiveDay, createdAt: at }];
  });
}

/** Rows whose document the table of sources does not know. */
export const unsourced = (rows: readonly PolicyRow[]): PolicyRow[] =>
  rows.filter(({ source }) => readBasis(source) === null);

function seeded(
  rows: readonly PolicyRow[],
  { seed, own }: { seed: readonly PolicyRow[]; own: ReadonlySet<string> },
): PolicyRow[] {
  const gone = new Set(unsourced(rows).map(rowId));
  const kept = rows.filter(row => own.has(rowId(row)) && !gone.has(rowId(row)));
  return [...kept, ...seed.filter(row => !own.has(rowId(row)) || gone.has(rowId(row)))];
}

/** Ids of the rows in which a version of the city's differs from the one it was made over. */
function changedByTheCity(versions: readonly PolicyVersion[]): Set<string> {
  const changed = new Set<string>();
  for (const version of versions) {
    if (version.draftedBy === SEED) continue;
    const earlier = versions.filter(({ createdAt }) => createdAt < version.createdAt);
    const before = byId(versionOn(earlier, version.effectiveDay)?.rows ?? []);
    const after = byId(version.rows);
    for (const id of new Set([...before.keys(), ...after.keys()])) {
      if (textOf(before.get(id)) !== textOf(after.get(id))) changed.add(id);
    }
  }
  return changed;
}

const byId = (rows: readonly PolicyRow[]) => new Map(rows.map(row => [rowId(row), row]));
const textOf = (row: PolicyRow | undefined): string => JSON.stringify(Object.entries(row ?? {}).toSorted());
const sameRows = (a: readonly PolicyRow[], b: readonly PolicyRow[]): boolean =>
  JSON.stringify(inOrder(a).map(textOf)) === JSON.stringify(inOrder(b).map(textOf));
