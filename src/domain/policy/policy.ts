import type { Basis } from '../law/sources.js';
import { DEADLINES, type DeadlineId, type FinalWord, type ListType, type Tier } from '../repair/stages.js';
import type { ModuleId } from '../training/modules.js';
import type { Regime } from './policyRow.js';

/** A time limit with where it comes from. `wd` working days, `d` calendar days. */
export interface DeadlineRule {
  length: number;
  unit: 'wd' | 'd';
  source: Basis;
}

/** The clocks that a case's own steps start; T10 is a limit of the registers that is shown beside them. */
export const CASE_CLOCKS = DEADLINES.filter((id): id is CaseClockId => id !== 'T10');
export type CaseClockId = Exclude<DeadlineId, 'T10'>;

/** Limits that bind staff outside the case's own clocks; today the exit's effect alone. */
export const STAFF_LIMITS = ['T10'] as const;
export type StaffLimitId = (typeof STAFF_LIMITS)[number];

export const TRAINING_MODES = ['REQUIRED', 'ENCOURAGED', 'OFF'] as const;
export type TrainingMode = (typeof TRAINING_MODES)[number];

/** From which date the publication period of an entry counts (F2, F10). */
export const PERIOD_STARTS = ['DECISION_DATE', 'PUBLICATION_START'] as const;
export type PeriodStart = (typeof PERIOD_STARTS)[number];

export interface HeartbeatPolicy {
  intervalSeconds: number;
  toleranceSeconds: number;
  /** Reading time after which the page asks whether someone is still there. */
  attentionSeconds: number;
}

export interface QuizPolicy {
  questions: number;
  seconds: number;
  /** Of 100 points. */
  passScore: number;
  attempts: number;
  coolDownSeconds: number;
  /** Questions that each module has at least in a paper, and right in a passed paper. */
  minPerModule: number;
  minRightPerModule: number;
}

/** What concerns the person and not a list entry: courses, quiz, certificate. */
export interface TrainingPolicy {
  /** Id of the policy version that the figures were read from. */
  version: string;
  /** True where demonstration times are in force; pages say so. */
  demo: boolean;
  trainingSeconds: Readonly<Record<ModuleId, number>>;
  /** The module that comes before all others. */
  firstModule: ModuleId;
  heartbeat: HeartbeatPolicy;
  quiz: QuizPolicy;
  certificateMonths: number;
  /** What the figures rest on, so that a page can say how far they may be relied on. */
  sources: Readonly<Record<TrainingFigure, Basis>>;
}

export type TrainingFigure = 'trainingSeconds' | 'quiz' | 'certificateMonths';
export type CaseFigure =
  | TrainingFigure
  | 'minMonths'
  | 'maxMonths'
  | 'trainingMode'
  | 'trainingExtensionDays'
  | 'correctionRounds'
  | 'evidence'
  | 'invitationDays';

/** Every figure that a case of one list type and tier uses, as it holds on one day. */
export interface Policy extends TrainingPolicy {
  regime: Regime;
  /** The rules in words, e.g. the number of the order. */
  basis: string;
  listType: ListType;
  tier: Tier;
  minMonths: number;
  maxMonths: number;
  periodStart: PeriodStart;
  repairable: boolean;
  /** Authorities whose entries are repaired in a system of their own. */
  repairedElsewhere: readonly string[];
  trainingMode: TrainingMode;
  finalWord: FinalWord;
  deadlines: Readonly<Record<CaseClockId, DeadlineRule>>;
  limits: Readonly<Record<StaffLimitId, DeadlineRule>>;
  /** The one extension of T8, calendar days. */
  trainingExtensionDays: number;
  /** How often T5 may be ordered. */
  extensionTimes: number;
  correctionRounds: number;
  businessEndHour: number;
  /** T18, texts of notices only. */
  remedies: { reviewDays: number; lawsuitMonths: number };
  evidence: { maxBytes: number; maxFiles: number };
  sources: Readonly<Record<CaseFigure, Basis>>;
  /** How long an invitation waits for the representative, calendar days. */
  invitationDays: number;
}
