import type { Response } from 'express';
import { mayUse, type PermissionName } from '../domain/access/permissions.js';
import type { MenuItem } from './middleware/locals.js';
import { paths } from './paths.js';
import type { RouteAccess } from './routeDeclaration.js';

interface MenuEntry {
  /** Key of its words. */
  readonly label: string;
  readonly href: string;
  readonly permission: RouteAccess;
  /** Who may use this finds the page under that entry and needs none of its own. */
  readonly unless?: PermissionName;
}

const CASES: MenuEntry = { label: 'common:menu.cases', href: paths.cases.mine.build(), permission: 'case.mine' };
const ASSIST: MenuEntry = {
  label: 'common:menu.assist',
  href: paths.cases.assist.build(),
  permission: 'case.assisted',
};
const REVIEW: MenuEntry = { label: 'common:menu.review', href: paths.review.queue.build(), permission: 'review.queue' };
const EVERYWHERE: MenuEntry = {
  label: 'common:menu.everywhere',
  href: paths.review.everywhere.build(),
  permission: 'case.follow',
  unless: 'review.queue',
};

/** The navigation, in order. A person sees the entries whose permission the role holds; strangers the public ones. */
const MENU: readonly MenuEntry[] = [
  CASES,
  ASSIST,
  { label: 'common:menu.training', href: paths.training.courses.build(), permission: 'training.take' },
  {
    label: 'common:menu.content',
    href: paths.training.content.build(),
    permission: 'training.content',
  },
  REVIEW,
  EVERYWHERE,
  { label: 'common:menu.entries', href: paths.entries.index.build(), permission: 'entries.read' },
  {
    label: 'common:menu.contacts',
    href: paths.contacts.index.build(),
    permission: 'contacts.keep',
    unless: 'entries.read',
  },
  { label: 'common:menu.coverage', href: paths.coverage.index.build(), permission: 'coverage.read' },
  { label: 'common:menu.accounts', href: paths.staff.index.build(), permission: 'accounts.manage' },
  { label: 'common:menu.admin', href: paths.admin.index.build(), permission: 'policy.read' },
  { label: 'common:menu.search', href: paths.publicEntries.search.build(), permission: 'public' },
  { label: 'common:menu.progress', href: paths.cases.progress.build(), permission: 'public' },
  { label: 'common:menu.verify', href: paths.verify.start.build(), permission: 'public' },
  { label: 'common:menu.policy', href: paths.pages.policyBasis.build(), permission: 'public' },
];

const isAt = (href: string, path: string): boolean => path === href || path.startsWith(`${href}/`);

/** Builds the menu of one request; an entry whose page is not among the registered addresses is left out. */
export function menuOf(registered: ReadonlySet<string>): (res: Response, path: string) => MenuItem[] {
  const entries = MENU.filter(entry => registered.has(entry.href));
  return (res, path) =>
    entries
      .filter(({ permission, unless }) => isOpen(permission, res) && !(unless !== undefined && isOpen(unless, res)))
      .map(({ label, href }) => ({ text: res.locals.t(label), href, current: isAt(href, path) }));
}

/** The list in which this person finds a case: where the way back from a case leads. Null for strangers. */
export function casesHomeOf(res: Response): Omit<MenuItem, 'current'> | null {
  const entry = [CASES, REVIEW, EVERYWHERE].find(({ permission }) => isOpen(permission, res));
  return entry === undefined ? null : { text: res.locals.t(entry.label), href: entry.href };
}

function isOpen(permission: RouteAccess, res: Response): boolean {
  const { person } = res.locals;
  if (permission === 'public') return true;
  if (!person) return false;
  return permission === 'signedIn' || mayUse(person.actor, permission);
}
