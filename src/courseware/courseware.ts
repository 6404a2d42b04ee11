import type { SourceId } from '../domain/law/sources.js';
import type { ModuleId } from '../domain/training/modules.js';
import type { BankQuestion } from '../domain/training/quizPaper.js';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface Lesson {
  readonly id: string;
  readonly title: Words;
  /** Rendered and safe to print as it is. */
  readonly html: Words;
  /** Chinese characters of the Chinese text. */
  readonly characters: number;
}

export interface Course {
  readonly moduleId: ModuleId;
  readonly version: number;
  readonly title: Words;
  readonly goal: Words;
  readonly lessons: readonly Lesson[];
  readonly selfCheck: readonly { readonly question: Words; readonly answer: Words }[];
  readonly sources: readonly { readonly source: SourceId; readonly title: Words; readonly reference: Words }[];
}

/** A question with its words and its key. The key never leaves the server before a sitting is passed. */
export interface Question extends BankQuestion {
  readonly version: number;
  readonly text: Words;
  readonly options: readonly { readonly id: string; readonly text: Words }[];
  readonly explanation: Words;
  /** The document and its article or section that the answer rests on. */
  readonly clause: Words;
  /** Those documents. */
  readonly sources: readonly SourceId[];
}

/** The eight modules and the question bank, read once at start. */
export interface Courseware {
  /** In the order in which they are offered. */
  readonly courses: readonly Course[];
  readonly bank: readonly Question[];
  readonly lessonIds: Readonly<Record<ModuleId, readonly string[]>>;
  course(moduleId: ModuleId): Course;
  /** Throws for an id the bank never had: papers hold only ids of the bank. */
  question(questionId: string): Question;
}

/** Joins courses and questions; throws where an id is used twice. */
export function courseware(courses: readonly Course[], bank: readonly Question[]): Courseware {
  const byModule = new Map(courses.map(course => [course.moduleId, course]));
  const byId = new Map(bank.map(question => [question.id, question]));
  if (byId.size !== bank.length) throw new Error('a question id is used twice');
  return {
    courses,
    bank,
    lessonIds: Object.fromEntries(
      courses.map(({ moduleId, lessons }) => [moduleId, lessons.map(({ id }) => id)]),
    ) as unknown as Courseware['lessonIds'],
    course: moduleId => found(byModule.get(moduleId), moduleId),
    question: questionId => found(byId.get(questionId), questionId),
  };
}

function found<Value>(value: Value | undefined, id: string): Value {
  if (value === undefined) throw new Error(`${id} is not part of the courses`);
  return value;
}
