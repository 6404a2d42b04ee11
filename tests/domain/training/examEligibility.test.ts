import { describe, expect, it } from '@jest/globals';
import { asDay } from '../../../src/domain/calendarDay.js';
import { trainingPolicy } from '../../../src/domain/policy/policySet.js';
import {
  type AttemptRecord,
  examEligibility,
  examStanding,
  reopenFailedModules,
  restoreModules,
} from '../../../src/domain/training/examEligibility.js';
import { MODULE_IDS } from '../../../src/domain/training/modules.js';
import {
  certificateCounts,
  certificateNumber,
  certificateValidUntil,
} from '../../../src/domain/training/trainingCertificate.js';
import { emptyProgress, type TrainingProgress } from '../../../src/domain/training/trainingProgress.js';
import { SEED_LAW } from '../../support/law.js';

const rules = trainingPolicy(SEED_LAW, { day: '2026-11-23' });
const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 10, 23);

const trained = (completedAt = T0): TrainingProgress => ({
  ...emptyProgress('p1'),
  modules: Object.fromEntries(MODULE_IDS.map(id => [id, { seconds: 9_999, completedAt, lessonsOpened: [] }])),
});
const failed = (hour: number, ...failedModules: AttemptRecord['failedModules']): AttemptRecord => ({
  closedAt: T0 + hour * HOUR,
  passed: false,
  failedModules,
});
const voided = (hour: number): AttemptRecord => ({ ...failed(hour, 'MOD1'), void: true });
const passed = (hour: number): AttemptRecord => ({ closedAt: T0 + hour * HOUR, passed: true, failedModules: [] });
const running: AttemptRecord = { passed: false, failedModules: [] };
const round = [failed(1, 'MOD1'), failed(2, 'MOD2'), failed(3, 'MOD4', 'MOD5')];

describe('who may sit the quiz (part 7)', () => {
  it.each([
    ['trained, never sat', { attempts: [], hour: 1 }, undefined],
    ['after one failure', { attempts: [failed(1, 'MOD1')], hour: 2 }, undefined],
    ['after two failures', { attempts: round.slice(0, 2), hour: 3 }, undefined],
    ['while one runs', { attempts: [failed(1), running], hour: 2 }, 'attemptRunning'],
    ['after three failures', { attempts: round, hour: 4 }, 'modulesToRetake'],
    ['after three failures and a day, modules not taken again', { attempts: round, hour: 28 }, 'modulesToRetake'],
    [
      'a sitting that an outage made void is no attempt',
      { attempts: [...round.slice(0, 2), voided(3)], hour: 4 },
      undefined,
    ],
    [
      'nor begins it a cool-down',
      { attempts: [...round.slice(0, 2), voided(3), failed(4, 'MOD4')], hour: 5 },
      'modulesToRetake',
    ],
    ['a pass begins afresh', { attempts: [...round.slice(0, 2), passed(3), failed(4)], hour: 5 }, undefined],
  ])('%s', (_says, { attempts, hour }, code) => {
    const verdict = examEligibility({ progress: trained(), attempts }, rules, T0 + hour * HOUR);
    expect(verdict.ok ? undefined : verdict.refusal.code).toBe(code);
  });

  it('refuses untrained people with what is owed', () => {
    const modules = { ...trained().modules };
    delete modules.MOD8;
    expect(examEligibility({ progress: { ...trained(), modules }, attempts: [] }, rules, T0)).toEqual({
      ok: false,
      refusal: {
        code: 'trainingIncomplete',
        clause: 'PLATFORM',
        values: { seconds: 1_200, minutes: 20, modules: 'MOD8' },
      },
    });
  });

  it('waits out the cool-down to its last second once the modules are taken again', () => {
    const record = { progress: trained(T0 + 4 * HOUR), attempts: round };
    const until = T0 + 27 * HOUR;
    expect(examEligibility(record, rules, until - 1)).toMatchObject({
      refusal: { code: 'coolDown', values: { until } },
    });
    expect(examEligibility(record, rules, until)).toEqual({ ok: true });
    expect(examStanding(record, rules, until)).toMatchObject({ used: 0, left: 3 });
  });

  it('counts a second round like the first', () => {
    const attempts = [...round, failed(30), failed(31)];
    const record = { progress: trained(T0 + 4 * HOUR), attempts };
    expect(examStanding(record, rules, T0 + 32 * HOUR)).toMatchObject({ used: 2, left: 1 });
    const used = { ...record, attempts: [...attempts, failed(33, 'MOD7')] };
    expect(examStanding(used, rules, T0 + 34 * HOUR)).toMatchObject({ left: 0, retake: ['MOD7'] });
  });

  it('reopens the failed modules of a used-up round once', () => {
    const record = { progress: trained(), attempts: round };
    const reopened = reopenFailedModules(record, rules, T0 + 3 * HOUR);
    expect(reopened.modules.MOD4).toBeUndefined();
    expect(reopened.modules.MOD5).toBeUndefined();
    expect(reopened.modules.MOD1).toEqual(record.progress.modules.MOD1);
    const readAgain = { ...reopened, modules: { ...reopened.modules, MOD4: { seconds: 60, lessonsOpened: ['L1'] } } };
    expect(reopenFailedModules({ ...record, progress: readAgain }, rules, T0 + 5 * HOUR)).toEqual(readAgain);
  });

  it('gives the modules back where that sitting turns out not to count, and takes away nothing learnt since', () => {
    const record = { progress: trained(), attempts: round };
    const reopened = reopenFailedModules(record, rules, T0 + 3 * HOUR);
    expect(restoreModules(reopened, T0 + 3 * HOUR)).toEqual(record.progress);
    expect(restoreModules(reopened, T0 + 2 * HOUR)).toBe(reopened);
    const anew = { seconds: 1, completedAt: T0 + 4 * HOUR, lessonsOpened: ['L1'] };
    const relearnt = {
      ...reopened,
      modules: { ...reopened.modules, MOD4: anew, MOD5: { seconds: 5, lessonsOpened: [] } },
    };
    const restored = restoreModules(relearnt, T0 + 3 * HOUR);
    expect(restored.modules).toEqual({ ...record.progress.modules, MOD4: anew });
    expect(restoreModules(restored, T0 + 3 * HOUR)).toBe(restored);
  });

  it('reopens nothing while attempts are left', () => {
    const record = { progress: trained(), attempts: round.slice(0, 2) };
    expect(reopenFailedModules(record, rules, T0 + 3 * HOUR)).toBe(record.progress);
  });
});

describe('training certificate (part 7)', () => {
  it('is numbered by year', () => {
    expect(certificateNumber(asDay('2026-11-23'), 42)).toBe('TC-2026-000042');
  });

  it.each([
    ['2026-11-23', '2027-11-23'],
    ['2024-02-29', '2025-02-28'],
  ])('of %s counts until %s', (issuedOn, validUntil) => {
    expect(certificateValidUntil(asDay(issuedOn), rules)).toBe(validUntil);
  });

  it.each([
    ['2026-11-22', false],
    ['2026-11-23', true],
    ['2027-11-23', true],
    ['2027-11-24', false],
  ])('on %s counts: %s', (day, counts) => {
    expect(certificateCounts({ issuedOn: '2026-11-23', validUntil: '2027-11-23' }, asDay(day))).toBe(counts);
  });
});
