import type { Connection, Model } from 'mongoose';
import type { CalendarDay } from '../domain/calendarDay.js';
import { ENDED_STATES } from '../domain/entries/entryEnd.js';
import { coverageReader } from './coverageReader.js';
import type { FieldCrypto } from './fieldCrypto.js';
import type { PolicyStore } from './lawStore.js';
import type {
  EntryFilter,
  FirmSearch,
  ListEntry,
  ListEntryStore,
  PublicEntry,
  PublicExit,
  StoredEntry,
} from './listEntry.js';
import { entryEnder } from './listEntryEnd.js';
import { importWriter } from './listEntryImport.js';
import { listEntrySchema } from './models/listModels.js';
import { NameRanges } from './nameRanges.js';
import { bare, done, looksLikeUscc, modelOf, nameKeyOf, op, readPage, startsWith, without } from './storeKit.js';

const PUBLIC_FIELDS = {
  uscc: 1,
  enterpriseName: 1,
  county: 1,
  listType: 1,
  tier: 1,
  authorityName: 1,
  decisionNumber: 1,
  decisionDate: 1,
  facts: 1,
  penalty: 1,
  publicationStart: 1,
  publicUntil: 1,
  marked: 1,
} as const;
const EXIT_FIELDS = {
  uscc: 1,
  enterpriseName: 1,
  county: 1,
  listType: 1,
  decisionNumber: 1,
  leftListAt: 1,
  exitCaseId: 1,
} as const;

/** List entries by an id derived from their key under the index key, so that public ids cannot be guessed. */
export function listEntryStore(
  connection: Connection,
  { crypto, periodsOn }: { crypto: Pick<FieldCrypto, 'mark'> } & Pick<PolicyStore, 'periodsOn'>,
): ListEntryStore {
  const entries = modelOf<StoredEntry>(connection, 'ListEntry', listEntrySchema);
  const ranges = new NameRanges(entries as never);
  const many = async (filter: object) =>
    (await entries.find(filter).sort({ publicationStart: -1, _id: 1 }).lean()).map(toEntry);

  return {
    findById: async entryId => (await many({ _id: entryId }))[0] ?? null,
    ofUscc: uscc => many({ uscc }),
    ofUsccs: usccs => many({ uscc: op({ $in: [...usccs] }) }),
    async page(filter, request) {
      const term = await searchTerm(entries, filter.q);
      const scope = scopeOf(filter);
      if ('namePrefix' in term && Object.keys(scope).every(name => name === 'county')) {
        return ranges.page<ListEntry>({ prefix: scope, namePrefix: term.namePrefix, request, toValue: toEntry });
      }
      return readPage(entries as never, {
        filter: { ...scope, ...('namePrefix' in term ? byName(term) : term) },
        sort: { nameKey: 1, _id: 1 },
        request,
        toValue: toEntry,
      });
    },
    ...importWriter(entries, {
      crypto,
      periodsOn,
      onAdded: rows => {
        ranges.added(rows);
      },
    }),
    ...entryEnder(entries, { periodsOn, toEntry }),
    ...publicList(entries, ranges),
    ...entryWriter(entries),
    count: () => entries.countDocuments({}),
    coverageRows: coverageReader(connection, entries),
  };
}

const ofFirm = (search: FirmSearch) =>
  'uscc' in search ? { uscc: search.uscc } : { nameKey: startsWith(search.namePrefix) };
const publishedOn = (day: CalendarDay) => ({ listed: true, publicUntil: op({ $gte: day }) });

