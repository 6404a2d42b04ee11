import { paths } from '../paths.js';
import type { RouteDeclaration } from '../routeDeclaration.js';
import type { WebDependencies } from '../webDependencies.js';
import { submitEvidence, submitRemoval, showRemove } from './evidenceActs.js';
import { showEvidence } from './evidencePages.js';
import { sendFile, sendPage, showFile } from './filePages.js';

const IN_SCOPE = 'case of the own firm, county or department, else 404';
const OWN = 'case of the own firm (or of the window’s county), else 404';

/** A little above the policy's limit, which is asked for each file; of a bigger one nothing is kept. */
const MOST_BYTES = 12 * 1024 * 1024;
const FILES_AT_ONCE = 5;

export const evidenceRoutes: readonly RouteDeclaration<WebDependencies>[] = [
  { method: 'get', path: paths.evidence.list, permission: 'evidence.read', object: IN_SCOPE, handler: showEvidence },
  {
    method: 'post',
    path: paths.evidence.list,
    permission: 'case.edit',
    object: OWN,
    handler: submitEvidence,
    upload: { field: 'files', maxFiles: FILES_AT_ONCE, maxFileBytes: MOST_BYTES },
    limit: { name: 'evidence', points: 60, seconds: 600 },
  },
  { method: 'get', path: paths.evidence.show, permission: 'evidence.read', object: IN_SCOPE, handler: showFile },
  {
    method: 'get',
    path: paths.evidence.file,
    permission: 'evidence.read',
    object: IN_SCOPE,
    handler: sendFile,
    notes: 'each opening is logged',
  },
  {
    method: 'get',
    path: paths.evidence.page,
    permission: 'evidence.read',
    object: IN_SCOPE,
    handler: sendPage,
    notes: 'picture of one page of a PDF; each look at a file is logged once',
  },
  { method: 'get', path: paths.evidence.remove, permission: 'case.edit', object: OWN, handler: showRemove },
  { method: 'post', path: paths.evidence.remove, permission: 'case.edit', object: OWN, handler: submitRemoval },
];
