import { systemAct } from '../act.js';
import { dueOf } from '../deadlines.js';
import { tell } from '../notices.js';
import type { ActorRef } from '../repairCase.js';

/** The draft is stored: the first step of every case. */
export const open = systemAct<{ readonly by: ActorRef }>({
  stages: ['DRAFT'],
  hindrance: ({ version }) => (version === 0 ? undefined : 'alreadyOpen'),
  apply: repairCase => ({
    ok: true,
    next: repairCase,
    notice: tell(repairCase, 'opened', dueOf(repairCase)),
    data: { reference: repairCase.reference, entryId: repairCase.entryId, assisted: repairCase.assisted },
  }),
});
