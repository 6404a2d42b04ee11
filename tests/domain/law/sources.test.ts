import { describe, expect, it } from '@jest/globals';
import {
  type Basis,
  isVerified,
  readBasis,
  type SourceId,
  SOURCE_IDS,
  type Source,
  SOURCES,
  STANDING_WORDS,
  standingOf,
} from '../../../src/domain/law/sources.js';

const all: readonly [SourceId, Source][] = SOURCE_IDS.map(id => [id, SOURCES[id]]);

describe('the table of sources', () => {
  it('names the standing by four words', () => {
    expect(Object.values(STANDING_WORDS).map(({ zh }) => zh)).toEqual([
      '已核对原文',
      '转载来源，原文未核对',
      '待核实',
      '本平台规定',
    ]);
  });

  it('claims to have checked only what was read in the issuing document', () => {
    expect(SOURCE_IDS.filter(id => isVerified(id)).toSorted()).toEqual([
      'E_ARCHIVES',
      'E_SEALS',
      'E_SIGNATURE_LAW',
      'HENAN_REGULATION',
      'HOLIDAYS_2026',
      'ONLINE_SERVICES',
      'PENALTY_LAW',
      'PERSONAL_DATA_LAW',
      'PINGDINGSHAN_2021',
      'SHANGHAI_REGULATION',
      'ZHENGDONG_2022',
      'ZHENGZHOU_2016',
      'ZHENGZHOU_2019',
      'ZHUMADIAN_2018',
    ]);
  });

  it('gives each document a standing that its kind can have', () => {
    for (const [id, { kind, standing }] of all) {
      const fitting: Readonly<Record<string, string>> = { OWN: 'OWN_RULE', MEMORY: 'TO_VERIFY' };
      expect([id, standing === 'OWN_RULE']).toEqual([id, kind === 'OWN']);
      expect([id, standing]).toEqual([id, fitting[kind] ?? standing]);
    }
  });

  it('names each number once and with the brackets of official numbers', () => {
    const numbers = all.flatMap(([, { number }]) => number ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) expect(number).toMatch(/^\p{Script=Han}+(?:〔\d{4}〕\d+号|\d{4}年第\d+号|第\d+号)$/u);
  });

  it.each([
    ['ORDER_36', '2025年第36号'],
    ['ORDER_58', '2023年第58号'],
    ['NOTICE_527', '发改办财金〔2019〕527号'],
    ['GUOBAN_22', '国办发〔2025〕22号'],
  ] as const)('B2: %s is the document %s', (id, number) => {
    expect(SOURCES[id].number).toContain(number);
  });

  it('B2: lets no plan of another place and no model be the basis of a rule', () => {
    // @ts-expect-error a plan of Zhengzhou binds nobody in Zhumadian
    const elsewhere: Basis = 'ZHENGZHOU_2019';
    // @ts-expect-error the Shanghai regulation is a model
    const model: Basis = 'SHANGHAI_REGULATION#36';
    // @ts-expect-error a mark of research names no document
    const mark: Basis = 'F17';
    const home: Basis = 'ZHUMADIAN_2018#29';

    expect([elsewhere, model, mark, home].map(basis => readBasis(basis) !== null)).toEqual([true, true, false, true]);
  });

  it('takes what it does not know as to be verified', () => {
    expect([standingOf('F17, F25'), standingOf(''), standingOf('constructor')]).toEqual([
      'TO_VERIFY',
      'TO_VERIFY',
      'TO_VERIFY',
    ]);
    expect(readBasis('PENALTY_LAW#66')).toMatchObject({ id: 'PENALTY_LAW', article: '66' });
  });
});
