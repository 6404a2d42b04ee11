import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Courseware, loadCourseware } from '../../src/courseware/index.js';
import { trainingPolicy } from '../../src/domain/policy/policySet.js';
import { MODULE_IDS } from '../../src/domain/training/modules.js';
import { drawPaper } from '../../src/domain/training/quizPaper.js';
import { SEED_LAW } from '../support/law.js';

const HAN = /\p{Script=Han}/u;
/** Names a document in Chinese, without an English order or article in between. */
const CHINESE_CITATION = /^(?=.*\p{Script=Han})(?!.*[A-Za-z])/u;
let courseware: Courseware;
beforeAll(async () => {
  courseware = await loadCourseware();
});

describe('the courses', () => {
  it('are the eight modules of part 7, in order', () => {
    expect(courseware.courses.map(({ moduleId }) => moduleId)).toEqual([...MODULE_IDS]);
  });

  it.each(MODULE_IDS)('%s teaches in at least 1,200 Chinese characters', moduleId => {
    const { lessons } = courseware.course(moduleId);

    expect(lessons.reduce((sum, { characters }) => sum + characters, 0)).toBeGreaterThanOrEqual(1_200);
  });

  it.each(MODULE_IDS)('%s has every lesson in both languages', moduleId => {
    for (const { html, title } of courseware.course(moduleId).lessons) {
      expect(html.zh).toMatch(HAN);
      expect(html.en.length).toBeGreaterThan(800);
      // English lessons name Chinese terms, but are not the Chinese text again.
      expect(html.en.match(/\p{Script=Han}/gu)?.length ?? 0).toBeLessThan(html.en.length / 10);
      expect(title.zh).toMatch(HAN);
      expect(title.en).not.toMatch(HAN);
    }
  });

  it.each(MODULE_IDS)('%s has lessons of the same make-up in both languages, each with an example', moduleId => {
    for (const { html } of courseware.course(moduleId).lessons) {
      const makeUp = (text: string) => text.match(/<(?:h2|p|li|tr|blockquote)>/g);

      expect(makeUp(html.en)).toEqual(makeUp(html.zh));
      expect(html.zh).toMatch(/例子|例[一：]|案例/);
      expect(html.en).toMatch(/Example|Case 1/);
    }
  });

  it.each(MODULE_IDS)('%s keeps to plain lesson text: no heading of the page itself, no stray marks', moduleId => {
    for (const { html } of courseware.course(moduleId).lessons) {
      expect(`${html.zh}${html.en}`).not.toMatch(/<h1|<script|<iframe/);
      expect(`${html.zh}${html.en}`).not.toContain('**');
    }
  });

  it.each(MODULE_IDS)('%s has a self-check and names its sources', moduleId => {
    const { selfCheck, sources } = courseware.course(moduleId);

    expect(selfCheck.length).toBeGreaterThanOrEqual(3);
    expect(sources.length).toBeGreaterThanOrEqual(2);
    for (const { title, reference } of sources) {
      expect(`${title.en}${reference.en}`).not.toMatch(HAN);
      expect(reference.zh).toMatch(CHINESE_CITATION);
    }
  });

  it.each(MODULE_IDS)('%s names its lessons after itself', moduleId => {
    for (const id of courseware.lessonIds[moduleId]) expect(id.startsWith(`${moduleId}-L`)).toBe(true);
  });
});

describe('the question bank', () => {
  it.each(MODULE_IDS)('%s has at least ten questions, of all three kinds', moduleId => {
    const questions = courseware.bank.filter(question => question.moduleId === moduleId);

    expect(questions.length).toBeGreaterThanOrEqual(10);
    expect(new Set(questions.map(({ kind }) => kind))).toEqual(new Set(['single', 'multiple', 'boolean']));
    for (const { id } of questions) expect(id.startsWith(`${moduleId}-Q`)).toBe(true);
  });

  it('explains every question in both languages and names its clause', () => {
    for (const { text, explanation, clause, options } of courseware.bank) {
      expect(text.zh).toMatch(HAN);
      expect(explanation.zh).toMatch(HAN);
      expect(text.en).not.toBe(text.zh);
      expect(clause.zh).toMatch(CHINESE_CITATION);
      expect(clause.en).not.toMatch(HAN);
      for (const option of options) expect(option.text.en).not.toBe('');
    }
  });

  it('asks nothing twice', () => {
    const texts = courseware.bank.map(({ text }) => text.zh);

    expect(new Set(texts).size).toBe(texts.length);
  });

  it('does not give answers away by their place', () => {
    const places = courseware.bank
      .filter(({ kind }) => kind === 'single')
      .map(({ options, answer }) => options.findIndex(({ id }) => id === answer[0]));
    const most = Math.max(...[0, 1, 2, 3].map(place => places.filter(found => found === place).length));

    expect(most).toBeLessThan(places.length / 2);
  });

  it.each(['zh', 'en'] as const)('does not give answers away by their length (%s)', language => {
    const single = courseware.bank.filter(({ kind }) => kind === 'single');
    const longest = single.filter(({ options, answer }) => {
      const length = (right: boolean) =>
        Math.max(...options.filter(({ id }) => answer.includes(id) === right).map(({ text }) => text[language].length));
      return length(true) > length(false);
    });

    expect(longest.length).toBeLessThan(single.length / 3);
  });

  it('leaves it to the page to say how many answers are right', () => {
    for (const { text } of courseware.bank) expect(`${text.zh}${text.en}`).not.toMatch(/多选|单选|choose all/);
  });

  it.each([false, true])('is large enough for the paper of the policy (demo: %s)', demo => {
    const { quiz } = trainingPolicy(SEED_LAW, { day: '2026-11-23', demo });

    expect(drawPaper(courseware.bank, { seed: 'any', quiz }).questions).toHaveLength(quiz.questions);
  });
});
