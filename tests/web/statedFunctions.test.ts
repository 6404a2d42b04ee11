import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/projectRoot.js';
import { allRoutes } from '../../src/web/allRoutes.js';
import { pathPatterns } from '../../src/web/paths.js';

interface Texts {
  readonly [key: string]: Texts | string;
}

const pagesOf = (language: string): Texts =>
  JSON.parse(readFileSync(join(projectRoot, `src/web/locales/${language}/pages.json`), 'utf8')) as Texts;

/** Every text of a tree by its dotted key; headings and labels of links state nothing by themselves. */
function leaves(texts: Texts, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : leaves(value, `${prefix}${key}.`),
  );
}
const isHeading = (key: string): boolean =>
  /(^|\.)(\w*[tT]itle|heading|action|signIn|activate|goOn|commitments)$/.test(key);

/**
 * What the start page, the privacy notice and the accessibility statement say that this site does, and what does it: an
 * address by its name in `paths`, or the file of a job or rule. A text that states no function has an empty list.
 */
const KEPT_BY: Readonly<Record<string, readonly string[]>> = {
  'home.lead': [
    'cases.start',
    'training.courses',
    'quiz.start',
    'commitment.sign',
    'workflows/listExit/listExitWorkflow.ts',
  ],
  'home.facts.free': [],
  'home.facts.online': ['cases.show'],
  'home.facts.clear': ['src/web/cases/casePresenter.ts'],
  'home.repair.text': ['account.activate', 'account.signIn'],
  'home.repair.signedIn': ['cases.mine'],
  'home.search.text': ['publicEntries.search'],
  'home.verify.text': ['verify.code', 'verify.file'],
  'home.steps.register.text': ['cases.register'],
  'home.steps.learn.text': ['training.lesson', 'training.beat'],
  'home.steps.quiz.text': ['quiz.start', 'quiz.result'],
  'home.steps.sign.text': ['evidence.list', 'commitment.read', 'commitment.sign'],
  'home.steps.review.text': ['review.countyReview', 'review.authorityOpinion', 'review.cityDecision', 'review.return'],
  'home.steps.exit.text': [
    'workflows/listExit/listExitWorkflow.ts',
    'activities/applyExit.ts',
    'activities/issueNotice.ts',
  ],
  'home.materials.duties.text': ['src/domain/repair/materials.ts'],
  'home.materials.identity.text': ['src/domain/repair/materials.ts'],
  'home.materials.phone.text': ['account.resetCode', 'evidence.list', 'commitment.sign'],
  'home.questions.cost.text': [],
  'home.questions.time.text': ['src/web/cases/casePresenter.ts'],
  'home.questions.who.text': ['account.appointAgent', 'cases.assist'],
  'home.questions.after.text': [],
  'home.fraud': [],
  'accessibility.lead': [],
  'accessibility.points.keyboard.text': ['tests/browser/everyPage.test.ts'],
  'accessibility.points.reader.text': ['tests/browser/everyPage.test.ts'],
  'accessibility.points.contrast.text': ['tests/browser/everyPage.test.ts'],
  'accessibility.points.zoom.text': ['tests/browser/everyPage.test.ts'],
  'accessibility.points.noScript.text': ['tests/web/quiz'],
  'accessibility.points.typedName.text': ['src/web/commitment/signForm.ts'],
  'accessibility.limits': [],
  'accessibility.help': ['cases.assist'],
  'privacy.lead': [],
  'privacy.sections.what.text': ['src/data/signatureStore.ts', 'src/data/auditStore.ts'],
  'privacy.sections.why.text': ['account.activate', 'training.beat', 'commitment.sign', 'notices.inbox'],
  'privacy.sections.who.text': ['src/domain/access/permissions.ts', 'src/web/evidence/evidencePages.ts', 'admin.audit'],
  'privacy.sections.long.text': ['src/data/fieldCrypto.ts'],
  'privacy.sections.rights.text': ['account.show', 'staff.phone', 'staff.idNumber'],
  'privacy.sections.cookies.text': ['account.signIn', 'pages.language'],
};

/** Promises that nothing keeps: no text of the site or of the courses may make them again. */
const BROKEN = [
  ['每一次查看都有记录', 'Every look is recorded'],
  ['期满后删除', 'and deleted afterwards'],
  ['由管理员修改数据', 'administrators change the data'],
  ['修复会被撤销，并且', 'the repair is revoked and'],
] as const;

describe('a page that states a function', () => {
  const stated = leaves(pagesOf('zh')).filter(key => /^(home|privacy|accessibility)\./.test(key) && !isHeading(key));

  it('is listed with what does it', () => {
    expect(stated.filter(key => !(key in KEPT_BY))).toEqual([]);
    expect(Object.keys(KEPT_BY).filter(key => !stated.includes(key))).toEqual([]);
  });

  it.each(Object.entries(KEPT_BY).filter(([, by]) => by.length > 0))('%s is kept by %j', (_key, by) => {
    for (const name of by) {
      const pattern = pathPatterns.get(name);
      const isServed = pattern !== undefined && allRoutes.some(route => route.path.pattern === pattern);
      expect([name, isServed || existsSync(join(projectRoot, name))]).toEqual([name, true]);
    }
  });

  it.each(['zh', 'en'])('makes no promise that nothing keeps (%s)', language => {
    const text = JSON.stringify(pagesOf(language));
    for (const promise of BROKEN) expect(promise.filter(words => text.includes(words))).toEqual([]);
  });
});
