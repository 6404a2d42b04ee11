import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadCourseware } from '../../src/courseware/index.js';
import { markdownRenderer } from '../../src/courseware/markdown.js';
import { projectRoot } from '../../src/projectRoot.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'courses-'));
  cpSync(join(projectRoot, 'courses'), folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Quiz {
  module: string;
  questions: { id: string; kind: string; answer: string[]; options: unknown[]; clause: unknown; sources: string[] }[];
}
function changeQuiz(change: (quiz: Quiz) => void): void {
  const file = join(folder, 'MOD3/quiz.json');
  const quiz = JSON.parse(readFileSync(file, 'utf8')) as Quiz;
  change(quiz);
  writeFileSync(file, JSON.stringify(quiz));
}
const first = (quiz: Quiz, kind: string) => {
  const question = quiz.questions.find(item => item.kind === kind);
  if (question === undefined) throw new Error(`no ${kind} question`);
  return question;
};

describe('loading the courses', () => {
  it.each<[string, (quiz: Quiz) => void, RegExp]>([
    ['an answer that is no option', quiz => (first(quiz, 'single').answer = ['z']), /MOD3.quiz\.json.*unknown answer/s],
    ['two answers to a single choice', quiz => (first(quiz, 'single').answer = ['a', 'b']), /one answer only/],
    [
      'a third choice of true and false',
      quiz => void first(quiz, 'boolean').options.push(first(quiz, 'single').options[0]),
      /twice|true or false/,
    ],
    ['a question of another module', quiz => (quiz.module = 'MOD4'), /belongs to MOD4, not to MOD3/],
    ['a question id used twice', quiz => (first(quiz, 'single').id = first(quiz, 'boolean').id), /used twice/],
    ['one answer only to a multiple choice', quiz => (first(quiz, 'multiple').answer = ['a']), /several answers/],
    ['three options only to choose from', quiz => void first(quiz, 'single').options.splice(3), /four options/],
    ['a clause in one language', quiz => (first(quiz, 'single').clause = '行政处罚法第七十二条'), /clause/],
    [
      'a clause that is a short mark',
      quiz => (first(quiz, 'single').clause = { zh: 'S4-28 异议', en: 'S4-28, objection' }),
      /short mark/,
    ],
    ['a source of no document', quiz => (first(quiz, 'single').sources = ['ORDER_37']), /sources/],
    [
      'a source that the clause does not name',
      quiz => (first(quiz, 'single').sources = ['E_SEALS']),
      /names other documents/,
    ],
    ['a clause without its sources', quiz => (first(quiz, 'single').sources = []), /sources/],
    ['a field nobody knows', quiz => Object.assign(first(quiz, 'single'), { hint: 'b' }), /hint/],
  ])('refuses %s', async (_what, change, fault) => {
    changeQuiz(change);

    await expect(loadCourseware(folder)).rejects.toThrow(fault);
  });

  it('refuses a lesson that lacks a language', async () => {
    rmSync(join(folder, 'MOD3/lesson-02.en.md'));

    await expect(loadCourseware(folder)).rejects.toThrow(/lesson-02\.en\.md/);
  });
});

describe('lesson text', () => {
  const render = markdownRenderer('zh');

  it('keeps raw HTML and script addresses as text', () => {
    const html = render('<img src=x onerror=alert(1)>\n\n[x](javascript:alert(1))');

    expect(html).not.toContain('<img');
    expect(html).not.toContain('href');
  });

  it('lets a wide table scroll by itself', () => {
    expect(render('| a |\n| --- |\n| b |')).toMatch(/<div class="xf-table-scroll" tabindex="0"[^]*<\/table><\/div>/);
  });
});
