import { paths } from '../paths.js';
import type { RouteDeclaration } from '../routeDeclaration.js';
import type { WebDependencies } from '../webDependencies.js';
import { downloadAudit, showAudit } from './auditHandlers.js';
import { saveCalendar, showCalendar, showCalendarYear } from './calendarHandlers.js';
import { showOverview } from './overviewHandlers.js';
import { showPolicy } from './policyHandlers.js';
import { changeMode, retryExit, showReceivers } from './receiverHandlers.js';

const read = { method: 'get', permission: 'policy.read', object: 'none' } as const;
const edit = { permission: 'calendar.edit', object: 'none' } as const;
const audit = { method: 'get', permission: 'audit.read', object: 'any chain; each reading is recorded' } as const;

/** The administration: figures of law, calendar, registers and the audit trail. */
export const adminRoutes: readonly RouteDeclaration<WebDependencies>[] = [
  { ...read, path: paths.admin.index, object: 'counts of the own scope only', handler: showOverview },
  { ...read, path: paths.admin.policy, handler: showPolicy },
  { ...read, path: paths.admin.calendar, handler: showCalendar },
  { ...edit, method: 'get', path: paths.admin.calendarYear, handler: showCalendarYear },
  { ...edit, method: 'post', path: paths.admin.calendarYear, handler: saveCalendar },
  {
    method: 'get',
    path: paths.admin.receivers,
    permission: 'receivers.manage',
    object: 'none',
    handler: showReceivers,
  },
  {
    method: 'post',
    path: paths.admin.receiverMode,
    permission: 'receivers.manage',
    object: 'a known register, else 404',
    handler: changeMode,
    notes: 'demonstration only, else 404',
  },
  {
    method: 'post',
    path: paths.admin.retryExit,
    permission: 'receivers.manage',
    object: 'a case on its way off the list, else 404',
    handler: retryExit,
  },
  { ...audit, path: paths.admin.audit, handler: showAudit },
  { ...audit, path: paths.admin.auditCsv, handler: downloadAudit },
];
