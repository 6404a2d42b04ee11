import type { Connection } from 'mongoose';
import type { FieldCrypto } from './fieldCrypto.js';
import { plainCode } from './invitationStore.js';
import { oneTimeCodeSchema } from './models/peopleModels.js';
import { modelOf, op } from './storeKit.js';

export type CodePurpose = 'ACTIVATE' | 'RESET' | 'SIGN';

export interface CodePlace {
  accountId: string;
  purpose: CodePurpose;
  /** What the code is bound to, e.g. the hash of the text to sign; a code for another text does not fit. */
  subject?: string | undefined;
}

export type CodeVerdict = 'ok' | 'wrong' | 'expired' | 'tooMany' | 'none';

export interface OneTimeCodeStore {
  /** Replaces an earlier code of the same person and purpose. */
  issue(place: CodePlace & { code: string; at: number; expiresAt: number }): Promise<void>;
  /** Right once only; the fifth wrong answer spends the code. */
  check(place: CodePlace & { code: string; at: number }): Promise<CodeVerdict>;
}

interface StoredCode {
  _id: string;
  codeHash: string;
  createdAt: number;
  expiresAt: number;
  wrong: number;
  usedAt?: number;
  purgeAt: Date;
}

const MOST_WRONG = 5;
const KEPT_AFTER_EXPIRY_MS = 24 * 60 * 60 * 1_000;

/** One living code per person and purpose, stored as a keyed hash together with what it is bound to. */
export function oneTimeCodeStore(connection: Connection, crypto: FieldCrypto): OneTimeCodeStore {
  const codes = modelOf<StoredCode>(connection, 'OneTimeCode', oneTimeCodeSchema);
  const idOf = ({ purpose, accountId }: CodePlace) => `${purpose}:${accountId}`;
  const hashOf = ({ code, ...place }: CodePlace & { code: string }) =>
    crypto.mark(`${idOf(place)}:${place.subject ?? ''}:${plainCode(code)}`, 'oneTimeCode');
  return {
    async issue({ at, expiresAt, ...place }) {
      const fresh = { codeHash: hashOf(place), createdAt: at, expiresAt, wrong: 0 };
      await codes.updateOne(
        { _id: idOf(place) },
        { $set: { ...fresh, purgeAt: new Date(expiresAt + KEPT_AFTER_EXPIRY_MS) }, $unset: { usedAt: 1 } },
        { upsert: true },
      );
    },
    async check({ at, ...place }) {
      const open = {
        _id: idOf(place),
        usedAt: op({ $exists: false }),
        wrong: op({ $lt: MOST_WRONG }),
        expiresAt: op({ $gt: at }),
      };
      const used = await codes.updateOne({ ...open, codeHash: hashOf(place) }, { $set: { usedAt: at } });
      if (used.modifiedCount === 1) return 'ok';
      const counted = await codes.updateOne({ ...open }, { $inc: { wrong: 1 } });
      if (counted.modifiedCount === 1) return 'wrong';
      return spentBecause(await codes.findById(idOf(place)).lean());
    },
  };
}

function spentBecause(code: StoredCode | null): CodeVerdict {
  if (code === null || code.usedAt !== undefined) return 'none';
  return code.wrong >= MOST_WRONG ? 'tooMany' : 'expired';
}
