import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { policySet } from '../../../src/domain/policy/policySet.js';
import { projectRoot } from '../../../src/projectRoot.js';
import { trainingNeed } from '../../../src/web/cases/entryPresenter.js';
import { withMark } from '../../../src/web/law/sourceWords.js';
import { SEED_LAW } from '../../support/law.js';

const policy = policySet(SEED_LAW, { day: '2026-11-30', listType: 'KEY_ATTENTION', tier: 'GENERAL' });
const locals = {
  lang: 'zh' as const,
  t: (key: string, values?: Record<string, unknown>) => `${key} ${String(values?.['rule'])}`,
};

describe('a figure that a firm reads', () => {
  it.each([
    ['最早可以提交的日子', policy.sources.minMonths, '转载来源，原文未核对'],
    ['公示最迟到的日子', policy.sources.maxMonths, '转载来源，原文未核对'],
    ['告知补正', policy.deadlines.T1.source, '转载来源，原文未核对'],
    ['受理', policy.deadlines.T2.source, '转载来源，原文未核对'],
    ['草稿保留', policy.deadlines.DRAFT.source, '本平台规定'],
    ['文件上限', policy.sources.evidence, '本平台规定'],
    ['考试', policy.sources.quiz, '本平台规定'],
  ])('carries its standing: %s', (words, basis, standing) => {
    expect(withMark(words, basis, 'zh')).toBe(`${words}〔${standing}〕`);
  });

  it('carries none where the original was read', () => {
    expect(withMark('3 个工作日', 'PENALTY_LAW#48', 'zh')).toBe('3 个工作日');
  });
});

describe('training before a repair', () => {
  const need = (trainingMode: typeof policy.trainingMode) => trainingNeed({ ...policy, trainingMode }, locals);

  it('is named as a rule of this platform where it is required', () => {
    expect(need('REQUIRED')).toEqual([
      'cases:entry.needs.training.REQUIRED 本平台规定（依据驻政〔2018〕85号第29项的培训要求、郑信用〔2019〕1号第27项的做法）',
    ]);
  });

  it('is named as no condition where it is encouraged, and not at all where it is off', () => {
    expect(need('ENCOURAGED')).toEqual([expect.stringContaining('cases:entry.needs.training.ENCOURAGED')]);
    expect(need('OFF')).toEqual([]);
  });

  it.each([
    ['zh', '不是申请条件'],
    ['en', 'no condition'],
  ])('says so in words (%s)', (lang, words) => {
    const locale = JSON.parse(readFileSync(join(projectRoot, `src/web/locales/${lang}/cases.json`), 'utf8')) as {
      entry: { needs: { training: { ENCOURAGED: string } } };
    };
    expect(locale.entry.needs.training.ENCOURAGED).toContain(words);
  });
});
