import { paths } from '../paths.js';
import type { RouteDeclaration } from '../routeDeclaration.js';
import {
  type ContactsDependencies,
  confirmAccount,
  confirmFirm,
  recordFirmPhone,
  showAccount,
  showFirm,
  showWaiting,
} from './contactsHandlers.js';

type Route = RouteDeclaration<ContactsDependencies>;

const { contacts } = paths;
const person = {
  permission: 'contacts.keep',
  object: 'person of a firm of the own county, anybody else for the city, never oneself, else 404',
} as const;
const firm = { permission: 'contacts.keep', object: 'firm of the own county, any for the city, else 404' } as const;
const others = 'never by whoever brought the number';

/** Telephones that were changed: which wait, who confirms them, and the number of a firm without an account. */
export const contactsRoutes: readonly Route[] = [
  {
    method: 'get',
    path: contacts.index,
    permission: 'contacts.keep',
    object: 'persons and firms of the own county, all for the city',
    handler: showWaiting,
  },
  { method: 'get', path: contacts.account, ...person, handler: showAccount as Route['handler'] },
  {
    method: 'post',
    path: contacts.confirmAccount,
    ...person,
    handler: confirmAccount as Route['handler'],
    notes: others,
  },
  { method: 'get', path: contacts.firm, ...firm, handler: showFirm as Route['handler'] },
  { method: 'post', path: contacts.firmPhone, ...firm, handler: recordFirmPhone as Route['handler'] },
  { method: 'post', path: contacts.confirmFirm, ...firm, handler: confirmFirm as Route['handler'], notes: others },
];
