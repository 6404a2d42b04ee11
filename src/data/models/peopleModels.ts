import { ROLES } from '../../domain/access/actor.js';
import { CONTACT_WAYS } from '../../domain/access/contact.js';
import {
  collection,
  count,
  flag,
  oneOf,
  optionalCount,
  optionalFlag,
  optionalPeople,
  optionalText,
  part,
  purgeDate,
  text,
  texts,
  values,
} from './fields.js';

/** Since when and by whom a telephone stands, see `ContactRecord`. */
const optionalContact = {
  type: part({
    since: count,
    way: oneOf(CONTACT_WAYS),
    sourceId: text,
    by: optionalPeople,
    replaced: flag,
    confirmedAt: optionalCount,
    confirmedBy: optionalText,
  }),
} as const;

export const accountSchema = collection('accounts', {
  signInName: text,
  /** Lower-cased, half-width: two names that look alike to a person are one. */
  signInKey: text,
  displayName: text,
  role: oneOf(ROLES),
  county: optionalText,
  authorityId: optionalText,
  passwordHash: text,
  passwordChangedAt: count,
  passwordByPhone: optionalFlag,
  language: oneOf(['zh', 'en']),
  disabled: flag,
  idNumber: optionalText,
  idIndex: optionalText,
  phone: optionalText,
  /** The number before, for telling it of the change. */
  formerPhone: optionalText,
  contact: optionalContact,
  /** Since when a changed number waits, until it is confirmed. */
  waitsSince: optionalCount,
  interests: texts,
  mandates: [part({ uscc: text, validUntil: text })],
  demo: flag,
  createdAt: count,
  /** When the person last marked every notice as read. */
  noticesReadAt: optionalCount,
});
accountSchema.index({ signInKey: 1 }, { unique: true });
accountSchema.index({ role: 1, signInKey: 1 });
accountSchema.index({ idIndex: 1 }, { sparse: true });
accountSchema.index({ waitsSince: -1 }, { sparse: true });
accountSchema.index({ 'mandates.uscc': 1 });

/** Where the record has a part of the representative from: a line of a list, or the decision of an open question. */
export const origin = {
  type: part({ at: count, importId: optionalText, line: optionalCount, questionId: optionalText }),
};

export const enterpriseSchema = collection('enterprises', {
  name: text,
  nameKey: text,
  address: optionalText,
  county: text,
  representative: {
    /** `since`: instant at which the record learnt of a new representative; absent for the first one known. */
    type: part({
      name: text,
      idNumber: optionalText,
      idIndex: optionalText,
      phone: optionalText,
      formerPhone: optionalText,
      contact: optionalContact,
      waitsSince: optionalCount,
      since: optionalCount,
      from: origin,
      idFrom: origin,
      phoneFrom: origin,
      /** The account that stood for the representative before, where an open question was decided so. */
      formerAccountId: optionalText,
    }),
    required: true,
  },
  representativeAccountId: optionalText,
  updatedAt: count,
});
enterpriseSchema.index({ representativeAccountId: 1 }, { sparse: true });
enterpriseSchema.index({ 'representative.waitsSince': -1 }, { sparse: true });
enterpriseSchema.index({ nameKey: 1, _id: 1 });
enterpriseSchema.index({ 'representative.idIndex': 1 }, { sparse: true });
enterpriseSchema.index({ county: 1, nameKey: 1, _id: 1 });

export const invitationSchema = collection('invitations', {
  uscc: text,
  county: text,
  codeHash: text,
  createdAt: count,
  expiresAt: count,
  by: text,
  wrong: count,
  usedAt: optionalCount,
  usedBy: optionalText,
  revokedAt: optionalCount,
});
invitationSchema.index({ codeHash: 1 }, { unique: true });
invitationSchema.index({ uscc: 1, createdAt: -1 });
invitationSchema.index({ county: 1, createdAt: -1, _id: -1 });
invitationSchema.index({ createdAt: -1, _id: -1 });

export const oneTimeCodeSchema = collection('oneTimeCodes', {
  codeHash: text,
  sealed: optionalText,
  phoneOnly: optionalFlag,
  createdAt: count,
  expiresAt: count,
  wrong: count,
  usedAt: optionalCount,
  purgeAt: purgeDate,
});
oneTimeCodeSchema.index({ purgeAt: 1 }, { expireAfterSeconds: 0 });

export const noticeSchema = collection('notices', {
  audience: text,
  code: text,
  values,
  caseId: optionalText,
  at: count,
  /** When it came to the database: `at` is the instant of the act, which a worker may write down much later. */
  storedAt: optionalCount,
  readBy: texts,
});
noticeSchema.index({ audience: 1, at: -1, _id: -1 });
noticeSchema.index({ audience: 1, storedAt: -1 });

export const outboxSchema = collection('outbox', {
  channel: oneOf(['SMS', 'MAIL']),
  to: text,
  code: text,
  values,
  county: optionalText,
  secret: optionalText,
  at: count,
});
outboxSchema.index({ at: -1, _id: -1 });
outboxSchema.index({ county: 1, at: -1, _id: -1 });
