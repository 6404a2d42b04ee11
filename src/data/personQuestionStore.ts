import type { Connection, Model } from 'mongoose';
import type { PersonRef } from '../domain/access/actor.js';
import { type PersonPart, personDifference, type StatedPerson } from '../domain/entries/personDifference.js';
import type { PersonOutcome, PersonQuestionState } from '../domain/entries/personQuestion.js';
import type { PersonOnRecord } from './enterprise.js';
import { type FieldCrypto, maskedIdNumber, maskedPhone, personMarkOf, plainIdNumber } from './fieldCrypto.js';
import { personQuestionSchema } from './models/personQuestionModel.js';
import { insertOnce, modelOf, nameKeyOf, type Page, type PageRequest, readPage, without } from './storeKit.js';

/** One line of a list that states the other person. */
export interface QuestionPlace {
  importId: string;
  fileName: string;
  line: number;
  /** Account of whoever uploaded the file. */
  by: string;
  at: number;
}

export interface PersonDecision extends PersonRef {
  /** One-time key of the form. */
  key: string;
  role: string;
  outcome: PersonOutcome;
  reason: string;
  at: number;
}

/** A person as pages may show him or her. */
interface MaskedPerson {
  name: string;
  idMasked?: string;
  phoneMasked?: string;
}

/** A list that states another representative than the firm's record. Numbers appear masked; in clear only by `privateOf`. */
export interface PersonQuestion {
  questionId: string;
  uscc: string;
  enterpriseName: string;
  county: string;
  /** The record that the question is about, and its `print`. */
  recorded: MaskedPerson;
  /** Since when and from where the record had this person, and who acted for the firm. */
  standing: Pick<PersonOnRecord, 'since' | 'from' | 'idFrom' | 'phoneFrom' | 'accountId'>;
  print: string;
  stated: MaskedPerson;
  differing: readonly PersonPart[];
  evidence: readonly QuestionPlace[];
  /** Everybody who uploaded or confirmed one of these lists. */
  importers: readonly PersonRef[];
  /** Marks of the two natural persons, where their ID numbers are known. */
  parties: readonly string[];
  openedAt: number;
  state: PersonQuestionState;
  decisions: readonly PersonDecision[];
  outcome?: PersonOutcome;
  decidedAt?: number;
  /** Grows with every change. */
  version: number;
}

export interface NewPersonQuestion {
  uscc: string;
  enterpriseName: string;
  county: string;
  recorded: PersonOnRecord;
  stated: StatedPerson;
  differing: readonly PersonPart[];
  place: QuestionPlace;
  importers: readonly PersonRef[];
  at: number;
}

export interface PersonQuestionStore {
  /**
   * One open question for a firm and a stated person: a further line that states nobody else joins it as evidence. Null
   * where an earlier run of the same import opened it and it is decided by now.
   */
  open(question: NewPersonQuestion): Promise<PersonQuestion | null>;
  find(questionId: string): Promise<PersonQuestion | null>;
  /** Newest first. */
  page(filter: { county?: string | undefined; open: boolean }, page: PageRequest): Promise<Page<PersonQuestion>>;
  countOpen(filter: { county?: string | undefined }): Promise<number>;
  /** Questions to which a line of this import belongs. */
  countOfImport(importId: string): Promise<number>;
  /** Both persons in clear. */
  privateOf(questionId: string): Promise<{ recorded: StatedPerson; stated: StatedPerson } | null>;
  /** The record has changed: the question is about the new one, and begins anew at the county. False where it moved on. */
  begin(questionId: string, anew: { version: number; recorded: PersonOnRecord }): Promise<boolean>;
  /** Keeps a decision; of two at once one gets true. */
  decide(
    questionId: string,
    made: { version: number; decision: PersonDecision; state: PersonQuestionState },
  ): Promise<boolean>;
}

interface SealedPerson {
  name: string;
  numbers: string;
}
type StoredQuestion = Omit<PersonQuestion, 'questionId' | 'recorded' | 'stated'> & {
  _id: string;
  recorded: SealedPerson;
  stated: SealedPerson;
  open: boolean;
};

