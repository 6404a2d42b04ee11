import { type DataAccess, settleOutage } from '../data/index.js';
import { tellCases, type TrainingCommandSources } from './trainingCommands.js';

/** More sittings and forms than ever meet one outage; what is beyond is not noted, so that nobody fills the memory. */
const MOST_SITTINGS = 2_000;
const MOST_FORMS = 200;

export interface ExamOutages {
  /** A form of this sitting arrived at `at` (epoch milliseconds) and could not be stored, because a server was away. */
  note(attemptId: string, at: number): void;
  /** Writes what was noted, as soon as that is possible again. Never fails: what cannot be written yet stays noted. */
  flush(): Promise<void>;
}

type Sources = Pick<TrainingCommandSources, 'commands' | 'logger' | 'clock'> & {
  readonly data: Pick<DataAccess, 'exams' | 'training' | 'audit' | 'notices' | 'enterprises' | 'cases'>;
};

/**
 * What this web process knows of answers that it received and could not store. Its own clock at their arrival is the
 * proof; it is kept in memory only while the database is away.
 */
export function examOutages(sources: Sources): ExamOutages {
  const { logger } = sources;
  const noted = new Map<string, number[]>();
  let flushing = false;

  async function write(attemptId: string, at: number): Promise<void> {
    const { data, clock } = sources;
    const attempt = await data.exams.noteOutage(attemptId, at);
    if (attempt === null || !(await settleOutage(data, attempt, clock()))) return;
    logger.warn({ attemptId, outage: attempt.outage }, 'sitting void: answers lost through an outage');
    await tellCases(sources, attempt.accountId);
  }

  return {
    note(attemptId, at) {
      const before = noted.get(attemptId) ?? [];
      if (before.length >= MOST_FORMS || (before.length === 0 && noted.size >= MOST_SITTINGS)) return;
      noted.set(attemptId, [...before, at]);
    },
    async flush() {
      if (flushing || noted.size === 0) return;
      flushing = true;
      try {
        for (const [attemptId, [at]] of [...noted]) {
          if (at === undefined) continue;
          await write(attemptId, at);
          const left = (noted.get(attemptId) ?? []).slice(1);
          if (left.length === 0) noted.delete(attemptId);
          else noted.set(attemptId, left);
        }
      } catch (error) {
        logger.warn({ err: error }, 'an outage is not written down yet');
      } finally {
        flushing = false;
      }
    },
  };
}