/** What the public pages read; nothing masked, nothing that has left the list except the exit notices. */
function publicList(
  entries: Model<StoredEntry>,
  ranges: NameRanges,
): Pick<ListEntryStore, 'publicSearch' | 'publicFind' | 'publicExits'> {
  const toPublic = (document: object) => bare<PublicEntry>(document, 'entryId');
  return {
    async publicSearch(search, request) {
      const shown = { request, fields: PUBLIC_FIELDS, toValue: toPublic };
      const { listed, ...further } = publishedOn(search.day);
      if ('namePrefix' in search) {
        return ranges.page({ prefix: { listed }, further, namePrefix: nameKeyOf(search.namePrefix), ...shown });
      }
      const filter = { listed, ...further, ...ofFirm(search) };
      return readPage(entries as never, { filter, sort: { nameKey: 1, _id: 1 }, ...shown });
    },
    async publicFind(entryId, day) {
      const found = await entries.findOne({ ...publishedOn(day), _id: entryId }, PUBLIC_FIELDS).lean();
      return found === null ? null : bare<PublicEntry>(found, 'entryId');
    },
    publicExits: (search, request) =>
      readPage<PublicExit>(entries as never, {
        filter: { state: 'EXITED', ...(search !== null && ofFirm(search)) },
        sort: { leftListAt: -1, _id: 1 },
        request,
        fields: EXIT_FIELDS,
        toValue: document => bare<PublicExit>(document, 'entryId'),
      }),
  };
}

/** What cases do to an entry. */
function entryWriter(
  entries: Model<StoredEntry>,
): Pick<ListEntryStore, 'exit' | 'mark' | 'unmark' | 'mask' | 'unmask'> {
  const set = (entryId: string, update: object) => done(entries.updateOne({ _id: entryId }, update));
  return {
    async exit(entryId, { caseId, at, reason }) {
      const result = await entries.updateOne(
        { _id: entryId, state: op({ $in: ['ACTIVE', ...ENDED_STATES] }) },
        {
          $set: {
            state: 'EXITED',
            listed: false,
            masked: { reason, at },
            sharing: false,
            sanctions: false,
            exitCaseId: caseId,
          },
          $min: { leftListAt: at },
          $unset: { marked: 1 },
          $inc: { version: 1 },
        },
      );
      if (result.modifiedCount === 1) return 'exited';
      return (await entries.exists({ _id: entryId, exitCaseId: caseId })) === null ? 'refused' : 'already';
    },
    mark: (entryId, marked) => set(entryId, { $set: { marked } }),
    unmark: (entryId, reason) =>
      done(entries.updateOne({ _id: entryId, 'marked.reason': reason }, { $unset: { marked: 1 } })),
    mask: (entryId, masked) => set(entryId, { $set: { masked, listed: false } }),
    async unmask(entryId) {
      const active = { _id: entryId, state: 'ACTIVE' as const };
      const back = await entries.updateOne(active, { $unset: { masked: 1 }, $set: { listed: true } });
      if (back.matchedCount === 0) await set(entryId, { $unset: { masked: 1 } });
    },
  };
}

function toEntry(document: object): ListEntry {
  return bare<ListEntry>(without(document as StoredEntry, 'nameKey', 'listed', 'periodRule', 'endedIn'), 'entryId');
}

const scopeOf = ({ county, authorityId, listType, state }: EntryFilter): object => ({
  ...(county !== undefined && { county }),
  ...(authorityId !== undefined && { authorityId }),
  ...(listType !== undefined && { listType }),
  ...(state !== undefined && { state }),
});

const byName = ({ namePrefix }: { namePrefix: string }): object =>
  namePrefix === '' ? {} : { nameKey: startsWith(namePrefix) };

/** One indexed condition instead of an $or, which would read the whole list on some engines. */
async function searchTerm(
  entries: Model<StoredEntry>,
  q: string | undefined,
): Promise<{ namePrefix: string } | { uscc: string } | { decisionNumber: string }> {
  const wanted = q?.trim() ?? '';
  if (wanted === '') return { namePrefix: '' };
  if (looksLikeUscc(wanted)) return { uscc: wanted.toUpperCase() };
  const byDecision = await entries.exists({ decisionNumber: wanted });
  return byDecision === null ? { namePrefix: nameKeyOf(wanted) } : { decisionNumber: wanted };
}