const ID_LENGTH = 24;
const PLACES = { recorded: 'personQuestions.recorded', stated: 'personQuestions.stated' } as const;
type Side = keyof typeof PLACES;
/** More lines say nothing more. */
const MOST_EVIDENCE = 20;

/** Questions that only an administrator may decide: which of two persons represents a firm. */
export function personQuestionStore(connection: Connection, crypto: FieldCrypto): PersonQuestionStore {
  const questions = modelOf<StoredQuestion>(connection, 'PersonQuestion', personQuestionSchema);
  const toValue = (document: object) => questionOf(document as StoredQuestion, crypto);
  const find = async (questionId: string) => {
    const found = await questions.findById(questionId).lean();
    return found === null ? null : toValue(found);
  };
  const narrowed = ({ county, open }: { county?: string | undefined; open: boolean }) => ({
    ...(county !== undefined && { county }),
    open,
  });
  return {
    ...opening(questions, { crypto, find }),
    find,
    page: (filter, request) =>
      readPage(questions as never, {
        filter: narrowed(filter),
        sort: { openedAt: -1, _id: -1 },
        request,
        toValue,
      }),
    countOpen: async ({ county }) => questions.countDocuments(narrowed({ county, open: true })),
    countOfImport: async importId => questions.countDocuments({ 'evidence.importId': importId }),
    async privateOf(questionId) {
      const found = (await questions.findById(questionId).lean()) as StoredQuestion | null;
      if (found === null) return null;
      return { recorded: opened(found.recorded, 'recorded', crypto), stated: opened(found.stated, 'stated', crypto) };
    },
    ...moving(questions, crypto),
  };
}

/** What happens to a question after it was opened. */
const moving = (
  questions: Model<StoredQuestion>,
  crypto: FieldCrypto,
): Pick<PersonQuestionStore, 'begin' | 'decide'> => ({
  async begin(questionId, { version, recorded }) {
    const stored = (await questions.findById(questionId).lean()) as StoredQuestion | null;
    if (stored === null) return false;
    const change = {
      recorded: sealed(recorded, 'recorded', crypto),
      print: recorded.print,
      standing: standingOf(recorded),
      parties: partiesOf([recorded, opened(stored.stated, 'stated', crypto)], crypto),
      ...{ state: 'OPEN' as const, open: true, decisions: [] },
    };
    const undecided = { _id: questionId, version, open: true };
    const result = await questions.updateOne(undecided, { $set: change, $inc: { version: 1 } });
    return result.matchedCount === 1;
  },
  async decide(questionId, { version, decision, state }) {
    const { outcome, at } = decision;
    const ended = state === 'DECIDED' ? { outcome, decidedAt: at, open: false } : {};
    const result = await questions.updateOne(
      { _id: questionId, version, open: true },
      { $set: { state, ...ended }, $push: { decisions: decision }, $inc: { version: 1 } },
    );
    return result.matchedCount === 1;
  },
});

interface Opening {
  crypto: FieldCrypto;
  find: PersonQuestionStore['find'];
}

