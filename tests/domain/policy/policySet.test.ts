import { describe, expect, it } from '@jest/globals';
import { isVerified, readBasis } from '../../../src/domain/law/sources.js';
import type { PolicyRow } from '../../../src/domain/policy/policyRow.js';
import { POLICY_SEED } from '../../../src/domain/policy/policySeed.js';
import { policySet, trainingPolicy } from '../../../src/domain/policy/policySet.js';
import { AUTHORITIES } from '../../../src/domain/reference/authorities.js';
import { SEED_LAW, lawOf } from '../../support/law.js';

const today = { day: '2026-11-23', listType: 'BLACKLIST', tier: 'SERIOUS' } as const;

describe('policy of a case', () => {
  it.each([
    [
      { day: '2026-11-23', listType: 'BLACKLIST', tier: 'SERIOUS' },
      { regime: 'R2026', minMonths: 12, maxMonths: 36 },
    ],
    [
      { day: '2026-11-23', listType: 'BLACKLIST', tier: 'GENERAL' },
      { regime: 'R2026', minMonths: 12, maxMonths: 36 },
    ],
    [
      { day: '2026-11-23', listType: 'KEY_ATTENTION', tier: 'MINOR' },
      { regime: 'R2026', minMonths: 0, maxMonths: 3 },
    ],
    [
      { day: '2026-11-23', listType: 'KEY_ATTENTION', tier: 'GENERAL' },
      { regime: 'R2026', minMonths: 3, maxMonths: 12 },
    ],
    [
      { day: '2026-11-23', listType: 'KEY_ATTENTION', tier: 'SERIOUS' },
      { regime: 'R2026', minMonths: 12, maxMonths: 12 },
    ],
    [
      { day: '2026-03-31', listType: 'KEY_ATTENTION', tier: 'GENERAL' },
      { regime: 'R2023', minMonths: 3, maxMonths: 12 },
    ],
    [
      { day: '2026-03-31', listType: 'BLACKLIST', tier: 'GENERAL' },
      { regime: 'R2023', minMonths: 3, maxMonths: 36 },
    ],
    [
      { day: '2026-03-31', listType: 'BLACKLIST', tier: 'SERIOUS' },
      { regime: 'R2023', minMonths: 12, maxMonths: 36 },
    ],
    [
      { day: '2023-04-30', listType: 'BLACKLIST', tier: 'SERIOUS' },
      { regime: 'R2019', minMonths: 6, maxMonths: 36 },
    ],
    [
      { day: '2023-04-30', listType: 'BLACKLIST', tier: 'GENERAL' },
      { regime: 'R2019', minMonths: 3, maxMonths: 12 },
    ],
  ] as const)('parts 3.1 and 3.2: %j has %j', (selector, expected) => {
    expect(policySet(SEED_LAW, selector)).toMatchObject(expected);
  });

  it.each([
    ['MINOR', 0, 3],
    ['GENERAL', 3, 12],
    ['SERIOUS', 12, 36],
  ] as const)('F2: the national %s tier is %i to %i months', (tier, min, max) => {
    const national = POLICY_SEED.filter(({ regime }) => regime === 'R2026').filter(row => row.tier === tier);
    expect(national.find(({ key }) => key === 'publication.minMonths')?.value).toBe(min);
    expect(national.find(({ key }) => key === 'publication.maxMonths')?.value).toBe(max);
  });

  it.each([
    ['BLACKLIST', 'SERIOUS', 'REQUIRED'],
    ['KEY_ATTENTION', 'GENERAL', 'REQUIRED'],
    ['KEY_ATTENTION', 'MINOR', 'OFF'],
  ] as const)('S0-27, S4-29, doubt 1: training of %s %s is %s', (listType, tier, mode) => {
    expect(policySet(SEED_LAW, { ...today, listType, tier }).trainingMode).toBe(mode);
  });

  it.each([
    ['REQUIRED', ['REQUIRED', 'OFF']],
    ['ENCOURAGED', ['ENCOURAGED', 'ENCOURAGED']],
    ['OFF', ['OFF', 'OFF']],
  ] as const)('B8: an office that sets training to %s gets %j for general and minor entries', (value, modes) => {
    const row: PolicyRow = {
      ...{ key: 'training.mode', value, unit: 'word', listType: 'KEY_ATTENTION', regime: 'LOCAL' },
      ...{ source: 'TRAINING_RULE', effectiveFrom: '2026-11-01' },
    };
    const modeOf = (tier: 'GENERAL' | 'MINOR') =>
      policySet(lawOf([...POLICY_SEED, row]), { ...today, listType: 'KEY_ATTENTION', tier }).trainingMode;
    expect([modeOf('GENERAL'), modeOf('MINOR')]).toEqual(modes);
  });

  it('B8: training is a rule of this platform, under every regime', () => {
    for (const day of ['2023-04-30', '2026-03-31', '2026-11-23'])
      expect(policySet(SEED_LAW, { ...today, day }).sources.trainingMode).toBe('TRAINING_RULE');
  });

  it.each([
    ['BLACKLIST', 'AUTHORITY'],
    ['KEY_ATTENTION', 'CITY'],
  ] as const)('part 3.4: the final word on %s has %s', (listType, finalWord) => {
    expect(policySet(SEED_LAW, { ...today, listType }).finalWord).toBe(finalWord);
  });

  it.each([
    ['DRAFT', { length: 90, unit: 'd' }],
    ['T1', { length: 3, unit: 'wd' }],
    ['T2', { length: 3, unit: 'wd' }],
    ['T3', { length: 7, unit: 'wd' }],
    ['T4', { length: 10, unit: 'wd' }],
    ['T5', { length: 10, unit: 'wd' }],
    ['T6', { length: 5, unit: 'wd' }],
    ['T7', { length: 10, unit: 'wd' }],
    ['T8', { length: 60, unit: 'd' }],
    ['T9', { length: 10, unit: 'wd' }],
  ] as const)('part 3.5: %s is %j', (id, rule) => {
    expect(policySet(SEED_LAW, today).deadlines[id]).toMatchObject(rule);
  });

  it('part 3.5: T10 is 3 working days', () => {
    expect(policySet(SEED_LAW, today).limits.T10).toMatchObject({ length: 3, unit: 'wd' });
  });

  it.each([
    ['T11', 7],
    ['T12', 7],
    ['T13', 1],
    ['T14', 7],
    ['T15', 3],
  ] as const)('part 3.5: the row of %s says %i working days', (id, value) => {
    expect(POLICY_SEED.find(({ key }) => key === `limit.${id}`)).toMatchObject({ value, unit: 'wd' });
  });

  it('carries the other figures of parts 3.3, 3.5 and 4', () => {
    expect(policySet(SEED_LAW, today)).toMatchObject({
      correctionRounds: 3,
      trainingExtensionDays: 30,
      extensionTimes: 1,
      businessEndHour: 18,
      certificateMonths: 12,
      repairable: true,
      periodStart: 'DECISION_DATE',
      remedies: { reviewDays: 60, lawsuitMonths: 6 },
      evidence: { maxBytes: 10_485_760, maxFiles: 20 },
      invitationDays: 30,
    });
  });

  it.each([
    ['SCJG', ['SCJG']],
    ['SCJG, YJGL', ['SCJG', 'YJGL']],
    ['', []],
  ])('F7, F12: "%s" names the authorities %j that repair elsewhere', (value, authorities) => {
    const rows = POLICY_SEED.map(row => (row.key === 'channel.repairedElsewhere' ? { ...row, value } : row));
    expect(policySet(lawOf(rows), today).repairedElsewhere).toEqual(authorities);
  });

  it.each([
    ['channel.repairedElsewhere', { value: 'SCJG', unit: 'word', source: 'GUOBAN_22' }],
    ['invitation.days', { value: 30, unit: 'd', source: 'PLATFORM' }],
  ])('%s is a row with its source: %j', (key, row) => {
    expect(POLICY_SEED.filter(seeded => seeded.key === key)).toMatchObject([{ ...row, regime: 'LOCAL' }]);
  });

  it('names only authorities that exist', () => {
    const known = AUTHORITIES.map(({ authorityId }) => authorityId);
    expect(known).toEqual(expect.arrayContaining([...policySet(SEED_LAW, today).repairedElsewhere]));
  });

  it('part 7: asks at least 180 minutes of reading and a quiz of 25 questions', () => {
    const { trainingSeconds, quiz, heartbeat } = trainingPolicy(SEED_LAW, today);
    expect(trainingSeconds.MOD2).toBe(1_800);
    expect(Object.values(trainingSeconds).reduce((sum, seconds) => sum + seconds)).toBeGreaterThanOrEqual(180 * 60);
    expect(quiz).toEqual({
      questions: 25,
      seconds: 3_600,
      passScore: 80,
      attempts: 3,
      coolDownSeconds: 86_400,
      minPerModule: 3,
      minRightPerModule: 1,
    });
    expect(heartbeat).toEqual({ intervalSeconds: 30, toleranceSeconds: 5, attentionSeconds: 600 });
  });

  it('lets the demonstration shorten times and nothing else', () => {
    const demo = policySet(SEED_LAW, { ...today, demo: true });
    const plain = policySet(SEED_LAW, today);
    expect(demo.trainingSeconds.MOD7).toBe(20);
    expect(demo.quiz).toEqual({ ...plain.quiz, coolDownSeconds: 60 });
    expect(demo.deadlines).toEqual(plain.deadlines);
    expect(demo.minMonths).toBe(plain.minMonths);
    expect([plain.demo, demo.demo]).toEqual([false, true]);
  });

  it.each([
    { ...today },
    { ...today, demo: true },
    { ...today, listType: 'KEY_ATTENTION', tier: 'MINOR' },
    { ...today, day: '2026-03-31' },
  ] as const)('carries the id of the law it was read from for %j', selector => {
    expect(policySet(SEED_LAW, selector).version).toBe(SEED_LAW.versionId);
    expect(trainingPolicy(SEED_LAW, selector).version).toBe(SEED_LAW.versionId);
  });

  it('takes a later row from its own day on', () => {
    const later: PolicyRow = {
      key: 'limit.T6',
      value: 4,
      unit: 'wd',
      regime: 'LOCAL',
      source: 'PLATFORM',
      effectiveFrom: '2026-12-01',
    };
    const rows = [...POLICY_SEED, later];
    expect(policySet(lawOf(rows), { ...today, day: '2026-11-30' }).deadlines.T6).toMatchObject({ length: 5 });
    const changed = policySet(lawOf(rows), { ...today, day: '2026-12-01' });
    expect(changed.deadlines.T6).toMatchObject({ length: 4 });
  });

  it('throws where a figure is missing or of another kind', () => {
    const without = POLICY_SEED.filter(({ key }) => key !== 'limit.T6');
    expect(() => policySet(lawOf(without), today)).toThrow('policy has no row limit.T6');
    const broken = POLICY_SEED.map(row => (row.key === 'training.mode' ? { ...row, value: 'SOMETIMES' } : row));
    expect(() => policySet(lawOf(broken), today)).toThrow('policy row training.mode is not one of');
    const worded = POLICY_SEED.map(row => (row.key === 'limit.T1' ? { ...row, unit: 'mo' as const } : row));
    expect(() => policySet(lawOf(worded), today)).toThrow('policy row limit.T1 is no limit');
  });
});

