import type { ActivityDependencies } from '../../activities/dependencies.js';
import { displayOf } from '../../activities/entryNow.js';
import { createRecordSteps } from '../../activities/recordSteps.js';
import type { DataAccess } from '../../src/data/index.js';
import type { RepairRules } from '../../src/domain/repair/act.js';
import type { Transition } from '../../src/domain/repair/events.js';
import { recordedStep } from '../../src/domain/repair/recordedStep.js';

/** Stores a step as the workflow does, after whatever the case's chain ends with. */
export async function recordTaken(
  data: DataAccess,
  step: Extract<Transition, { ok: true }>,
  rules: RepairRules,
): Promise<void> {
  const { caseId, entryId, county } = step.case;
  const [entry, trail] = await Promise.all([data.entries.findById(entryId), data.audit.ofChain(`case:${caseId}`)]);
  if (entry === null) throw new Error('the entry of the case is not stored');
  await createRecordSteps({ data } as ActivityDependencies)({
    ...{ caseId, steps: [recordedStep(step, rules)] },
    ...{ previous: trail.at(-1)?.hash ?? '', display: displayOf(entry, county) },
  });
}
