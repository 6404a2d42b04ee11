import type { QuizPolicy } from '../policy/policy.js';
import { MODULE_IDS, type ModuleId } from './modules.js';
import { type BankQuestion, optionLabel, type Paper, type PaperQuestion } from './quizPaper.js';

/** The labels chosen, by question id. */
export type QuizAnswers = Readonly<Record<string, readonly string[]>>;

export interface ModuleScore {
  moduleId: ModuleId;
  right: number;
  total: number;
}

export interface Score {
  right: number;
  total: number;
  /** Of 100 points, rounded down. */
  score: number;
  passed: boolean;
  modules: readonly ModuleScore[];
  /** Of a paper not passed: the modules below the pass mark or without a right answer; to be taken again when attempts are used up. */
  failedModules: readonly ModuleId[];
  marks: readonly { questionId: string; right: boolean }[];
}

/**
 * Marks a paper (part 7): a question counts where exactly the right options were chosen; passed with enough points and
 * at least one right answer (policy) in every module. Throws where the bank no longer has a question of the paper.
 */
export function markPaper(
  { paper, bank }: { paper: Paper; bank: readonly BankQuestion[] },
  answers: QuizAnswers,
  quiz: Pick<QuizPolicy, 'passScore' | 'minRightPerModule'>,
): Score {
  const marks = paper.questions.map(question => ({
    questionId: question.questionId,
    moduleId: question.moduleId,
    right: isRight(question, keyOf(bank, question.questionId), answers[question.questionId] ?? []),
  }));
  const modules = MODULE_IDS.map(moduleId => moduleScore(moduleId, marks)).filter(({ total }) => total > 0);
  const total = marks.length;
  const right = marks.filter(mark => mark.right).length;
  const passed =
    reaches({ right, total }, quiz.passScore) && modules.every(module => module.right >= quiz.minRightPerModule);
  const weak = modules.filter(module => !reaches(module, quiz.passScore) || module.right < quiz.minRightPerModule);
  return {
    right,
    total,
    score: total === 0 ? 0 : Math.floor((right * 100) / total),
    passed,
    modules,
    failedModules: passed ? [] : weak.map(({ moduleId }) => moduleId),
    marks: marks.map(({ questionId, right: isCorrect }) => ({ questionId, right: isCorrect })),
  };
}

/** The labels that would have been right; only to be shown after a pass. */
export const rightLabels = (question: PaperQuestion, answer: readonly string[]): string[] =>
  question.order.flatMap((optionId, index) => (answer.includes(optionId) ? [optionLabel(index)] : []));

/** Whether the labels are an answer that this question can take at all. */
export function isAnswerTo(question: PaperQuestion, chosen: readonly string[]): boolean {
  const labels = question.order.map((_id, index) => optionLabel(index));
  const once = new Set(chosen).size === chosen.length;
  return once && chosen.every(label => labels.includes(label)) && (question.kind === 'multiple' || chosen.length <= 1);
}

function isRight(question: PaperQuestion, answer: readonly string[], chosen: readonly string[]): boolean {
  const right = rightLabels(question, answer);
  const given = new Set(chosen);
  return given.size === right.length && right.every(label => given.has(label));
}

function keyOf(bank: readonly BankQuestion[], questionId: string): readonly string[] {
  const question = bank.find(({ id }) => id === questionId);
  if (question === undefined) throw new Error(`question ${questionId} left the bank`);
  return question.answer;
}

/** In integers, never by rounded percentages. */
const reaches = ({ right, total }: { right: number; total: number }, passScore: number): boolean =>
  total > 0 && right * 100 >= passScore * total;

function moduleScore(moduleId: ModuleId, marks: readonly { moduleId: ModuleId; right: boolean }[]): ModuleScore {
  const ofModule = marks.filter(mark => mark.moduleId === moduleId);
  return { moduleId, right: ofModule.filter(mark => mark.right).length, total: ofModule.length };
}
