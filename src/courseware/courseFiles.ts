import { z } from 'zod';
import { citedSources, SOURCE_IDS } from '../domain/law/sources.js';
import { MODULE_IDS, type ModuleId } from '../domain/training/modules.js';
import { QUESTION_KINDS } from '../domain/training/quizPaper.js';

const words = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) });
/** Short marks of sources as code names them (S4-28, F24, R2026, T11): a reader does not know them. */
const MARK = /\b(?:[SF]\d+|R20\d\d|T\d+|MAT\d|D\d+)\b/;
const citation = words.refine(
  ({ zh, en }) => !MARK.test(`${zh} ${en}`),
  'a short mark instead of the name of a document',
);
/** A document of the table of sources, by its id. */
const source = z.enum(SOURCE_IDS);
const version = z.int().positive();
const unique = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

/** `course.json`: what a module is about, its lessons in order, its self-check and its sources. */
export const courseFile = z.strictObject({
  id: z.enum(MODULE_IDS),
  order: z.int().positive(),
  version,
  title: words,
  goal: words,
  minutes: z.int().positive(),
  lessons: z
    .array(
      z.strictObject({ id: z.string().regex(/^MOD\d-L\d+$/), file: z.string().regex(/^[a-z0-9-]+$/), title: words }),
    )
    .min(1)
    .refine(lessons => unique(lessons.map(({ id }) => id)), 'a lesson id is used twice'),
  selfCheck: z.array(z.strictObject({ question: words, answer: words })).min(1),
  sources: z
    .array(
      z
        .strictObject({ source, title: words, reference: citation })
        .refine(
          ({ source: id, title, reference }) =>
            citedSources(`${title.zh} ${reference.zh.replaceAll('；', '，')}`)?.join() === id,
          'the words name another document than its source',
        ),
    )
    .min(1),
});
export type CourseFile = z.infer<typeof courseFile>;

const question = z
  .strictObject({
    id: z.string().regex(/^MOD\d-Q\d+$/),
    version,
    kind: z.enum(QUESTION_KINDS),
    text: words,
    options: z.array(z.strictObject({ id: z.string().min(1), text: words })).min(2),
    answer: z.array(z.string()).min(1),
    explanation: words,
    clause: citation,
    /** The documents that the parts of the clause name, in their order. */
    sources: z.array(source).min(1),
  })
  .refine(
    ({ clause, sources }) => citedSources(clause.zh)?.join() === sources.join(),
    'the clause names other documents than its sources',
  )
  .refine(({ options }) => unique(options.map(({ id }) => id)), 'an option id is used twice')
  .refine(({ answer }) => unique(answer), 'an answer is named twice')
  .refine(({ options, answer }) => answer.every(id => options.some(option => option.id === id)), 'unknown answer')
  .refine(({ kind, answer }) => kind === 'multiple' || answer.length === 1, 'one answer only, unless multiple')
  .refine(
    ({ kind, options, answer }) => kind !== 'multiple' || (answer.length > 1 && answer.length < options.length),
    'several answers, but not all options, where multiple',
  )
  .refine(({ kind, options }) => kind !== 'boolean' || options.length === 2, 'true or false, nothing else')
  .refine(({ kind, options }) => kind === 'boolean' || options.length > 3, 'at least four options to choose from');

/** `quiz.json`: the module's share of the question bank, with its keys. */
export const quizFile = z.strictObject({
  module: z.enum(MODULE_IDS),
  questions: z.array(question).min(1),
});

/** Reads a course file; throws with the file's name and every fault. */
export function parseCourseFile<Value>(
  schema: z.ZodType<Value>,
  { name, text }: { name: string; text: string },
): Value {
  const result = schema.safeParse(JSON.parse(text));
  if (!result.success) throw new Error(`${name}: ${z.prettifyError(result.error)}`);
  return result.data;
}

/** Throws where the file speaks of another module than its folder. */
export function sameModule(moduleId: ModuleId, found: ModuleId, name: string): void {
  if (found !== moduleId) throw new Error(`${name}: belongs to ${found}, not to ${moduleId}`);
}
