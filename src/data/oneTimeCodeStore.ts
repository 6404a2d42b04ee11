import type { Connection } from 'mongoose';
import type { FieldCrypto } from './fieldCrypto.js';
import { plainCode } from './invitationStore.js';
import { oneTimeCodeSchema } from './models/peopleModels.js';
import { done, modelOf, op } from './storeKit.js';

/** What a code may be for. */
const PURPOSES = ['ACTIVATE', 'RESET', 'SIGN'] as const;
export type CodePurpose = (typeof PURPOSES)[number];

export interface CodePlace {
  accountId: string;
  purpose: CodePurpose;
  /** What the code is bound to, e.g. the hash of the text to sign; a code for another text does not fit. */
  subject?: string | undefined;
}

export type CodeVerdict = 'ok' | 'wrong' | 'expired' | 'tooMany' | 'none';

export interface LivingCode {
  code: string;
  expiresAt: number;
}

export interface OneTimeCodeStore {
  /** Replaces an earlier code of the same person and purpose. `phoneOnly`: nobody but the telephone on record gets it. */
  issue(place: CodePlace & LivingCode & { at: number; phoneOnly: boolean }): Promise<void>;
  /** Right once only; too many wrong answers spend the code. */
  check(place: CodePlace & { code: string; at: number }): Promise<CodeVerdict>;
  /** The code as it was issued, while it may still be used; to send it again instead of another one. */
  living(place: Omit<CodePlace, 'subject'> & { at: number }): Promise<LivingCode | null>;
  isPhoneOnly(place: Omit<CodePlace, 'subject'>): Promise<boolean>;
  /** No code of this person works any more. */
  withdrawAll(accountId: string): Promise<void>;
}

interface StoredCode {
  _id: string;
  codeHash: string;
  sealed?: string;
  phoneOnly?: boolean;
  createdAt: number;
  expiresAt: number;
  wrong: number;
  usedAt?: number;
  purgeAt: Date;
}

/**
 * Wrong answers that spend a code. The long codes cannot be guessed, and whoever knows the sign-in name may answer: so
 * few that a stranger could burn a code at leisure would only hurt its owner. Six digits can be guessed.
 */
const MOST_WRONG: Readonly<Record<CodePurpose, number>> = { ACTIVATE: 50, RESET: 50, SIGN: 5 };
const SEALED_PLACE = 'oneTimeCodes.code';
const KEPT_AFTER_EXPIRY_MS = 24 * 60 * 60 * 1_000;

/**
 * One living code per person and purpose, stored as a keyed hash together with what it is bound to; a code that may be
 * sent again (the reset code) is kept sealed as well.
 */
export function oneTimeCodeStore(connection: Connection, crypto: FieldCrypto): OneTimeCodeStore {
  const codes = modelOf<StoredCode>(connection, 'OneTimeCode', oneTimeCodeSchema);
  const idOf = ({ purpose, accountId }: CodePlace) => `${purpose}:${accountId}`;
  const hashOf = ({ code, ...place }: CodePlace & { code: string }) =>
    crypto.mark(`${idOf(place)}:${place.subject ?? ''}:${plainCode(code)}`, 'oneTimeCode');
  const openAt = (place: CodePlace, at: number) => ({
    _id: idOf(place),
    usedAt: op({ $exists: false }),
    wrong: op({ $lt: MOST_WRONG[place.purpose] }),
    expiresAt: op({ $gt: at }),
  });
  return {
    async issue({ at, expiresAt, phoneOnly, ...place }) {
      const fresh = { codeHash: hashOf(place), phoneOnly, createdAt: at, expiresAt, wrong: 0 };
      const sealed = place.purpose === 'RESET' ? { sealed: crypto.seal(place.code, SEALED_PLACE) } : {};
      await codes.updateOne(
        { _id: idOf(place) },
        { $set: { ...fresh, ...sealed, purgeAt: new Date(expiresAt + KEPT_AFTER_EXPIRY_MS) }, $unset: { usedAt: 1 } },
        { upsert: true },
      );
    },
    async check({ at, ...place }) {
      const open = openAt(place, at);
      const used = await codes.updateOne({ ...open, codeHash: hashOf(place) }, { $set: { usedAt: at } });
      if (used.modifiedCount === 1) return 'ok';
      const counted = await codes.updateOne({ ...open }, { $inc: { wrong: 1 } });
      if (counted.modifiedCount === 1) return 'wrong';
      return spentBecause(await codes.findById(idOf(place)).lean(), place.purpose);
    },
    async living({ at, ...place }) {
      const found = await codes.findOne(openAt(place, at), { sealed: 1, expiresAt: 1 }).lean();
      if (found?.sealed === undefined) return null;
      return { code: crypto.open(found.sealed, SEALED_PLACE), expiresAt: found.expiresAt };
    },
    withdrawAll: accountId =>
      done(codes.deleteMany({ _id: op({ $in: PURPOSES.map(purpose => idOf({ purpose, accountId })) }) })),
    isPhoneOnly: async place => (await codes.findById(idOf(place), { phoneOnly: 1 }).lean())?.phoneOnly === true,
  };
}

function spentBecause(code: StoredCode | null, purpose: CodePurpose): CodeVerdict {
  if (code === null || code.usedAt !== undefined) return 'none';
  return code.wrong >= MOST_WRONG[purpose] ? 'tooMany' : 'expired';
}
