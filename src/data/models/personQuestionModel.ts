import { PERSON_OUTCOMES, PERSON_QUESTION_STATES } from '../../domain/entries/personQuestion.js';
import {
  collection,
  count,
  maybeOneOf,
  oneOf,
  optionalCount,
  optionalPeople,
  optionalText,
  part,
  text,
  texts,
} from './fields.js';
import { origin } from './peopleModels.js';

const person = part({ name: text, numbers: text });
const standing = part({
  since: optionalCount,
  from: origin,
  idFrom: origin,
  phoneFrom: origin,
  accountId: optionalText,
});
const place = part({ importId: text, fileName: text, line: count, by: text, at: count });
const decision = part({
  key: text,
  outcome: oneOf(PERSON_OUTCOMES),
  reason: text,
  at: count,
  accountId: text,
  role: text,
  personMark: optionalText,
});

/** Lists that state another representative than the firm's record. ID numbers and telephones are sealed in `numbers`. */
export const personQuestionSchema = collection('personQuestions', {
  uscc: text,
  enterpriseName: text,
  county: text,
  recorded: { type: person, required: true },
  /** Since when and from where the record had this person, and who acted for the firm. */
  standing: { type: standing, required: true },
  /** Which record the question is about: an opaque word that changes with any part of the person or the account. */
  print: text,
  stated: { type: person, required: true },
  differing: texts,
  evidence: [place],
  importers: optionalPeople,
  parties: texts,
  openedAt: count,
  state: oneOf(PERSON_QUESTION_STATES),
  /** Open before decided, whatever step it stands at; lists are narrowed by it. */
  open: { type: Boolean, required: true },
  decisions: [decision],
  outcome: maybeOneOf(PERSON_OUTCOMES),
  decidedAt: optionalCount,
  version: count,
});
personQuestionSchema.index({ uscc: 1, openedAt: -1 });
personQuestionSchema.index({ open: 1, openedAt: -1, _id: -1 });
personQuestionSchema.index({ county: 1, open: 1, openedAt: -1, _id: -1 });
personQuestionSchema.index({ 'evidence.importId': 1 });
