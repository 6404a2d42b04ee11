import { hasAnswers, missingAnswers } from './caseAnswers.js';
import { findDeadline } from './deadlines.js';
import { openRequest } from './dutyRequest.js';
import { missingReceivers } from './exitProgress.js';
import { isLetterPending } from './letterPending.js';
import { type EntryFacts, materialsAtHand, missingMaterials } from './materials.js';
import type { Decision, RepairCase } from './repairCase.js';
import { BEFORE_SUBMISSION, type DeadlineId, isClosed, isSide, type RepairStage, STAGES } from './stages.js';

export const TASK_CODES = [
  'register',
  'training',
  'quiz',
  'answers',
  'evidence',
  'sign',
  'correct',
  'acceptance',
  'countyReview',
  'authorityOpinion',
  'cityDecision',
  'exit',
] as const;
export type TaskCode = (typeof TASK_CODES)[number];

export const TASK_STATUSES = ['CANNOT_START', 'NOT_STARTED', 'IN_PROGRESS', 'DONE', 'ACTION_NEEDED'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** Who can supply what is missing. FIRM: representative, agent or the window clerk for them. */
export type TaskSupplier = 'FIRM' | 'REPRESENTATIVE' | 'COUNTY' | 'AUTHORITY' | 'CITY' | 'SYSTEM';
/** Name of the page where the task is done; the web layer knows its address. */
export type TaskPage = 'register' | 'courses' | 'quiz' | 'answers' | 'evidence' | 'sign' | 'correct';

export interface Task {
  code: TaskCode;
  status: TaskStatus;
  /** Codes of what is missing: answer fields, materials, return reasons, or the task or rule that comes first. */
  missing: readonly string[];
  supplier: TaskSupplier;
  /** Absent where the applicant has nothing to open. */
  page?: TaskPage;
  /** Last day, and last instant of it (epoch milliseconds). */
  due?: { deadline: DeadlineId; day: string; at: number; source: string; provisional: boolean };
  /** First day on which it may be done. */
  from?: string;
  /** Epoch milliseconds from which a quiz whose attempts are used up may be tried again. */
  againAt?: number;
}

export interface TaskFacts {
  /** The valid certificate of the representative in office, wherever it was earned. */
  certificateId?: string;
  /** `quizAgainAt`, epoch milliseconds: the end of a cool-down that is still running. */
  training: { modulesDone: number; modulesTotal: number; attempts: number; quizAgainAt?: number };
  entry: EntryFacts;
  /** Material codes of the evidence uploaded so far. */
  uploaded: readonly string[];
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  today: string;
}

const ORDER = BEFORE_SUBMISSION;
const reached = ({ stage }: RepairCase, wanted: RepairStage): boolean =>
  !ORDER.includes(stage) || ORDER.indexOf(stage) >= ORDER.indexOf(wanted);

/** The whole way as the applicant sees it: done, next, missing and who can supply it, with days and rules. */
export function taskList(repairCase: RepairCase, facts: TaskFacts): Task[] {
  return [
    registerTask(repairCase),
    ...(repairCase.trainingRequired ? [trainingTask(repairCase, facts), quizTask(repairCase, facts)] : []),
    answersTask(repairCase),
    evidenceTask(repairCase, facts),
    ...(repairCase.stage === 'RETURNED' ? [correctTask(repairCase)] : []),
    signTask(repairCase, facts),
    ...officeTasks(repairCase),
    exitTask(repairCase),
  ];
}

const dueBy = (repairCase: RepairCase, id: DeadlineId): Pick<Task, 'due'> => {
  const deadline = findDeadline(repairCase, id);
  if (deadline === undefined) return {};
  const { due: day, dueAt: at, source, provisional } = deadline;
  return { due: { deadline: id, day, at, source, provisional } };
};

/** Page of a task that can be opened now; a task done or not yet possible has none. */
const openAt = (status: TaskStatus, page: TaskPage): Pick<Task, 'page'> =>
  status === 'DONE' || status === 'CANNOT_START' ? {} : { page };

function registerTask(repairCase: RepairCase): Task {
  const status = reached(repairCase, 'REGISTERED') ? 'DONE' : 'NOT_STARTED';
  return {
    code: 'register',
    status,
    missing: [],
    supplier: 'FIRM',
    ...openAt(status, 'register'),
    ...dueBy(repairCase, 'DRAFT'),
  };
}

/**
 * Whether no training is owed: a certificate counts, or the signature that asks for one is given. An earlier
 * representative's certificate brought the case to its signing, but whoever signs needs an own one.
 */
const isTrained = (repairCase: RepairCase, certificateId: string | undefined): boolean =>
  certificateId !== undefined || (reached(repairCase, 'READY_TO_SIGN') && !awaitsSignature(repairCase));

const awaitsSignature = (repairCase: RepairCase): boolean => {
  const { stage, letterVoid } = repairCase;
  return !isLetterPending(repairCase) && (stage === 'READY_TO_SIGN' || (stage === 'RETURNED' && letterVoid));
};

function trainingTask(repairCase: RepairCase, { training, certificateId }: TaskFacts): Task {
  const { modulesDone, modulesTotal } = training;
  const base = { code: 'training' as const, supplier: 'REPRESENTATIVE' as const, ...dueBy(repairCase, 'T8') };
  if (isTrained(repairCase, certificateId) || modulesDone >= modulesTotal)
    return { ...base, status: 'DONE', missing: [] };
  if (!reached(repairCase, 'TRAINING')) return { ...base, status: 'CANNOT_START', missing: ['register'] };
  return {
    ...base,
    status: modulesDone > 0 ? 'IN_PROGRESS' : 'NOT_STARTED',
    missing: ['modules'],
    page: 'courses',
  };
}

function quizTask(repairCase: RepairCase, { training, certificateId }: TaskFacts): Task {
  const base = { code: 'quiz' as const, supplier: 'REPRESENTATIVE' as const, ...dueBy(repairCase, 'T8') };
  if (isTrained(repairCase, certificateId)) return { ...base, status: 'DONE', missing: [] };
  const { modulesDone, modulesTotal, quizAgainAt } = training;
  // Told from where the person stands and not from the stage: a cool-down ends without the case hearing of it.
  const learnt = reached(repairCase, 'TRAINING') && modulesDone >= modulesTotal;
  if (!learnt) return { ...base, status: 'CANNOT_START', missing: ['training'] };
  if (quizAgainAt !== undefined) return { ...base, status: 'CANNOT_START', missing: [], againAt: quizAgainAt };
  return { ...base, status: training.attempts > 0 ? 'IN_PROGRESS' : 'NOT_STARTED', missing: ['pass'], page: 'quiz' };
}

/** Answers and evidence are open until the signature and again while a return is corrected. */
const isOpen = (repairCase: RepairCase): boolean =>
  !isLetterPending(repairCase) && (ORDER.includes(repairCase.stage) || repairCase.stage === 'RETURNED');

function answersTask(repairCase: RepairCase): Task {
  const missing = missingAnswers(repairCase);
  const started = hasAnswers(repairCase.answers);
  const status = missing.length === 0 ? 'DONE' : started ? 'IN_PROGRESS' : 'NOT_STARTED';
  return {
    code: 'answers',
    status,
    missing,
    supplier: 'FIRM',
    ...(isOpen(repairCase) && { page: 'answers' as const }),
  };
}

/** The papers; where nothing but the authority's answer is missing, that office has the next step (ruling B5). */
function evidenceTask(repairCase: RepairCase, { entry, uploaded }: TaskFacts): Task {
  const missing = missingMaterials(materialsAtHand(entry, uploaded, repairCase));
  const asked = openRequest(repairCase) !== undefined && missing.every(code => code === 'MAT2');
  const status = missing.length === 0 ? 'DONE' : uploaded.length > 0 || asked ? 'IN_PROGRESS' : 'NOT_STARTED';
  const waits = asked && missing.length > 0;
  return {
    code: 'evidence',
    status,
    missing,
    supplier: waits ? 'AUTHORITY' : 'FIRM',
    ...(isOpen(repairCase) && { page: 'evidence' as const }),
    ...(waits && dueBy(repairCase, 'T6')),
  };
}

function correctTask(repairCase: RepairCase): Task {
  const notice = repairCase.returns.at(-1);
  return {
    code: 'correct',
    status: 'ACTION_NEEDED',
    missing: notice?.reasons.map(({ code }) => code) ?? [],
    supplier: 'FIRM',
    ...(!repairCase.letterVoid && !isLetterPending(repairCase) && { page: 'correct' as const }),
    ...dueBy(repairCase, 'T7'),
  };
}

function signTask(repairCase: RepairCase, facts: TaskFacts): Task {
  const { stage, letterVoid, firstSubmissionDay, submissions } = repairCase;
  const again = stage === 'RETURNED' && letterVoid;
  const base = {
    code: 'sign' as const,
    supplier: 'REPRESENTATIVE' as const,
    ...dueBy(repairCase, again ? 'T7' : 'T9'),
    ...(facts.today < firstSubmissionDay && { from: firstSubmissionDay }),
  };
  if (isLetterPending(repairCase)) return { ...base, status: 'IN_PROGRESS', missing: [] };
  if (submissions.length > 0 && !again) return { ...base, status: 'DONE', missing: [] };
  const missing = firstThings(repairCase, facts);
  if (missing.length > 0) return { ...base, status: 'CANNOT_START', missing };
  return { ...base, status: again ? 'ACTION_NEEDED' : 'NOT_STARTED', missing, page: 'sign' };
}

/** What must be done before signing, by task code; the minimum period by its own. */
function firstThings(repairCase: RepairCase, { certificateId, entry, uploaded, today }: TaskFacts): string[] {
  return [
    ...(reached(repairCase, 'REGISTERED') ? [] : ['register']),
    ...(repairCase.trainingRequired && certificateId === undefined ? ['training', 'quiz'] : []),
    ...(missingAnswers(repairCase).length > 0 ? ['answers'] : []),
    ...(missingMaterials(materialsAtHand(entry, uploaded, repairCase)).length > 0 ? ['evidence'] : []),
    ...(today < repairCase.firstSubmissionDay ? ['minimumPeriod'] : []),
  ];
}

interface OfficeTask {
  code: TaskCode;
  stage: RepairStage;
  steps: readonly Decision['step'][];
  supplier: TaskSupplier;
}
const OFFICE_TASKS: readonly OfficeTask[] = [
  { code: 'acceptance', stage: 'SUBMITTED', steps: ['ACCEPT', 'NOT_ACCEPT'], supplier: 'COUNTY' },
  { code: 'countyReview', stage: 'COUNTY_REVIEW', steps: ['COUNTY'], supplier: 'COUNTY' },
  { code: 'authorityOpinion', stage: 'AUTHORITY_OPINION', steps: ['AUTHORITY'], supplier: 'AUTHORITY' },
  { code: 'cityDecision', stage: 'CITY_REVIEW', steps: ['CITY'], supplier: 'CITY' },
];

/** The offices' steps; a step counts as done only for the submission that is being handled. */
function officeTasks(repairCase: RepairCase): Task[] {
  const { stage, resumesTo, decisions, submissions } = repairCase;
  const receivedAt = stage === 'RETURNED' ? Infinity : (submissions.at(-1)?.at ?? Infinity);
  const here = isSide(stage) ? resumesTo : stage;
  const { clock } = STAGES[stage];
  return OFFICE_TASKS.map(({ code, stage: own, steps, supplier }) => {
    const done = decisions.some(({ step, at }) => steps.includes(step) && at >= receivedAt);
    const status = here === own ? 'IN_PROGRESS' : done ? 'DONE' : 'CANNOT_START';
    return {
      code,
      status,
      missing: [],
      supplier,
      ...(here === own && clock !== undefined && dueBy(repairCase, clock)),
    };
  });
}

function exitTask(repairCase: RepairCase): Task {
  const { stage } = repairCase;
  const running = stage === 'APPROVED' || stage === 'EXITING';
  const status = stage === 'REPAIRED' ? 'DONE' : running ? 'IN_PROGRESS' : 'CANNOT_START';
  const missing = running ? missingReceivers(repairCase) : [];
  return { code: 'exit', status, missing, supplier: 'SYSTEM', ...dueBy(repairCase, 'T10') };
}

/** The task to do next, for the page's main button; undefined when the next step is an office's or the case is closed. */
export function nextTask(repairCase: RepairCase, tasks: readonly Task[]): Task | undefined {
  if (isClosed(repairCase.stage)) return undefined;
  // What waits for the authority's answer may still be done otherwise, but it is not the firm's next step.
  const doable = tasks.filter(
    ({ page, status, supplier }) => page !== undefined && status !== 'DONE' && supplier !== 'AUTHORITY',
  );
  return doable.find(({ status }) => status === 'ACTION_NEEDED') ?? doable[0];
}
