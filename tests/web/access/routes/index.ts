import type { AskedRoutes } from '../support/asked.js';
import { accountAsked } from './account.js';
import { administrationAsked } from './administration.js';
import { casesAsked } from './cases.js';
import { learningAsked } from './learning.js';
import { reviewAsked } from './review.js';

/** How every guarded address of the application is asked, by `METHOD pattern`. */
export const ASKED: AskedRoutes = {
  ...accountAsked,
  ...administrationAsked,
  ...casesAsked,
  ...learningAsked,
  ...reviewAsked,
};
