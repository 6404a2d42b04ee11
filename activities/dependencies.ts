import type { Courseware } from '../src/courseware/index.js';
import type { DataAccess } from '../src/data/index.js';
import type { Documents } from '../src/documents/index.js';

/** What the worker hands to its activities. */
export interface ActivityDependencies {
  readonly data: DataAccess;
  readonly documents: Documents;
  readonly courseware: Courseware;
  /** Public address of the site, for verification links. */
  readonly baseUrl: string;
  /** True in the demonstration: its short times are part of the policy. */
  readonly demo: boolean;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}
