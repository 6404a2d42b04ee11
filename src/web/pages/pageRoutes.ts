import { paths } from '../paths.js';
import type { RouteDeclaration } from '../routeDeclaration.js';
import { type HealthDependencies, showHealth, showReadiness } from './health.js';
import { changeLanguage, type LanguageDependencies } from './language.js';
import { showAccessibility, showHome, showPolicyBasis, showPrivacy } from './publicPages.js';

export type PageDependencies = HealthDependencies & LanguageDependencies;

const open = { permission: 'public', object: 'none' } as const;

/** The pages that belong to nobody in particular. */
export const pageRoutes: readonly RouteDeclaration<PageDependencies>[] = [
  { method: 'get', path: paths.pages.home, ...open, handler: () => showHome },
  { method: 'get', path: paths.pages.accessibility, ...open, handler: () => showAccessibility },
  { method: 'get', path: paths.pages.privacy, ...open, handler: () => showPrivacy },
  { method: 'get', path: paths.pages.policyBasis, ...open, handler: () => showPolicyBasis },
  {
    method: 'post',
    path: paths.pages.language,
    permission: 'public',
    object: 'own account or own browser',
    handler: changeLanguage,
    tokenOfSessionOnly: true,
    notes: 'without a session origin check instead of the token: a reader gets none for choosing a language',
  },
  { method: 'get', path: paths.pages.health, ...open, handler: () => showHealth, notes: 'process is alive' },
  { method: 'get', path: paths.pages.readiness, ...open, handler: showReadiness, notes: 'each dependency by name' },
];
