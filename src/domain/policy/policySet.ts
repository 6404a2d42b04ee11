import type { FinalWord, ListType, Tier } from '../repair/stages.js';
import { MODULE_IDS, type ModuleId } from '../training/modules.js';
import {
  CASE_CLOCKS,
  type CaseClockId,
  type DeadlineRule,
  PERIOD_STARTS,
  type Policy,
  STAFF_LIMITS,
  type StaffLimitId,
  TRAINING_MODES,
  type TrainingMode,
  type TrainingPolicy,
} from './policy.js';
import { policyReader, type PolicyReader } from './policyReader.js';
import type { Law } from './policyVersion.js';
import { maximumMonths } from './publicationPeriods.js';

const FINAL_WORDS: readonly FinalWord[] = ['CITY', 'AUTHORITY'];

export interface CaseSelector {
  /** Day of application, `YYYY-MM-DD`. */
  day: string;
  listType: ListType;
  tier: Tier;
  /** True in the demonstration: its short times count. */
  demo?: boolean;
}

/** Every figure for a case of this list type and tier on this day. Throws where the rows lack one: a fault of ours. */
export function policySet({ rows, versionId }: Law, selector: CaseSelector): Policy {
  return caseFigures(policyReader(rows, selector), { ...selector, version: versionId });
}

/** The same figures from any reader. */
export function caseFigures(
  read: PolicyReader,
  { listType, tier, demo = false, version }: Omit<CaseSelector, 'day'> & { version: string },
): Policy {
  return {
    ...trainingFigures(read, { demo, version }),
    regime: read.regime(),
    basis: read.text('regime.basis'),
    listType,
    tier,
    minMonths: read.number('publication.minMonths'),
    maxMonths: maximumMonths(read).months,
    periodStart: read.word('publication.startsFrom', PERIOD_STARTS),
    repairable: read.flag('publication.repairable'),
    repairedElsewhere: read.words('channel.repairedElsewhere'),
    trainingMode: trainingMode(read, tier),
    finalWord: read.word('route.finalWord', FINAL_WORDS),
    deadlines: recordOf<CaseClockId, DeadlineRule>(CASE_CLOCKS, id => deadlineRule(read, id)),
    limits: recordOf<StaffLimitId, DeadlineRule>(STAFF_LIMITS, id => deadlineRule(read, id)),
    trainingExtensionDays: read.number('limit.T8.extension'),
    extensionTimes: read.number('limit.T5.times'),
    correctionRounds: read.number('correction.rounds'),
    businessEndHour: read.number('clock.businessEndHour'),
    remedies: { reviewDays: read.number('limit.T18.review'), lawsuitMonths: read.number('limit.T18.lawsuit') },
    evidence: { maxBytes: read.number('evidence.maxBytes'), maxFiles: read.number('evidence.maxFiles') },
    invitationDays: read.number('invitation.days'),
    sources: { ...trainingSources(read), ...caseSources(read) },
  };
}

/** What concerns the person alone: courses, quiz and certificate on this day. */
export function trainingPolicy(
  { rows, versionId }: Law,
  { day, demo = false }: Pick<CaseSelector, 'day' | 'demo'>,
): TrainingPolicy {
  return trainingFigures(policyReader(rows, { day, demo }), { demo, version: versionId });
}

function trainingFigures(read: PolicyReader, { demo, version }: { demo: boolean; version: string }): TrainingPolicy {
  return {
    version,
    demo,
    trainingSeconds: recordOf<ModuleId, number>(MODULE_IDS, moduleId => read.seconds(`training.time.${moduleId}`)),
    firstModule: read.word('training.firstModule', MODULE_IDS),
    heartbeat: {
      intervalSeconds: read.seconds('training.heartbeat'),
      toleranceSeconds: read.seconds('training.heartbeat.tolerance'),
      attentionSeconds: read.seconds('training.attentionCheck'),
    },
    quiz: {
      questions: read.number('quiz.questions'),
      seconds: read.seconds('quiz.time'),
      passScore: read.number('quiz.passScore'),
      attempts: read.number('quiz.attempts'),
      coolDownSeconds: read.seconds('quiz.coolDown'),
      minPerModule: read.number('quiz.minPerModule'),
      minRightPerModule: read.number('quiz.minRightPerModule'),
    },
    certificateMonths: read.number('certificate.months'),
    sources: trainingSources(read),
  };
}

const trainingSources = (read: PolicyReader): TrainingPolicy['sources'] => ({
  trainingSeconds: read.row('training.time.MOD1').source,
  quiz: read.row('quiz.passScore').source,
  certificateMonths: read.row('certificate.months').source,
});

const caseSources = (read: PolicyReader): Omit<Policy['sources'], keyof TrainingPolicy['sources']> => ({
  minMonths: read.row('publication.minMonths').source,
  maxMonths: maximumMonths(read).source,
  trainingMode: read.row('training.mode').source,
  trainingExtensionDays: read.row('limit.T8.extension').source,
  correctionRounds: read.row('correction.rounds').source,
  evidence: read.row('evidence.maxBytes').source,
  invitationDays: read.row('invitation.days').source,
});

/** Training is a rule of this platform and no condition of national law, so it never stands before a minor entry. */
function trainingMode(read: PolicyReader, tier: Tier): TrainingMode {
  const mode = read.word('training.mode', TRAINING_MODES);
  return tier === 'MINOR' && mode === 'REQUIRED' ? 'OFF' : mode;
}

function deadlineRule(read: PolicyReader, id: CaseClockId | StaffLimitId): DeadlineRule {
  const { value, unit, source } = read.row(`limit.${id}`);
  if (typeof value !== 'number' || (unit !== 'wd' && unit !== 'd'))
    throw new Error(`policy row limit.${id} is no limit`);
  return { length: value, unit, source };
}

function recordOf<Key extends string, Value>(keys: readonly Key[], valueOf: (key: Key) => Value): Record<Key, Value> {
  return Object.fromEntries(keys.map(key => [key, valueOf(key)])) as Record<Key, Value>;
}
