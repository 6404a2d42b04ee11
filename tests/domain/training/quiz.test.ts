import { describe, expect, it } from '@jest/globals';
import { MODULE_IDS, type ModuleId } from '../../../src/domain/training/modules.js';
import { isAnswerTo, markPaper, type QuizAnswers, rightLabels } from '../../../src/domain/training/quizMarking.js';
import { type BankQuestion, drawPaper, optionLabel, type Paper } from '../../../src/domain/training/quizPaper.js';

const quiz = { questions: 25, minPerModule: 3, passScore: 80, minRightPerModule: 1 };

const question = (moduleId: ModuleId, number: number): BankQuestion => {
  const kind = (['single', 'multiple', 'boolean'] as const)[number % 3] ?? 'single';
  const ids = kind === 'boolean' ? ['true', 'false'] : ['a', 'b', 'c', 'd'];
  return {
    id: `${moduleId}-Q${String(number).padStart(2, '0')}`,
    moduleId,
    kind,
    options: ids.map(id => ({ id })),
    answer: kind === 'multiple' ? ['a', 'c'] : [ids[0] ?? ''],
  };
};
const bank = MODULE_IDS.flatMap(moduleId => Array.from({ length: 10 }, (_none, index) => question(moduleId, index)));
const idsOf = (paper: Paper) => paper.questions.map(({ questionId }) => questionId);

/** Right answers for all questions but those named. */
function answersExcept(paper: Paper, wrong: (questionId: string, index: number) => boolean): QuizAnswers {
  return Object.fromEntries(
    paper.questions.map((each, index) => {
      const key = bank.find(({ id }) => id === each.questionId)?.answer ?? [];
      return [each.questionId, wrong(each.questionId, index) ? [] : rightLabels(each, key)];
    }),
  );
}

describe('drawing a paper (part 7)', () => {
  it('follows from seed and bank alone', () => {
    const paper = drawPaper(bank, { seed: 's1', quiz });
    expect(drawPaper(bank, { seed: 's1', quiz })).toEqual(paper);
    expect(drawPaper(bank.toReversed(), { seed: 's1', quiz })).toEqual(paper);
    expect(idsOf(drawPaper(bank, { seed: 's2', quiz }))).not.toEqual(idsOf(paper));
  });

  it.each(['x', 'y', 'z', '一', ''])('has 25 different questions, three of each module at least (seed %j)', seed => {
    const paper = drawPaper(bank, { seed, quiz });
    expect(new Set(idsOf(paper)).size).toBe(25);
    for (const moduleId of MODULE_IDS) {
      expect(paper.questions.filter(each => each.moduleId === moduleId).length).toBeGreaterThanOrEqual(3);
    }
  });

  it('shuffles options but keeps true before false', () => {
    const orders = ['1', '2', '3', '4'].flatMap(seed => drawPaper(bank, { seed, quiz }).questions);
    const places = orders.filter(({ kind }) => kind === 'single').map(({ order }) => order.indexOf('a'));
    expect(new Set(places).size).toBe(4);
    expect(orders.every(({ order, kind }) => kind === 'boolean' || order.toSorted().join('') === 'abcd')).toBe(true);
    expect(orders.filter(({ kind }) => kind === 'boolean').every(({ order }) => order[0] === 'true')).toBe(true);
  });

  it('draws every question of the bank sooner or later', () => {
    const seen = new Set(
      Array.from({ length: 60 }, (_none, seed) => idsOf(drawPaper(bank, { seed: `s${String(seed)}`, quiz }))).flat(),
    );
    expect(seen.size).toBe(bank.length);
  });

  it('refuses a bank or policy that cannot make a paper', () => {
    const thin = bank.filter(({ id }) => !id.startsWith('MOD5') || id.endsWith('0'));
    expect(() => drawPaper(thin, { seed: 's', quiz })).toThrow('question bank of MOD5 is too small');
    expect(() => drawPaper(bank, { seed: 's', quiz: { ...quiz, questions: 20 } })).toThrow('does not fit');
    expect(() => drawPaper(bank, { seed: 's', quiz: { ...quiz, questions: 81 } })).toThrow('does not fit');
  });
});

describe('marking (part 7)', () => {
  const paper = drawPaper(bank, { seed: 'mark', quiz });
  const mark = (answers: QuizAnswers) => markPaper({ paper, bank }, answers, quiz);

  it('passes with everything right', () => {
    expect(mark(answersExcept(paper, () => false))).toMatchObject({
      right: 25,
      score: 100,
      passed: true,
      failedModules: [],
    });
  });

  it.each([
    [5, 80, true],
    [6, 76, false],
  ])('with %i of 25 wrong has %i points: passed %s', (wrong, score, passed) => {
    const firstOfModule = new Set(
      MODULE_IDS.map(id => paper.questions.find(({ moduleId }) => moduleId === id)?.questionId),
    );
    let left = wrong;
    const answers = answersExcept(paper, questionId => !firstOfModule.has(questionId) && left-- > 0);
    expect(mark(answers)).toMatchObject({ score, passed });
  });

  it('fails without a right answer in some module and names it', () => {
    const result = mark(answersExcept(paper, questionId => questionId.startsWith('MOD6')));
    expect(result.score).toBeGreaterThanOrEqual(80);
    expect(result).toMatchObject({ passed: false, failedModules: ['MOD6'] });
  });

  it('names the modules below the pass mark of a failed paper', () => {
    const missed = answersExcept(paper, questionId => /MOD[1-3]/.test(questionId));
    expect(mark(missed)).toMatchObject({ passed: false, failedModules: ['MOD1', 'MOD2', 'MOD3'] });
    expect(mark({})).toMatchObject({ score: 0, right: 0, passed: false, failedModules: [...MODULE_IDS] });
  });

  it('takes exactly the right set of a multiple question', () => {
    const multiple = paper.questions.find(({ kind }) => kind === 'multiple');
    if (multiple === undefined) throw new Error('the paper has no multiple question');
    const right = rightLabels(multiple, ['a', 'c']);
    const wrong = multiple.order.map((_id, index) => optionLabel(index)).filter(label => !right.includes(label));
    const isRight = (chosen: readonly string[]) =>
      mark({ [multiple.questionId]: chosen }).marks.find(({ questionId }) => questionId === multiple.questionId)?.right;
    expect(isRight(right)).toBe(true);
    expect(isRight(right.toReversed())).toBe(true);
    expect(isRight(right.slice(1))).toBe(false);
    expect(isRight([...right, ...wrong.slice(1)])).toBe(false);
    expect(isRight([])).toBe(false);
  });

  it('throws where the bank lost a question of the paper', () => {
    expect(() => markPaper({ paper, bank: [] }, {}, quiz)).toThrow('left the bank');
  });

  it.each([
    ['single', ['A'], true],
    ['single', ['A', 'B'], false],
    ['single', [], true],
    ['multiple', ['A', 'D'], true],
    ['multiple', ['A', 'A'], false],
    ['multiple', ['E'], false],
    ['boolean', ['C'], false],
  ] as const)('to a %s question %j is an answer: %s', (kind, chosen, allowed) => {
    const asked = paper.questions.find(each => each.kind === kind);
    if (asked === undefined) throw new Error(`the paper has no ${kind} question`);
    expect(isAnswerTo(asked, chosen)).toBe(allowed);
  });
});
