import type { AccountsService } from '../../accounts/index.js';
import type { WebDependencies } from '../webDependencies.js';

/** What the account pages need. */
export type AccountDependencies = Pick<WebDependencies, 'baseUrl' | 'clock' | 'commands' | 'data' | 'logger'> & {
  readonly accounts: AccountsService;
};
