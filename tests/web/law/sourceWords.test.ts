import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SOURCE_IDS } from '../../../src/domain/law/sources.js';
import { POLICY_SEED } from '../../../src/domain/policy/policySeed.js';
import { REPAIR_REFUSALS } from '../../../src/domain/repair/refusals.js';
import { DEADLINES } from '../../../src/domain/repair/stages.js';
import { projectRoot } from '../../../src/projectRoot.js';
import {
  documentWords,
  markedWords,
  ruleWords,
  standingMark,
  withShortMark,
} from '../../../src/web/law/sourceWords.js';

/** Marks of research that mean nothing to a reader. */
const MARK = /\b(?:[SF]\d+(?:-\d+)?|domain|part \d|doubt \d|[A-Z]+_[A-Z0-9_]+)\b|undefined/;

describe('the words of a source', () => {
  it.each([
    ['PENALTY_LAW#66', '《中华人民共和国行政处罚法》第66条', 'Administrative Penalty Law, article 66'],
    [
      'GUOBAN_22',
      '《关于进一步完善信用修复制度的实施方案》（国办发〔2025〕22号）〔转载来源，原文未核对〕',
      'Plan for further improving the credit repair system (国办发〔2025〕22号) [found in a reprint, original not checked]',
    ],
    [
      'ZHUMADIAN_2018#29',
      '驻马店市社会信用体系建设文件（2018年）（驻政〔2018〕85号）第29项',
      'Zhumadian plan for the social credit system (2018) (驻政〔2018〕85号), item 29',
    ],
    [
      'HENAN_GUIDES',
      '河南办事指南（陕州、信阳公布）〔转载来源，原文未核对〕',
      'Henan service guides (published by Shanzhou and Xinyang) [found in a reprint, original not checked]',
    ],
    ['PLATFORM', '本平台规定', 'this platform’s own rule'],
    [
      'TRAINING_RULE',
      '本平台规定（依据驻政〔2018〕85号第29项的培训要求、郑信用〔2019〕1号第27项的做法）',
      'this platform’s own rule (after the training demanded by item 29 of Zhumadian plan No. 85 of 2018 and the practice of item 27 of Zhengzhou work points No. 1 of 2019)',
    ],
    ['FROM_MEMORY', '文件尚未找到〔待核实〕', 'document not found yet [to be verified]'],
    ['F17, F25', '待核实', 'to be verified'],
  ])('%s', (basis, zh, en) => {
    expect(ruleWords(basis, 'zh')).toBe(zh);
    expect(ruleWords(basis, 'en')).toBe(en);
  });

  it('shows a plan of another city as what it is', () => {
    expect(documentWords('ZHENGZHOU_2019', 'zh')).toContain('外地文件，不是本市规定');
    expect(documentWords('ZHENGDONG_2022', 'en')).toContain('no rule here');
  });

  it('marks everything but what was checked in the original', () => {
    expect(standingMark('PENALTY_LAW#48', 'zh')).toBeNull();
    expect(standingMark('PLATFORM', 'zh')).toEqual({ standing: 'OWN_RULE', text: '本平台规定' });
    expect(standingMark('ORDER_36', 'en')?.text).toBe('found in a reprint, original not checked');
  });

  it.each([
    ['PENALTY_LAW#48', '3 天', '3 天'],
    ['ORDER_36', '3 天〔原文未核对〕', '3 天 [original not checked]'],
    ['FROM_MEMORY', '3 天〔待核实〕', '3 天 [to be verified]'],
    ['PLATFORM', '3 天〔本平台规定〕', '3 天 [own rule]'],
    ['F17, F25', '3 天〔待核实〕', '3 天 [to be verified]'],
  ])('have a short form for short messages: %s', (basis, zh, en) => {
    expect([withShortMark('3 天', basis, 'zh'), withShortMark('3 天', basis, 'en')]).toEqual([zh, en]);
  });

  it('stand behind the figures of a text whose basis is known, and nowhere else', () => {
    const words = markedWords({ due: '5月1日', day: '6月1日' }, { due: 'x', dueRule: 'ORDER_36' }, (a, b) => a + b);

    expect(words).toEqual({ due: '5月1日ORDER_36', day: '6月1日' });
  });

  it('show no mark of research, whatever a rule, a refusal or a document is named by', () => {
    const bases = [
      ...SOURCE_IDS,
      ...POLICY_SEED.map(({ source }) => source),
      ...Object.values(REPAIR_REFUSALS).flatMap(basis => basis ?? []),
    ];
    for (const basis of bases) {
      expect(ruleWords(basis, 'zh')).not.toMatch(MARK);
      expect(ruleWords(basis, 'en')).not.toMatch(MARK);
      expect(ruleWords(basis, 'zh')).not.toBe('');
    }
  });
});

/** What each time limit is about (3.5): the words that its label must hold, in both languages. */
const ABOUT: Readonly<Record<(typeof DEADLINES)[number], { zh: RegExp; en: RegExp }>> = {
  DRAFT: { zh: /草稿/, en: /draft/i },
  T1: { zh: /一次性告知补正/, en: /correction notice|notice of all defects/i },
  T2: { zh: /受理/, en: /acceptance/i },
  T3: { zh: /决定|审核/, en: /decision|review/i },
  T4: { zh: /答复/, en: /answer to the applicant/i },
  T5: { zh: /延长/, en: /extended/i },
  T6: { zh: /认定单位/, en: /authority/i },
  T7: { zh: /补正/, en: /correction/i },
  T8: { zh: /学习/, en: /learning|training/i },
  T9: { zh: /签署/, en: /signature/i },
  T10: { zh: /移出生效/, en: /effect of the exit/i },
};
type Labels = Readonly<Record<string, string>>;

describe.each(['zh', 'en'] as const)('the labels of the time limits (%s)', lang => {
  const locale = (name: string) =>
    JSON.parse(readFileSync(join(projectRoot, `src/web/locales/${lang}/${name}.json`), 'utf8')) as {
      deadline: Labels & { name: Labels };
      name: Labels;
    };
  const places: readonly [string, (id: string) => string | undefined][] = [
    ['on the reviewers’ pages', id => locale('review').deadline[id]],
    ['on the case page', id => locale('cases').deadline.name[id]],
    ['among the policy figures', id => locale('policy').name[`limit-${id}`]],
  ];

  it.each(places)('%s say what each limit is about', (_place, labelOf) => {
    for (const id of DEADLINES) expect([id, labelOf(id)]).toEqual([id, expect.stringMatching(ABOUT[id][lang])]);
  });

  it.each(places)('%s give no two limits one label', (_place, labelOf) => {
    const labels = DEADLINES.map(labelOf);
    expect(new Set(labels).size).toBe(labels.length);
    // A notice of defects is not the acceptance, and the other way round.
    expect(labelOf('T1')).not.toMatch(/受理|acceptance/i);
    expect(labelOf('T2')).not.toMatch(/补正|defects|correction/i);
  });
});
