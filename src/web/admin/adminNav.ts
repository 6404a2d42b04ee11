import type { Response } from 'express';
import { mayUse, type PermissionName } from '../../domain/access/permissions.js';
import { actorOf } from '../middleware/locals.js';
import { paths } from '../paths.js';

export type AdminPage = 'index' | 'policy' | 'calendar' | 'receivers' | 'audit';

const LINKS: readonly { name: AdminPage; href: string; permission: PermissionName }[] = [
  { name: 'index', href: paths.admin.index.build(), permission: 'policy.read' },
  { name: 'policy', href: paths.admin.policy.build(), permission: 'policy.read' },
  { name: 'calendar', href: paths.admin.calendar.build(), permission: 'policy.read' },
  { name: 'receivers', href: paths.admin.receivers.build(), permission: 'receivers.manage' },
  { name: 'audit', href: paths.admin.audit.build(), permission: 'audit.read' },
];

/** Links among the administration pages this person may open. */
export const adminNav = (res: Response, current: AdminPage) =>
  LINKS.filter(({ permission }) => mayUse(actorOf(res), permission)).map(({ name, href }) => ({
    text: res.locals.t(`admin:nav.${name}`),
    href,
    current: name === current,
  }));