describe('policy rows', () => {
  it('rest on nothing but a document of the table, a rule of the platform or an open question', () => {
    for (const row of POLICY_SEED) expect({ row, known: readBasis(row.source) !== null }).toEqual({ row, known: true });
  });

  it('are verified by their document alone: a reprint, a memory or a rule of our own is never verified', () => {
    const verified = POLICY_SEED.filter(({ source }) => isVerified(source)).map(({ key }) => key);
    expect([...new Set(verified)].toSorted()).toEqual([
      'coverage.targetPercent',
      'coverage.unit',
      'exclusion.unfinishedInstalments',
      'limit.T15',
      'material.MAT4',
    ]);
  });

  it.each([
    ['R2019', 'NOTICE_527'],
    ['R2023', 'ORDER_58'],
    ['R2026', 'ORDER_36'],
    ['SAMR', 'SAMR_107'],
  ] as const)('give the periods of %s under the name of %s and no other', (regime, source) => {
    const periods = POLICY_SEED.filter(row => row.regime === regime && /publication\.m(?:in|ax)Months$/.test(row.key));
    expect(periods.length).toBeGreaterThan(1);
    expect(new Set(periods.map(row => row.source))).toEqual(new Set([source]));
  });

  it('do not contradict each other', () => {
    const names = POLICY_SEED.map(row => [row.key, row.listType, row.tier, row.regime, row.effectiveFrom].join('|'));
    expect(new Set(names).size).toBe(names.length);
  });
});
