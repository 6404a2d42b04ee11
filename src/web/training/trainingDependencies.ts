import type { ExamOutages } from '../../commands/examOutages.js';
import { trainingCommands, type TrainingCommands } from '../../commands/trainingCommands.js';
import type { Courseware } from '../../courseware/index.js';
import { trainingQueries, type TrainingQueries } from '../../queries/trainingQueries.js';
import type { WebDependencies } from '../webDependencies.js';

/** What the pages of courses and quiz need beside the common things. */
export type TrainingDependencies = WebDependencies & {
  readonly courseware: Courseware;
  /** Takes note of answers that could not be stored. */
  readonly examOutages: Pick<ExamOutages, 'note'>;
};

/** The reads and writes of this feature over what the application hands in. */
export function trainingServices(dependencies: TrainingDependencies): {
  queries: TrainingQueries;
  commands: TrainingCommands;
} {
  const queries = trainingQueries(dependencies);
  return { queries, commands: trainingCommands(dependencies) };
}
