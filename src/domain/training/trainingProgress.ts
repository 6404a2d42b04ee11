import type { TrainingPolicy } from '../policy/policy.js';
import { ALLOWED, refuse, type Refusal, type Verdict } from '../refusal.js';
import { MODULE_IDS, type ModuleId } from './modules.js';

export interface ModuleProgress {
  /** Reading time credited by the server. */
  seconds: number;
  /** Epoch milliseconds; absent while the module is not done. */
  completedAt?: number;
  lessonsOpened: readonly string[];
}

/** What one person has learnt. Changed only by the functions of this folder, from the server's clock. */
export interface TrainingProgress {
  accountId: string;
  modules: Readonly<Partial<Record<ModuleId, ModuleProgress>>>;
  /** Instant of the last beat that was counted up to, epoch milliseconds; absent before the first. */
  lastBeatAt?: number;
  /** The one page and module that may earn; absent after that page was hidden. */
  activeTab?: string;
  activeModule?: ModuleId;
  /** Seconds credited since someone last showed to be there. */
  unattendedSeconds: number;
  /** What the sitting that ended at this instant reopened, kept in case that sitting turns out not to count. */
  setAside?: { at: number; modules: Readonly<Partial<Record<ModuleId, ModuleProgress>>> };
}

/** The figures in force and, where known, the lessons that each module asks to be opened. */
export type TrainingRules = Pick<TrainingPolicy, 'trainingSeconds' | 'firstModule' | 'heartbeat'> & {
  lessons?: Readonly<Partial<Record<ModuleId, readonly string[]>>>;
};

export interface Heartbeat {
  moduleId: ModuleId;
  /** Names the page that beats. */
  tabId: string;
  /** The page before this one in the same browser tab, whose place it takes. */
  follows?: string;
  /** Server time of arrival, epoch milliseconds. */
  at: number;
  visible: boolean;
  /** True where the person has just pressed the button of this page: someone is there, and goes on here. */
  attentive?: boolean;
}

export interface CreditedBeat {
  progress: TrainingProgress;
  /** Seconds added to the module. */
  credited: number;
  /** True where the page must ask whether someone is still there; nothing more is credited until answered. */
  attentionDue: boolean;
  refusal?: Refusal;
}

/** Order of the modules, reading time, attempts: rules of this platform. */
const CLAUSE = 'PLATFORM';

export const emptyProgress = (accountId: string): TrainingProgress => ({
  accountId,
  modules: {},
  unattendedSeconds: 0,
});

/** Whether the module may be read: any order, but the first module comes first (part 7). */
export function moduleOpen(progress: TrainingProgress, moduleId: ModuleId, rules: TrainingRules): Verdict {
  if (moduleId === rules.firstModule || isDone(progress, rules.firstModule)) return ALLOWED;
  return refuse('firstModuleFirst', CLAUSE, { module: rules.firstModule });
}

/**
 * Credits reading time for one beat of a visible page: at most the whole seconds since the last beat of the same page and
 * module, and at most one interval with its tolerance. One page earns at a time: another one is refused while the earning
 * page beats, so no second counts twice, and takes over when that page was hidden, fell silent for longer than a beat
 * can be late, was left for this one, or where the person says so. A page that becomes hidden earns up to that instant.
 */
export function creditHeartbeat(progress: TrainingProgress, beat: Heartbeat, rules: TrainingRules): CreditedBeat {
  const verdict = moduleOpen(progress, beat.moduleId, rules);
  if (!verdict.ok) return refusedBeat(released(progress, beat), verdict.refusal);
  if (!beat.visible) return lastBeat(progress, beat, rules);
  const attended = beat.attentive === true ? { ...progress, unattendedSeconds: 0 } : progress;
  const earns = mayEarn(attended, beat, rules);
  if (isAttentionDue(attended, rules)) {
    const seen = earns ? takenOver(attended, beat) : attended;
    return { ...refusedBeat(seen, { code: 'attentionNeeded', clause: CLAUSE }), attentionDue: true };
  }
  if (!earns) return refusedBeat(attended, { code: 'otherPageEarns', clause: CLAUSE });
  if (!continues(attended, beat)) return { progress: takenOver(attended, beat), credited: 0, attentionDue: false };
  return credit(attended, beat, rules);
}

const refusedBeat = (progress: TrainingProgress, refusal: Refusal): CreditedBeat => ({
  ...{ progress, credited: 0, attentionDue: false, refusal },
});

/** The page was seen until just now; the time until it comes back belongs to nobody. */
function lastBeat(progress: TrainingProgress, beat: Heartbeat, rules: TrainingRules): CreditedBeat {
  const refusal: Refusal = { code: 'pageHidden', clause: CLAUSE };
  if (!continues(progress, beat) || isAttentionDue(progress, rules))
    return refusedBeat(released(progress, beat), refusal);
  const credited = credit(progress, beat, rules);
  return { ...credited, progress: released(credited.progress, beat), attentionDue: false, refusal };
}

/**
 * Notes that a lesson was opened, which also shows that someone is there; the module is done with its last lesson where
 * the time is already read.
 */
