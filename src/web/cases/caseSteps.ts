import type { RepairCase } from '../../domain/repair/repairCase.js';
import { STAGES } from '../../domain/repair/stages.js';
import type { Translate } from '../i18n.js';

export interface Step {
  title: string;
  note: string;
  state: 'done' | 'current' | 'todo' | 'stopped';
}

const STEPS = ['register', 'training', 'quiz', 'sign', 'review', 'exit'] as const;
type StepName = (typeof STEPS)[number];

/** How far a case had come when it ended early. */
function stoppedAt({ submissions, certificateId, trainingRequired }: RepairCase): StepName {
  if (submissions.length > 0) return 'review';
  return certificateId !== undefined || !trainingRequired ? 'sign' : 'training';
}

/** The way of the case in six steps, four where no training is asked for. */
export function caseSteps(repairCase: RepairCase, t: Translate): Step[] {
  const names = STEPS.filter(name => repairCase.trainingRequired || (name !== 'training' && name !== 'quiz'));
  const place = STAGES[repairCase.stage].step;
  const stopped = place === 'stopped';
  const here = stopped ? stoppedAt(repairCase) : place === 'end' ? undefined : place;
  const at = here === undefined ? names.length : Math.max(0, STEPS.indexOf(here));
  return names.map(name => {
    const index = STEPS.indexOf(name);
    const current = name === here;
    const state = here === undefined || index < at ? 'done' : current ? (stopped ? 'stopped' : 'current') : 'todo';
    return { title: t(`cases:step.${name}`), note: current ? t(`repair:stage.${repairCase.stage}`) : '', state };
  });
}
