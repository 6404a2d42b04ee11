import { SHEET_LIMITS } from '../../spreadsheets/sheet.js';
import { paths } from '../paths.js';
import type { RouteDeclaration } from '../routeDeclaration.js';
import { downloadFaulty, downloadOriginal, downloadSample } from './importFileHandlers.js';
import {
  confirm,
  discard,
  retry,
  showConfirm,
  showImport,
  showImports,
  showNewImport,
  upload,
} from './importHandlers.js';
import { inviteTicked, revoke, showInvitation, showInvitations, showInviteMany } from './invitationHandlers.js';
import { invite, showEntries, showEntry, showRepairNotice } from './listHandlers.js';
import { decidePerson, type PersonDependencies, showPerson, showPersons } from './personHandlers.js';

const ownImport = {
  permission: 'entries.import',
  object: 'import of the own county, any for the city, else 404',
} as const;
const ownEntry = 'entry of the own county, any for the city, else 404';
const ownQuestion = 'question of the own county, any for the city, else 404';
const ownInvitation = 'invitation of the own county, any for the city, else 404';

/** The list administration. Fixed words come before `:entryId`, so that no entry can stand in front of a page. */
export const entriesRoutes: readonly RouteDeclaration<PersonDependencies>[] = [
  {
    method: 'get',
    path: paths.entries.index,
    permission: 'entries.read',
    object: 'entries of the own county only, all for the city and auditors',
    handler: showEntries,
  },
  {
    method: 'get',
    path: paths.entries.imports,
    permission: 'entries.import',
    object: 'own imports, all for the city',
    handler: showImports,
  },
  {
    method: 'get',
    path: paths.entries.newImport,
    permission: 'entries.import',
    object: 'none',
    handler: showNewImport,
  },
  {
    method: 'post',
    path: paths.entries.newImport,
    permission: 'entries.import',
    object: 'rows of other counties are faulty for a county administrator',
    handler: upload,
    upload: { field: 'file', maxFiles: 1, maxFileBytes: SHEET_LIMITS.bytes },
    limit: { name: 'import', points: 20, seconds: 60 },
  },
  { method: 'get', path: paths.entries.sample, permission: 'entries.import', object: 'none', handler: downloadSample },
  { method: 'get', path: paths.entries.importShow, ...ownImport, handler: showImport },
  { method: 'get', path: paths.entries.importConfirm, ...ownImport, handler: showConfirm },
  { method: 'post', path: paths.entries.importConfirm, ...ownImport, handler: confirm },
  { method: 'post', path: paths.entries.importRetry, ...ownImport, handler: retry },
  { method: 'post', path: paths.entries.importDiscard, ...ownImport, handler: discard },
  { method: 'get', path: paths.entries.importFile, ...ownImport, handler: downloadOriginal },
  { method: 'get', path: paths.entries.importFaulty, ...ownImport, handler: downloadFaulty },
  {
    method: 'get',
    path: paths.entries.invitations,
    permission: 'entries.invite',
    object: 'invitations of the own county, all for the city',
    handler: showInvitations,
  },
  {
    method: 'get',
    path: paths.entries.inviteMany,
    permission: 'entries.invite',
    object: 'firms of the own county, all for the city',
    handler: showInviteMany,
  },
  {
    method: 'post',
    path: paths.entries.inviteMany,
    permission: 'entries.invite',
    object: 'each ticked entry of the own county, any for the city; others are refused one by one',
    handler: inviteTicked,
  },
  {
    method: 'get',
    path: paths.entries.invitation,
    permission: 'entries.invite',
    object: ownInvitation,
    handler: showInvitation,
    notes: 'in the demonstration the code is shown to the one who made it, for 15 minutes',
  },
  {
    method: 'post',
    path: paths.entries.revokeInvitation,
    permission: 'entries.invite',
    object: ownInvitation,
    handler: revoke,
  },
  {
    method: 'get',
    path: paths.entries.persons,
    permission: 'persons.read',
    object: 'questions of the own county, all for the city',
    handler: showPersons,
  },
  { method: 'get', path: paths.entries.person, permission: 'persons.read', object: ownQuestion, handler: showPerson },
  {
    method: 'post',
    path: paths.entries.person,
    permission: 'persons.decide',
    object: ownQuestion,
    handler: decidePerson,
    notes: 'refused in words to who brought the list, and to the city before the county has decided',
  },
  { method: 'get', path: paths.entries.show, permission: 'entries.read', object: ownEntry, handler: showEntry },
  {
    method: 'get',
    path: paths.entries.notice,
    permission: 'entries.read',
    object: ownEntry,
    handler: showRepairNotice,
  },
  { method: 'post', path: paths.entries.invite, permission: 'entries.invite', object: ownEntry, handler: invite },
];
