import { type AccountDependencies, accountRoutes } from './account/accountRoutes.js';
import { adminRoutes } from './admin/adminRoutes.js';
import { casesRoutes } from './cases/casesRoutes.js';
import { commitmentRoutes, type CommitmentRouteDependencies } from './commitment/commitmentRoutes.js';
import { contactsRoutes } from './contacts/contactsRoutes.js';
import { coverageRoutes } from './coverage/coverageRoutes.js';
import { entriesRoutes } from './entries/entriesRoutes.js';
import { evidenceRoutes } from './evidence/evidenceRoutes.js';
import { noticesRoutes } from './notices/noticesRoutes.js';
import { outboxRoutes } from './outbox/outboxRoutes.js';
import { pageRoutes, type PageDependencies } from './pages/pageRoutes.js';
import { publicListRoutes } from './publicList/publicListRoutes.js';
import { quizRoutes } from './quiz/quizRoutes.js';
import { reviewRoutes } from './review/reviewRoutes.js';
import type { RouteDeclaration } from './routeDeclaration.js';
import type { TrainingDependencies } from './training/trainingDependencies.js';
import { trainingRoutes } from './training/trainingRoutes.js';
import type { WebDependencies } from './webDependencies.js';

/** What all handlers together need; a feature adds its own with `&`. */
export type RouteDependencies = PageDependencies &
  WebDependencies &
  AccountDependencies &
  TrainingDependencies &
  CommitmentRouteDependencies;

/** Every address of the site. A feature adds its routes here; nothing else registers an address. */
export const allRoutes: readonly RouteDeclaration<RouteDependencies>[] = [
  ...pageRoutes,
  ...publicListRoutes,
  ...entriesRoutes,
  ...coverageRoutes,
  ...adminRoutes,
  ...outboxRoutes,
  ...accountRoutes,
  ...contactsRoutes,
  ...reviewRoutes,
  ...trainingRoutes,
  ...quizRoutes,
  ...commitmentRoutes,
  ...casesRoutes,
  ...evidenceRoutes,
  ...noticesRoutes,
];
