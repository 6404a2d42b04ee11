import type { PersonRef } from '../domain/access/actor.js';
import type { CalendarDay } from '../domain/calendarDay.js';
import type { CoverageRow } from '../domain/coverage/coverage.js';
import type { EndedState } from '../domain/entries/entryEnd.js';
import type { EntryState, ListType, Tier } from '../domain/repair/stages.js';
import type { Page, PageRequest } from './storeKit.js';

/** One membership as `countCoverage` counts it, with the firm's name for the drill-down. */
export interface CoverageSource extends CoverageRow {
  enterpriseName: string;
}

/** What a list or penalty feed states about one entry. */
export interface ListEntryFacts {
  source: string;
  uscc: string;
  enterpriseName: string;
  representativeName: string;
  /** Administering county, adcode. */
  county: string;
  listType: ListType;
  tier: Tier;
  authorityId: string;
  authorityName: string;
  decisionNumber: string;
  decisionDate: string;
  facts: string;
  penalty: string;
  amount?: string | undefined;
  duties: string;
  finedOnly: boolean;
  publicationStart: string;
}

/** A feed's row: beside the entry's facts what it says about the representative, which only the firm keeps. */
export interface FeedRow extends ListEntryFacts {
  representativeId?: string | undefined;
  phone?: string | undefined;
  address?: string | undefined;
}

/** One list membership. `leftListAt` is the instant it ended, for whatever reason. */
export interface ListEntry extends ListEntryFacts {
  entryId: string;
  key: string;
  /** Last day of publication by the rules of the day it was last counted on. */
  publicUntil: string;
  state: EntryState;
  marked?: { reason: string; until?: string };
  masked?: { reason: string; at: number };
  sharing: boolean;
  sanctions: boolean;
  leftListAt?: number;
  exitCaseId?: string;
  /** Account that brought what the entry states now. */
  importedBy: string;
  /** Everybody who imported the entry or a change of it; entries stored before know the last one only. */
  importers?: readonly PersonRef[];
  importId: string;
  importedAt: number;
  version: number;
  hash: string;
}

/** What anyone may see: no representative, no amounts of personal concern, nothing internal. */
export type PublicEntry = Pick<
  ListEntry,
  | 'entryId'
  | 'uscc'
  | 'enterpriseName'
  | 'county'
  | 'listType'
  | 'tier'
  | 'authorityName'
  | 'decisionNumber'
  | 'decisionDate'
  | 'facts'
  | 'penalty'
  | 'publicationStart'
  | 'publicUntil'
  | 'marked'
>;

export type PublicExit = Pick<
  ListEntry,
  'entryId' | 'uscc' | 'enterpriseName' | 'county' | 'listType' | 'decisionNumber' | 'leftListAt' | 'exitCaseId'
>;

export interface ImportBatch {
  rows: readonly FeedRow[];
  importId: string;
  importedBy: string;
  /** Everybody who has a hand in this import; the account above alone where they are not given. */
  importers?: readonly PersonRef[];
  at: number;
}
export interface ImportCounts {
  added: number;
  changed: number;
  same: number;
}
export type RowComparison = 'NEW' | 'SAME' | 'CHANGED';

export interface EntryFilter {
  county?: string | undefined;
  authorityId?: string | undefined;
  listType?: ListType | undefined;
  state?: EntryState | undefined;
  /** Exact USCC or decision number, or the beginning of the name. */
  q?: string | undefined;
}

/** Exact USCC or beginning of the name. */
export type FirmSearch = { uscc: string } | { namePrefix: string };

export interface EntryEnd {
  entry: Pick<ListEntry, 'entryId' | 'publicUntil'>;
  becomes: EndedState;
}

export interface ListEntryStore {
  findById(entryId: string): Promise<ListEntry | null>;
  ofUscc(uscc: string): Promise<ListEntry[]>;
  ofUsccs(usccs: readonly string[]): Promise<ListEntry[]>;
  page(filter: EntryFilter, page: PageRequest): Promise<Page<ListEntry>>;
  /** Verdict of each row against the store, in the order given; writes nothing. */
  compare(rows: readonly FeedRow[]): Promise<RowComparison[]>;
  /** Idempotent by key; changes only what a feed states, never state, flags or exit. `onBatch` hears rows done so far. */
  upsertImported(batch: ImportBatch, onBatch?: (done: number) => Promise<void>): Promise<ImportCounts>;
  /** Only entries that are active, not masked, and published on the day asked for. */
  publicSearch(search: FirmSearch & { day: CalendarDay }, page: PageRequest): Promise<Page<PublicEntry>>;
  publicFind(entryId: string, day: CalendarDay): Promise<PublicEntry | null>;
  /** Repaired entries for the public exit notices, newest first; of all firms or of those searched for. */
  publicExits(search: FirmSearch | null, page: PageRequest): Promise<Page<PublicExit>>;
  /**
   * Exit, mask, end of sharing and of sanctions in one atomic write; repeated calls for the same case change nothing. An
   * entry whose publication ended while its case was running exits too; it left the list on the earlier of both days.
   */
  exit(
    entryId: string,
    exit: { caseId: string; at: number; reason: string },
  ): Promise<'exited' | 'already' | 'refused'>;
  mark(entryId: string, mark: { reason: string; until?: string }): Promise<void>;
  /** Takes off the mark given for this reason; a mark given for another one stays. */
  unmark(entryId: string, reason: string): Promise<void>;
  mask(entryId: string, mask: { reason: string; at: number }): Promise<void>;
  unmask(entryId: string): Promise<void>;
  /** Counts one page of active entries anew whose last day the rules of `day` do not give; false when none was left. */
  renewPeriods(day: CalendarDay): Promise<boolean>;
  /** One page of active entries whose last day lies before `day`, the oldest first. */
  over(day: CalendarDay): Promise<ListEntry[]>;
  /** Ends entries whose publication is over; what changed since they were read is left for the next look. */
  end(ends: readonly EntryEnd[], by: { run: string; at: number }): Promise<void>;
  /** How many entries a run of the list calendar has ended. */
  endedIn(run: string): Promise<Record<EndedState, number>>;
  count(): Promise<number>;
  /** Every membership that touches the year, with the firm's first training dated in it. */
  coverageRows(year: number): Promise<CoverageSource[]>;
}

export interface StoredEntry extends Omit<ListEntry, 'entryId'> {
  _id: string;
  nameKey: string;
  listed: boolean;
  periodRule: string;
  endedIn?: string;
}
