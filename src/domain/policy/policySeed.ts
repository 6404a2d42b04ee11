import { DEMO_ROWS } from './demoRows.js';
import { LOCAL_ROWS } from './localRows.js';
import { NATIONAL_ROWS } from './nationalRows.js';
import type { PolicyRow } from './policyRow.js';

/** Every figure of part 3 (and of parts 7 and 8.1) that a fresh database starts with. */
export const POLICY_SEED: readonly PolicyRow[] = [...NATIONAL_ROWS, ...LOCAL_ROWS, ...DEMO_ROWS];
