import type { QuizPolicy } from '../policy/policy.js';
import { MODULE_IDS, type ModuleId } from './modules.js';
import { seededRandom, shuffled } from './seededRandom.js';

export const QUESTION_KINDS = ['single', 'multiple', 'boolean'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** What drawing and marking need of a question; its words stay with the courseware. */
export interface BankQuestion {
  id: string;
  moduleId: ModuleId;
  kind: QuestionKind;
  options: readonly { id: string }[];
  /** Option ids; several only for `multiple`. */
  answer: readonly string[];
}

export interface PaperQuestion {
  questionId: string;
  moduleId: ModuleId;
  kind: QuestionKind;
  /** The bank's option ids in the order shown. The browser only ever sees labels, see `optionLabel`. */
  order: readonly string[];
}

export interface Paper {
  seed: string;
  questions: readonly PaperQuestion[];
}

/** What the browser calls the option at a place: `A` for the first. It says nothing about the bank's own ids. */
export const optionLabel = (index: number): string => String.fromCharCode('A'.charCodeAt(0) + index);

/**
 * Draws a paper: at least `minPerModule` questions of each module, the rest from the whole bank, all shuffled, options
 * too. The same bank, seed and policy always give the same paper. Throws where the bank is too small: a fault of ours.
 */
export function drawPaper(
  bank: readonly BankQuestion[],
  { seed, quiz }: { seed: string; quiz: Pick<QuizPolicy, 'questions' | 'minPerModule'> },
): Paper {
  const random = seededRandom(seed);
  // The bank's own order must not matter: files may be read in any order.
  const pool = shuffled(
    bank.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    random,
  );
  const must = MODULE_IDS.flatMap(moduleId => {
    const ofModule = pool.filter(question => question.moduleId === moduleId).slice(0, quiz.minPerModule);
    if (ofModule.length < quiz.minPerModule) throw new RangeError(`question bank of ${moduleId} is too small`);
    return ofModule;
  });
  const rest = pool.filter(question => !must.includes(question));
  if (must.length > quiz.questions || bank.length < quiz.questions)
    throw new RangeError('quiz policy does not fit the bank');
  const drawn = shuffled([...must, ...rest.slice(0, quiz.questions - must.length)], random);
  return { seed, questions: drawn.map(question => paperQuestion(question, random)) };
}

/** True and false keep their order: shuffling two fixed words only misleads. */
function paperQuestion({ id, moduleId, kind, options }: BankQuestion, random: () => number): PaperQuestion {
  const ids = options.map(option => option.id);
  return { questionId: id, moduleId, kind, order: kind === 'boolean' ? ids : shuffled(ids, random) };
}
