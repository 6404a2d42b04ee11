import type { Request, RequestHandler, Response } from 'express';
import { Passport, type PassportStatic } from 'passport';
import { Strategy } from 'passport-local';
import type { AccountsService, Refused } from '../../accounts/index.js';
import { loadActor } from '../middleware/loadActor.js';
import type { SignedInPerson } from '../middleware/locals.js';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the only way to name Passport's user type
  namespace Express {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- Passport's user is our signed-in person
    interface User extends SignedInPerson {}
  }
}

type SignInService = Pick<AccountsService, 'signIn' | 'personOf'>;
type Answer = Awaited<ReturnType<SignInService['signIn']>>;

/** Passport with the one way to sign in: name and password, judged by the accounts service. */
export function createPassport(accounts: SignInService): PassportStatic {
  const passport = new Passport() as unknown as PassportStatic;
  const strategy = new Strategy(
    { usernameField: 'name', passwordField: 'password', passReqToCallback: true },
    // eslint-disable-next-line max-params -- Passport's own signature
    (req, name, password, done) => {
      const tried = { name, password, address: req.ip ?? 'unknown' };
      accounts.signIn(tried).then(answer => {
        if (answer.ok) done(null, answer.person);
        else done(null, false, answer as unknown as { message: string });
      }, done);
    },
  );
  passport.use(strategy);
  passport.serializeUser((person, done) => {
    done(null, person.actor.accountId);
  });
  passport.deserializeUser(
    (req: Request, _id: unknown, done: (error: unknown, person?: SignedInPerson | false) => void) => {
      loadActor(accounts, req).then(person => {
        done(null, person ?? false);
      }, done);
    },
  );
  return passport;
}

/** The handlers that run after the session: from then on `identify` knows the person. */
export function setUpPassport(accounts: SignInService): RequestHandler[] {
  const passport = createPassport(accounts);
  return [passport.initialize(), passport.session() as RequestHandler];
}

/** The signed-in person of a request, or null. */
export const identify = (req: Request): Promise<SignedInPerson | null> => Promise.resolve(req.user ?? null);

/** Asks Passport whether name and password of this form are right; nothing is remembered yet. */
export function trySignIn(passport: PassportStatic, req: Request, res: Response): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const answer = (error: unknown, person: SignedInPerson | false | undefined, refusal: unknown) => {
      if (error) reject(error instanceof Error ? error : new Error('sign-in failed', { cause: error }));
      else if (person) resolve({ ok: true, person });
      else resolve(refusal as Refused);
    };
    const authenticate = passport.authenticate('local', { session: false }, answer) as RequestHandler;
    void authenticate(req, res, reject);
  });
}
