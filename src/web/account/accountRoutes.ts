import { paths } from '../paths.js';
import type { RouteDeclaration } from '../routeDeclaration.js';
import type { AccountDependencies } from './accountDependencies.js';
import {
  showActivate,
  showCodeClaim,
  showNewPassword,
  showReset,
  submitActivate,
  submitCodeClaim,
  submitNewPassword,
  submitReset,
} from './activationPages.js';
import {
  showAgents,
  showAppointAgent,
  showDismissAgent,
  submitAgentCode,
  submitAppointAgent,
  submitDismissAgent,
} from './agentPages.js';
import { showHandedCode } from './handedCodePage.js';
import { declareInterest, showInterests, withdrawInterest } from './interestPages.js';
import {
  endOtherSessions,
  endSession,
  showAccount,
  showChangePassword,
  submitChangePassword,
} from './ownAccountPages.js';
import { showPhone, submitIdNumber, submitPhone } from './recordPages.js';
import { showSignIn, submitSignIn, submitSignOut } from './signInPages.js';
import {
  showCreateStaff,
  showDisableAccount,
  showStaff,
  showStaffAccount,
  submitAccountState,
  submitCreateStaff,
  submitStaffCode,
} from './staffPages.js';

export { type AccountDependencies } from './accountDependencies.js';

type Route = RouteDeclaration<AccountDependencies>;

const { account, staff } = paths;
const open = { permission: 'public', object: 'none' } as const;
const own = { permission: 'account.self', object: 'own account' } as const;
const agent = { permission: 'agent.appoint', object: 'own firm, else 404' } as const;
const ownAgents = { permission: 'agent.appoint', object: 'own firms only' } as const;
const interest = { permission: 'interests.declare', object: 'own account' } as const;
const ownInterest = { permission: 'interests.declare', object: 'own declaration, else 404' } as const;
const manage = { permission: 'accounts.manage', object: 'any account' } as const;
const notOwn = { permission: 'accounts.manage', object: 'any account but the own, else 404' } as const;

const doors: readonly Route[] = [
  { method: 'get', path: account.signIn, ...open, handler: () => showSignIn },
  {
    method: 'post',
    path: account.signIn,
    ...open,
    handler: submitSignIn,
    notes: 'growing wait per name and address, limits per address and for the site before hashing',
  },
  { method: 'post', path: account.signOut, permission: 'public', object: 'own session', handler: submitSignOut },
  { method: 'get', path: account.activate, ...open, handler: () => showActivate },
  {
    method: 'post',
    path: account.activate,
    permission: 'public',
    object: 'invitation whose code, firm and person fit together',
    handler: submitActivate,
    notes: 'five wrong answers spend the code; growing wait per firm and address',
  },
  { method: 'get', path: account.activateByName, ...open, handler: () => showCodeClaim('ACTIVATE') },
  {
    method: 'post',
    path: account.activateByName,
    permission: 'public',
    object: 'account whose code it is',
    handler: submitCodeClaim('ACTIVATE'),
  },
  { method: 'get', path: account.reset, ...open, handler: () => showReset },
  {
    method: 'post',
    path: account.reset,
    ...open,
    handler: submitReset,
    limit: { name: 'reset', points: 10, seconds: 900 },
    notes: 'same answer for known and unknown names',
  },
  { method: 'get', path: account.resetCode, ...open, handler: () => showCodeClaim('RESET') },
  {
    method: 'post',
    path: account.resetCode,
    permission: 'public',
    object: 'account whose code it is',
    handler: submitCodeClaim('RESET'),
  },
  { method: 'get', path: account.newPassword, permission: 'public', object: 'claimed code', handler: showNewPassword },
  {
    method: 'post',
    path: account.newPassword,
    permission: 'public',
    object: 'claimed code',
    handler: submitNewPassword,
  },
];

const ownAccount: readonly Route[] = [
  { method: 'get', path: account.show, ...own, handler: showAccount },
  { method: 'get', path: account.password, ...own, handler: () => showChangePassword },
  { method: 'post', path: account.password, ...own, handler: submitChangePassword },
  { method: 'post', path: account.endOtherSessions, ...own, handler: endOtherSessions },
  {
    method: 'post',
    path: account.endSession,
    permission: 'account.self',
    object: 'own session, else 404',
    handler: endSession as Route['handler'],
  },
  {
    method: 'get',
    path: account.handedCode,
    ...own,
    handler: showHandedCode,
    notes: 'where a fresh code went; in the demonstration the code, once',
  },
  { method: 'get', path: account.interests, ...interest, handler: showInterests },
  { method: 'post', path: account.interests, ...interest, handler: declareInterest },
  { method: 'post', path: account.withdrawInterest, ...ownInterest, handler: withdrawInterest as Route['handler'] },
];

const agents: readonly Route[] = [
  { method: 'get', path: account.agents, ...ownAgents, handler: showAgents },
  { method: 'get', path: account.appointAgent, ...ownAgents, handler: showAppointAgent },
  { method: 'post', path: account.appointAgent, ...agent, handler: submitAppointAgent },
  { method: 'get', path: account.dismissAgent, ...agent, handler: showDismissAgent as Route['handler'] },
  { method: 'post', path: account.dismissAgent, ...agent, handler: submitDismissAgent as Route['handler'] },
  { method: 'post', path: account.agentCode, ...agent, handler: submitAgentCode as Route['handler'] },
];

const officials: readonly Route[] = [
  { method: 'get', path: staff.index, ...manage, handler: showStaff },
  { method: 'get', path: staff.create, ...manage, handler: () => showCreateStaff },
  { method: 'post', path: staff.create, ...manage, handler: submitCreateStaff },
  { method: 'get', path: staff.show, ...manage, handler: showStaffAccount as Route['handler'] },
  { method: 'get', path: staff.disable, ...notOwn, handler: showDisableAccount as Route['handler'] },
  { method: 'post', path: staff.disable, ...notOwn, handler: submitAccountState(true) as Route['handler'] },
  { method: 'post', path: staff.enable, ...notOwn, handler: submitAccountState(false) as Route['handler'] },
  { method: 'post', path: staff.code, ...manage, handler: submitStaffCode as Route['handler'] },
  { method: 'get', path: staff.phone, ...notOwn, handler: showPhone as Route['handler'] },
  { method: 'post', path: staff.phone, ...notOwn, handler: submitPhone as Route['handler'] },
  {
    method: 'post',
    path: staff.idNumber,
    permission: 'accounts.manage',
    object: 'any account of an official',
    handler: submitIdNumber as Route['handler'],
  },
];

/** Signing in and out, the own account, agents, interests and the accounts of officials. */
export const accountRoutes: readonly Route[] = [...doors, ...ownAccount, ...agents, ...officials];
