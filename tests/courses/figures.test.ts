import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { POLICY_SEED } from '../../src/domain/policy/policySeed.js';
import { policySet } from '../../src/domain/policy/policySet.js';
import { projectRoot } from '../../src/projectRoot.js';
import { SEED_LAW } from '../support/law.js';

const at = (tier: 'MINOR' | 'GENERAL' | 'SERIOUS') =>
  policySet(SEED_LAW, { day: '2026-11-30', listType: tier === 'SERIOUS' ? 'BLACKLIST' : 'KEY_ATTENTION', tier });
const [minor, general, serious] = [at('MINOR'), at('GENERAL'), at('SERIOUS')];
const row = (key: string) => Number(POLICY_SEED.find(found => found.key === key)?.value);
const { deadlines, limits, remedies, evidence, quiz } = general;

const zhMonths = (months: number) => (months % 12 === 0 ? `${String(months / 12)}年` : `${String(months)}个月`);
const enMonths = (months: number) =>
  months % 12 === 0 ? `${String(months / 12)} year${months > 12 ? 's' : ''}` : `${String(months)} months`;

/** The words of courses and pages about a period or limit, and the figure that must stand in them. */
const STATED: readonly [what: string, pattern: RegExp, figure: string][] = [
  ['minimum of general', /一般(?:的)?(?:是|最短)?(\d+个月)(?=[，；、]严重)/g, zhMonths(general.minMonths)],
  ['minimum of serious', /严重(?:的)?(?:是|最短(?:公示)?)(\d+(?:个月|年))/g, zhMonths(serious.minMonths)],
  ['maximum of minor', /轻微(?:的)?最长(\d+(?:个月|年))/g, zhMonths(minor.maxMonths)],
  [
    'general, from and to',
    /一般(?:失信|的|：)?(\d+个月到\d+年)/g,
    `${zhMonths(general.minMonths)}到${zhMonths(general.maxMonths)}`,
  ],
  [
    'serious, from and to',
    /严重(?:的|：)?(\d+年到\d+年)/g,
    `${zhMonths(serious.minMonths)}到${zhMonths(serious.maxMonths)}`,
  ],
  [
    'general, least and most',
    /一般失信最短(\d+个月、最长\d+年)/g,
    `${zhMonths(general.minMonths)}、最长${zhMonths(general.maxMonths)}`,
  ],
  [
    'serious, least and most',
    /严重(?:的|处理，)最短(\d+年、最长\d+年)/g,
    `${zhMonths(serious.minMonths)}、最长${zhMonths(serious.maxMonths)}`,
  ],
  [
    'maxima of all tiers',
    /轻微(\d+个月、一般\d+年、严重\d+年)/g,
    `${zhMonths(minor.maxMonths)}、一般${zhMonths(general.maxMonths)}、严重${zhMonths(serious.maxMonths)}`,
  ],
  ['acceptance', /(\d+)个工作日(?:内)?(?:答复是否受理|决定是否受理|受理)/g, String(deadlines.T2.length)],
  ['notice of defects', /(\d+)个工作日(?:内)?告知补正/g, String(deadlines.T1.length)],
  ['decision in Henan', /河南受理后(\d+)个工作日/g, String(deadlines.T3.length)],
  ['answer in all', /(\d+)个工作日(?:内)?反馈/g, String(deadlines.T4.length)],
  ['answer in all, total', /合计(\d+)个工作日/g, String(deadlines.T4.length)],
  ['settled, on the home page', /一般在 ?(\d+) ?个工作日内办结/g, String(deadlines.T4.length)],
  ['end of publication', /停止公示 *\| *(\d+)个工作日内/g, String(limits.T10.length)],
  ['report of commitments', /(\d+)个工作日\*{0,2}内(?:报到市级|上报)/g, String(row('limit.T11'))],
  ['withdrawal of an annulled decision', /(\d+)个工作日\*{0,2}内撤回/g, String(row('limit.T15'))],
  ['size of a file', /每个不超过 ?(\d+) ?MB/g, String(evidence.maxBytes / 1024 / 1024)],
  ['files of a case', /一件申请最多(\d+)个/g, String(evidence.maxFiles)],
  ['coverage', /覆盖面不低于 ?(\d+) ?%/g, String(row('coverage.targetPercent'))],
  [
    'minimum and maximum of general (en)',
    /general(?: ones run)? (\d+ months to \d+ year)/g,
    `${enMonths(general.minMonths)} to ${enMonths(general.maxMonths)}`,
  ],
  ['minimum of serious (en)', /minor none, general 3 months, serious (\d+ years?)/gi, enMonths(serious.minMonths)],
  ['minimum of general (en)', /minor none, general (\d+ months)/gi, enMonths(general.minMonths)],
  ['acceptance (en)', /acceptance in (\d+) working days/g, String(deadlines.T2.length)],
  ['report of commitments (en)', /within (\d+) working days?, not counting/gi, String(row('limit.T11'))],
  ['settled, on the home page (en)', /settled within (\d+) working days/g, String(deadlines.T4.length)],
];

