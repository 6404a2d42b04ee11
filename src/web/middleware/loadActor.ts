import type { Request } from 'express';
import type { PersonRead } from '../../data/index.js';

import type { SignedInPerson } from './locals.js';
import { personReadWith } from './sessionsInDatabase.js';

/** Looks a session's person up afresh: null where the account is gone or disabled or its password has changed. */
export interface PersonLookup {
  personOf(session: {
    accountId: string;
    signedInAt: number;
    read?: PersonRead | undefined;
  }): Promise<SignedInPerson | null>;
}

/**
 * From the session to the person with the rights of this very moment. Nothing about rights is kept in the session: the
 * account is read with it, by every request anew, so a withdrawn mandate or a disabled account counts from the next click on.
 */
export async function loadActor(accounts: PersonLookup, req: Request): Promise<SignedInPerson | null> {
  const { accountId, createdAt } = req.session;
  if (accountId === undefined || createdAt === undefined) return null;
  return accounts.personOf({ accountId, signedInAt: createdAt, read: personReadWith(req.session) });
}
