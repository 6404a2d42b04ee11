import { withoutClocks } from '../../proceeding/clock.js';
import { act } from '../act.js';
import { tell } from '../notices.js';

/** The firm registers its application; the training begins by itself. */
export const register = act({
  permission: 'case.edit',
  stages: ['DRAFT'],
  declared: true,
  apply: repairCase => ({
    ok: true,
    next: { ...repairCase, stage: 'REGISTERED', deadlines: withoutClocks(repairCase.deadlines, 'DRAFT') },
    notice: tell(repairCase, 'registered'),
  }),
});