const textsBelow = (folder: string, name: RegExp) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => name.test(file))
    .map(file => ({ file: join(folder, file), text: readFileSync(join(projectRoot, folder, file), 'utf8') }));
const TEXTS = [...textsBelow('courses', /\.(?:md|json)$/), ...textsBelow('src/web/locales', /\.json$/)];

describe('the figures of courses and pages', () => {
  it.each(STATED)('are those of the policy: %s', (_what, pattern, figure) => {
    const stated = TEXTS.flatMap(({ file, text }) =>
      [...text.matchAll(pattern)].map(([sentence, found]) => ({ file, sentence, found })),
    );
    // A sentence that nobody writes any more would check nothing.
    expect(stated.length).toBeGreaterThan(0);
    expect(stated).toEqual(stated.map(({ file, sentence }) => ({ file, sentence, found: figure })));
  });

  it('of the table of tiers are those of the policy', () => {
    const table = TEXTS.find(({ file }) => file.endsWith('MOD1/lesson-02.zh.md'))?.text ?? '';
    const cells = (tier: string) =>
      (table.split('\n').find(line => line.startsWith(`| ${tier} `)) ?? '').split('|').map(cell => cell.trim());

    expect([cells('轻微')[3], cells('轻微')[4]]).toEqual([
      expect.stringMatching(/^没有最短期/),
      expect.stringMatching(new RegExp(`^${zhMonths(minor.maxMonths)}`)),
    ]);
    expect(cells('一般').slice(3, 5)).toEqual([zhMonths(general.minMonths), zhMonths(general.maxMonths)]);
    expect(cells('严重').slice(3, 5)).toEqual([zhMonths(serious.minMonths), zhMonths(serious.maxMonths)]);
    expect(minor.minMonths).toBe(0);
  });

  it('of the length of a module and of the course are those of the policy', () => {
    for (const { file, text } of TEXTS.filter(({ file }) => file.endsWith('course.json'))) {
      const { id, minutes } = JSON.parse(text) as { id: string; minutes: number };
      expect({ file, minutes }).toEqual({ file, minutes: row(`training.time.${id}`) });
    }
    expect([quiz.passScore, remedies.reviewDays]).toEqual([80, 60]);
  });
});

describe('what the courses say of training', () => {
  const lessons = TEXTS.filter(({ file }) => file.startsWith('courses'));

  it('never calls it a condition of national law', () => {
    for (const { file, text } of lessons)
      expect([
        file,
        text.match(/国家(?:规定|要求)(?!没有)[^。]{0,12}(?:培训|学习)|national[^.]{0,30}condition[^.]{0,20}training/g),
      ]).toEqual([file, null]);
  });

  it('names it as a rule of this platform, and says that it never stops a minor entry', () => {
    const lesson = lessons.find(({ file }) => file.endsWith('MOD4/lesson-01.zh.md'))?.text ?? '';
    expect(lesson).toContain('本平台规定（依据驻政〔2018〕85号第29项的培训要求、郑信用〔2019〕1号第27项的做法）');
    expect(lesson).toContain('轻微失信不因没有培训被拦住');
  });
});
