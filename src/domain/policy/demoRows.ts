import { MODULE_IDS } from '../training/modules.js';
import { type PolicyRow, rowsOf } from './policyRow.js';

/** Short times so that a demonstration fits into minutes; pages mark them 演示参数. They count only where asked for. */
export const DEMO_ROWS: readonly PolicyRow[] = rowsOf({ regime: 'DEMO', effectiveFrom: '2018-01-01' }, [
  ...MODULE_IDS.map(
    moduleId => ({ key: `training.time.${moduleId}`, value: 20, unit: 's', source: 'PLATFORM' }) as const,
  ),
  { key: 'quiz.coolDown', value: 60, unit: 's', source: 'PLATFORM' },
  { key: 'quiz.questions', value: 25, unit: 'count', source: 'PLATFORM' },
  { key: 'quiz.passScore', value: 80, unit: 'points', source: 'PLATFORM' },
  { key: 'quiz.time', value: 3600, unit: 's', source: 'PLATFORM' },
]);