export function openLesson(
  progress: TrainingProgress,
  lesson: { moduleId: ModuleId; lessonId: string; at: number },
  rules: TrainingRules,
): TrainingProgress {
  const attended = { ...progress, unattendedSeconds: 0 };
  const done = moduleProgress(progress, lesson.moduleId);
  if (done.lessonsOpened.includes(lesson.lessonId)) return attended;
  const opened = { ...done, lessonsOpened: [...done.lessonsOpened, lesson.lessonId] };
  return withModule(attended, lesson, completed(opened, lesson, rules));
}

export const moduleProgress = (progress: TrainingProgress, moduleId: ModuleId): ModuleProgress =>
  progress.modules[moduleId] ?? { seconds: 0, lessonsOpened: [] };

/** Whether every module is done. */
export const trainingComplete = (progress: TrainingProgress): boolean =>
  MODULE_IDS.every(moduleId => isDone(progress, moduleId));

/** Reading time credited over all modules, whole minutes. */
export const creditedMinutes = (progress: TrainingProgress): number =>
  Math.floor(MODULE_IDS.reduce((sum, moduleId) => sum + moduleProgress(progress, moduleId).seconds, 0) / 60);

/** Reading time still missing over all modules, seconds. */
export const owedSeconds = (progress: TrainingProgress, rules: Pick<TrainingRules, 'trainingSeconds'>): number =>
  MODULE_IDS.reduce((owed, moduleId) => owed + owedInModule(progress, moduleId, rules), 0);

/** Reading time still missing in one module, seconds. */
export const owedInModule = (
  progress: TrainingProgress,
  moduleId: ModuleId,
  { trainingSeconds }: Pick<TrainingRules, 'trainingSeconds'>,
): number =>
  isDone(progress, moduleId) ? 0 : Math.max(0, trainingSeconds[moduleId] - moduleProgress(progress, moduleId).seconds);

const isDone = (progress: TrainingProgress, moduleId: ModuleId): boolean =>
  progress.modules[moduleId]?.completedAt !== undefined;

const continues = (progress: TrainingProgress, beat: Heartbeat): boolean =>
  progress.activeTab === beat.tabId && progress.activeModule === beat.moduleId && progress.lastBeatAt !== undefined;

/** Whether this page may earn now, or another one is at it. */
function mayEarn(progress: TrainingProgress, beat: Heartbeat, rules: TrainingRules): boolean {
  const { activeTab, lastBeatAt = 0 } = progress;
  if (activeTab === undefined || activeTab === beat.tabId || activeTab === beat.follows) return true;
  return beat.attentive === true || beat.at - lastBeatAt > longestBeat(rules) * 1_000;
}

/** Seconds that one beat can earn at most. */
const longestBeat = ({ heartbeat }: TrainingRules): number => heartbeat.intervalSeconds + heartbeat.toleranceSeconds;

const isAttentionDue = (progress: TrainingProgress, rules: TrainingRules): boolean =>
  progress.unattendedSeconds >= rules.heartbeat.attentionSeconds;

/** A clock that ran back must not open a second claim on time already credited. */
const takenOver = (progress: TrainingProgress, beat: Heartbeat): TrainingProgress => ({
  ...progress,
  lastBeatAt: Math.max(progress.lastBeatAt ?? 0, beat.at),
  activeTab: beat.tabId,
  activeModule: beat.moduleId,
});

/** The earning page went away. Another page's hiding changes nothing. */
function released(progress: TrainingProgress, beat: Heartbeat): TrainingProgress {
  if (progress.activeTab !== beat.tabId) return progress;
  const left = { ...progress };
  delete left.activeTab;
  delete left.activeModule;
  return left;
}

function credit(progress: TrainingProgress, beat: Heartbeat, rules: TrainingRules): CreditedBeat {
  const last = progress.lastBeatAt ?? beat.at;
  const passed = Math.max(0, Math.floor((beat.at - last) / 1_000));
  const most = longestBeat(rules);
  const credited = Math.min(passed, most);
  const done = moduleProgress(progress, beat.moduleId);
  const grown = completed({ ...done, seconds: done.seconds + credited }, beat, rules);
  const next: TrainingProgress = {
    ...withModule(progress, beat, grown),
    // Parts of a second are carried over; what lies beyond the most a beat can earn is lost.
    lastBeatAt: passed > most ? beat.at : last + passed * 1_000,
    unattendedSeconds: progress.unattendedSeconds + credited,
  };
  return { progress: next, credited, attentionDue: isAttentionDue(next, rules) };
}

function completed(
  done: ModuleProgress,
  { moduleId, at }: { moduleId: ModuleId; at: number },
  { trainingSeconds, lessons }: TrainingRules,
): ModuleProgress {
  if (done.completedAt !== undefined || done.seconds < trainingSeconds[moduleId]) return done;
  const unread = lessons?.[moduleId]?.filter(lessonId => !done.lessonsOpened.includes(lessonId)) ?? [];
  return unread.length === 0 ? { ...done, completedAt: at } : done;
}

const withModule = (
  progress: TrainingProgress,
  { moduleId }: { moduleId: ModuleId },
  done: ModuleProgress,
): TrainingProgress => ({ ...progress, modules: { ...progress.modules, [moduleId]: done } });
