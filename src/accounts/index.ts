import { claimCode, createResetRequest, createStepUp, setGrantedPassword } from './accountCodes.js';
import type { AccountsDependencies } from './accountsDependencies.js';
import { activateInvited, claimInvitation, type InvitationClaim, type PasswordGrant } from './activation.js';
import { createAgents } from './agents.js';
import { createAttempts } from './attempts.js';
import { createContacts } from './contacts.js';
import { createFirstAdmin, type FirstAdmin } from './firstAdmin.js';
import { createInterests, createOwnAccount } from './ownAccount.js';
import { createRecords } from './records.js';
import { personOf, type SessionOfAccount, signIn } from './signIn.js';
import { createStaff } from './staff.js';

export { type SentCode } from './accountCodes.js';
export { type Refused } from './accountsDependencies.js';
export { type PasswordGrant } from './activation.js';
export { type NewAgent } from './agentAccounts.js';
export { type AgentOfFirm } from './agents.js';
export { type AccountContact, type ContactState, type FirmContact } from './contacts.js';
export { hostOf } from './attempts.js';
export { type OwnAccount } from './ownAccount.js';
export { hashPassword, NO_PASSWORD } from './passwordHash.js';
export { SHORTEST_PASSWORD } from './passwordRules.js';
export { PHONE_REASONS, type PhoneCorrection } from './records.js';
export { isSignInName } from './signInName.js';
export { type NewStaff, scopeOf, STAFF_ROLES } from './staff.js';

export type AccountsService = ReturnType<typeof createAccountsService>;

/** Everything about people and their accounts, over the stores; the web layer sees only this. */
export function createAccountsService(dependencies: AccountsDependencies) {
  const context = { ...dependencies, attempts: createAttempts(dependencies.counters) };
  const stepUp = createStepUp(context);
  const own = createOwnAccount({ ...dependencies, checkPassword: stepUp.checkPassword });
  return {
    signIn: (tried: { name: string; password: string; address: string }) => signIn(context, tried),
    personOf: (session: SessionOfAccount) => personOf(context, session),
    claimInvitation: (claim: InvitationClaim) => claimInvitation(context, claim),
    claimCode: (claim: { name: string; code: string; purpose: 'ACTIVATE' | 'RESET'; address: string }) =>
      claimCode(context, claim),
    requestReset: createResetRequest(context),
    /** Sets the password that a claimed invitation or code allows, and lets the person in. */
    setPassword: (grant: PasswordGrant, password: string) =>
      grant.kind === 'invitation'
        ? activateInvited(context, grant, password)
        : setGrantedPassword(context, grant, password),
    ...stepUp,
    own,
    interests: createInterests(dependencies),
    staff: createStaff(dependencies),
    records: createRecords(dependencies),
    contacts: createContacts(dependencies),
    createFirstAdmin: (person: FirstAdmin) => createFirstAdmin(dependencies, person),
    agents: createAgents(dependencies),
  };
}
