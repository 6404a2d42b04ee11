import type { Role } from '../../domain/access/actor.js';
import { paths } from '../paths.js';

/** Where each role begins its day. */
const HOMES: Readonly<Record<Role, string>> = {
  LEGAL_REP: paths.cases.mine.build(),
  AGENT: paths.cases.mine.build(),
  WINDOW_CLERK: paths.cases.assist.build(),
  COUNTY_REVIEWER: paths.review.queue.build(),
  AUTHORITY_OFFICER: paths.review.queue.build(),
  CITY_REVIEWER: paths.review.queue.build(),
  TRAINER: paths.training.content.build(),
  COUNTY_ADMIN: paths.coverage.index.build(),
  CITY_ADMIN: paths.coverage.index.build(),
  AUDITOR: paths.admin.audit.build(),
};

export const homeOf = (role: Role): string => HOMES[role];
