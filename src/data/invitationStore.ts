import type { Connection, Model } from 'mongoose';
import type { FieldCrypto } from './fieldCrypto.js';
import { invitationSchema } from './models/peopleModels.js';
import { bare, bareOrNull, done, insertOnce, modelOf, op, type Page, type PageRequest, readPage } from './storeKit.js';

export interface Invitation {
  invitationId: string;
  uscc: string;
  county: string;
  createdAt: number;
  expiresAt: number;
  by: string;
  /** Wrong answers given with the right code. */
  wrong: number;
  usedAt?: number;
  usedBy?: string;
  revokedAt?: number;
}

export interface NewInvitation {
  invitationId: string;
  uscc: string;
  county: string;
  /** The plain code; only its keyed hash is stored. */
  code: string;
  createdAt: number;
  expiresAt: number;
  by: string;
}

export const MOST_WRONG_ANSWERS = 5;

export type InvitationState = 'OPEN' | 'USED' | 'EXPIRED' | 'BLOCKED' | 'REVOKED';

/** What an invitation can still do at this instant. */
export function invitationState(invitation: Invitation, now: number): InvitationState {
  if (invitation.usedAt !== undefined) return 'USED';
  if (invitation.revokedAt !== undefined) return 'REVOKED';
  if (invitation.wrong >= MOST_WRONG_ANSWERS) return 'BLOCKED';
  return invitation.expiresAt <= now ? 'EXPIRED' : 'OPEN';
}

export interface InvitationStore {
  /** A new invitation of a firm revokes the earlier unused ones. */
  create(invitation: NewInvitation): Promise<'created' | 'already'>;
  /** By the plain code, whatever its state. */
  find(code: string): Promise<Invitation | null>;
  findById(invitationId: string): Promise<Invitation | null>;
  /** Takes the invitation; of two at once one gets true. False when used, revoked, blocked or expired. */
  use(invitationId: string, use: { accountId: string; at: number }): Promise<boolean>;
  /** Takes back an invitation nobody has used; false when it was used or taken back before. */
  revoke(invitationId: string, at: number): Promise<boolean>;
  /** Takes back every unused invitation of a firm. */
  revokeOpen(uscc: string, at: number): Promise<void>;
  /** Gives a taken invitation back when making the account failed. */
  giveBack(invitationId: string, accountId: string): Promise<void>;
  /** Counts a wrong answer and returns how many are left. */
  countWrong(invitationId: string): Promise<number>;
  ofUscc(uscc: string): Promise<Invitation[]>;
  list(filter: { county?: string | undefined }, page: PageRequest): Promise<Page<Invitation>>;
}

type StoredInvitation = Omit<Invitation, 'invitationId'> & { _id: string; codeHash: string };

const PURPOSE = 'invitation';
const NO_HASH = { codeHash: 0 } as const;
/** Codes are read from paper: case, spaces and dashes do not matter. */
export const plainCode = (code: string): string =>
  code
    .normalize('NFKC')
    .replace(/[\s-]+/gu, '')
    .toUpperCase();

export function invitationStore(connection: Connection, crypto: FieldCrypto): InvitationStore {
  const invitations = modelOf<StoredInvitation>(connection, 'Invitation', invitationSchema);
  const toValue = (document: object | null) => bareOrNull<Invitation>(document, 'invitationId');
  const hashOf = (code: string) => crypto.mark(plainCode(code), PURPOSE);
  return {
    async create({ invitationId, code, ...rest }) {
      const document = { _id: invitationId, ...rest, codeHash: hashOf(code), wrong: 0 };
      const written = await insertOnce(() => invitations.create([document]));
      if (!written) return 'already';
      await invitations.updateMany(
        {
          uscc: rest.uscc,
          _id: op({ $ne: invitationId }),
          usedAt: null,
          createdAt: op({ $lte: rest.createdAt }),
        },
        { $set: { revokedAt: rest.createdAt } },
      );
      return 'created';
    },
    find: async code => toValue(await invitations.findOne({ codeHash: hashOf(code) }, NO_HASH).lean()),
    findById: async invitationId => toValue(await invitations.findById(invitationId, NO_HASH).lean()),
    ...invitationUse(invitations),
    async ofUscc(uscc) {
      const found = await invitations.find({ uscc }, NO_HASH).sort({ createdAt: -1 }).lean();
      return found.flatMap(document => toValue(document) ?? []);
    },
    list: ({ county }, request) =>
      readPage(invitations as never, {
        filter: county === undefined ? {} : { county },
        sort: { createdAt: -1, _id: -1 },
        request,
        fields: NO_HASH,
        toValue: document => bare<Invitation>(document, 'invitationId'),
      }),
  };
}

/** Taking and spending an invitation, each a single guarded write. */
function invitationUse(
  invitations: Model<StoredInvitation>,
): Pick<InvitationStore, 'use' | 'revoke' | 'revokeOpen' | 'giveBack' | 'countWrong'> {
  return {
    async revoke(invitationId, at) {
      const open = { _id: invitationId, usedAt: op({ $exists: false }), revokedAt: op({ $exists: false }) };
      return (await invitations.updateOne(open, { $set: { revokedAt: at } })).modifiedCount === 1;
    },
    revokeOpen: (uscc, at) =>
      done(invitations.updateMany({ uscc, usedAt: null, revokedAt: null }, { $set: { revokedAt: at } })),
    async use(invitationId, { accountId, at }) {
      const taken = await invitations.updateOne(
        {
          _id: invitationId,
          usedAt: op({ $exists: false }),
          revokedAt: op({ $exists: false }),
          wrong: op({ $lt: MOST_WRONG_ANSWERS }),
          expiresAt: op({ $gt: at }),
        },
        { $set: { usedAt: at, usedBy: accountId } },
      );
      return taken.modifiedCount === 1;
    },
    giveBack: (invitationId, accountId) =>
      done(invitations.updateOne({ _id: invitationId, usedBy: accountId }, { $unset: { usedAt: 1, usedBy: 1 } })),
    async countWrong(invitationId) {
      const counted = await invitations
        .findOneAndUpdate({ _id: invitationId }, { $inc: { wrong: 1 } }, { returnDocument: 'after' })
        .lean();
      return Math.max(0, MOST_WRONG_ANSWERS - (counted?.wrong ?? MOST_WRONG_ANSWERS));
    },
  };
}