function opening(questions: Model<StoredQuestion>, { crypto, find }: Opening): Pick<PersonQuestionStore, 'open'> {
  const idOf = (question: NewPersonQuestion, round: number): string => {
    const { name, idNumber = '', phone = '' } = question.stated;
    const person = [question.uscc, nameKeyOf(name), plainIdNumber(idNumber), phone, String(round)];
    return crypto.mark(JSON.stringify(person), 'personQuestion').slice(0, ID_LENGTH);
  };

  /** A further line for a question that waits. What it adds to the person is taken while nobody has decided. */
  const join = async (known: StoredQuestion, { stated, place, importers }: NewPersonQuestion): Promise<boolean> => {
    if (known.evidence.some(({ importId, line }) => importId === place.importId && line === place.line)) return true;
    const before = opened(known.stated, 'stated', crypto);
    const more = { ...before, idNumber: before.idNumber ?? stated.idNumber, phone: before.phone ?? stated.phone };
    const parties = partiesOf([opened(known.recorded, 'recorded', crypto), more], crypto);
    const grown = known.state === 'OPEN' ? { parties, stated: sealed(more, 'stated', crypto) } : {};
    const result = await questions.updateOne(
      { _id: known._id, version: known.version, open: true },
      {
        ...(known.evidence.length < MOST_EVIDENCE && { $push: { evidence: place } }),
        $addToSet: { importers: { $each: importers } },
        $set: grown,
        $inc: { version: 1 },
      },
    );
    return result.matchedCount === 1;
  };

  const open: PersonQuestionStore['open'] = async question => {
    const { uscc, stated, place } = question;
    const known = (await questions.find({ uscc }).sort({ openedAt: 1 }).lean()) as unknown as StoredQuestion[];
    const sameImport = known.find(
      ({ open: waits, evidence }) =>
        !waits && evidence.some(({ importId, line }) => importId === place.importId && line === place.line),
    );
    if (sameImport !== undefined) return null;
    const waiting = known.find(
      ({ open: waits, stated: other }) =>
        waits && personDifference(opened(other, 'stated', crypto), stated).length === 0,
    );
    if (waiting !== undefined) {
      return (await join(waiting, question)) ? find(waiting._id) : open(question);
    }
    const id = idOf(question, known.length);
    await insertOnce(() => questions.create([newQuestion(id, question, crypto)]));
    return find(id);
  };
  return { open };
}

const newQuestion = (_id: string, question: NewPersonQuestion, crypto: FieldCrypto): StoredQuestion => {
  const { uscc, enterpriseName, county, recorded, stated, differing, place, importers, at } = question;
  return {
    ...{ _id, uscc, enterpriseName, county, differing, importers },
    recorded: sealed(recorded, 'recorded', crypto),
    print: recorded.print,
    standing: standingOf(recorded),
    stated: sealed(stated, 'stated', crypto),
    evidence: [place],
    parties: partiesOf([recorded, stated], crypto),
    ...{ openedAt: at, state: 'OPEN', open: true, decisions: [], version: 1 },
  };
};

const standingOf = ({ since, from, idFrom, phoneFrom, accountId }: PersonOnRecord): PersonQuestion['standing'] => ({
  ...(since !== undefined && { since }),
  ...(from !== undefined && { from }),
  ...(idFrom !== undefined && { idFrom }),
  ...(phoneFrom !== undefined && { phoneFrom }),
  ...(accountId !== undefined && { accountId }),
});

const partiesOf = (people: readonly StatedPerson[], crypto: FieldCrypto): string[] => [
  ...new Set(
    people.flatMap(({ idNumber }) =>
      idNumber === undefined ? [] : [personMarkOf(crypto.mark(plainIdNumber(idNumber), 'idNumber'), crypto)],
    ),
  ),
];

const sealed = ({ name, idNumber, phone }: StatedPerson, side: Side, crypto: FieldCrypto): SealedPerson => ({
  name,
  numbers: crypto.seal(
    JSON.stringify({ ...(idNumber !== undefined && { idNumber: plainIdNumber(idNumber) }), phone }),
    PLACES[side],
  ),
});

const opened = ({ name, numbers }: SealedPerson, side: Side, crypto: FieldCrypto): StatedPerson => ({
  name,
  ...(JSON.parse(crypto.open(numbers, PLACES[side])) as Pick<StatedPerson, 'idNumber' | 'phone'>),
});

function masked(person: SealedPerson, side: Side, crypto: FieldCrypto): MaskedPerson {
  const { name, idNumber, phone } = opened(person, side, crypto);
  return {
    name,
    ...(idNumber !== undefined && { idMasked: maskedIdNumber(idNumber) }),
    ...(phone !== undefined && { phoneMasked: maskedPhone(phone) }),
  };
}

function questionOf(document: StoredQuestion, crypto: FieldCrypto): PersonQuestion {
  const { _id, recorded, stated, ...rest } = without(document, 'open');
  return {
    questionId: _id,
    ...rest,
    recorded: masked(recorded, 'recorded', crypto),
    stated: masked(stated, 'stated', crypto),
  };
}
