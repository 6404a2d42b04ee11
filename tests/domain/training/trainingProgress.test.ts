import { describe, expect, it } from '@jest/globals';
import { trainingPolicy } from '../../../src/domain/policy/policySet.js';
import { MODULE_IDS, type ModuleId } from '../../../src/domain/training/modules.js';
import { seededRandom } from '../../../src/domain/training/seededRandom.js';
import {
  creditHeartbeat,
  emptyProgress,
  moduleOpen,
  openLesson,
  owedInModule,
  owedSeconds,
  trainingComplete,
  type Heartbeat,
  type TrainingProgress,
} from '../../../src/domain/training/trainingProgress.js';
import { SEED_LAW } from '../../support/law.js';

const rules = trainingPolicy(SEED_LAW, { day: '2026-11-23' });
const demo = trainingPolicy(SEED_LAW, { day: '2026-11-23', demo: true });
const START = Date.UTC(2026, 10, 23, 1);

const beat = (second: number, changes: Partial<Heartbeat> = {}): Heartbeat => ({
  moduleId: 'MOD1',
  tabId: 'a',
  at: START + second * 1_000,
  visible: true,
  ...changes,
});

function after(beats: readonly Heartbeat[], from: TrainingProgress = emptyProgress('p1'), by = rules) {
  let progress = from;
  const credits: number[] = [];
  for (const each of beats) {
    const result = creditHeartbeat(progress, each, by);
    progress = result.progress;
    credits.push(result.credited);
  }
  return { progress, credits };
}

const done = (...moduleIds: ModuleId[]): TrainingProgress => ({
  ...emptyProgress('p1'),
  modules: Object.fromEntries(moduleIds.map(id => [id, { seconds: 9_999, completedAt: START, lessonsOpened: [] }])),
});

describe('reading time (part 7)', () => {
  it.each([
    ['the first beat earns nothing', [beat(0)], [0]],
    ['a beat earns what passed', [beat(0), beat(30), beat(42)], [0, 30, 12]],
    ['a late beat earns one interval and its tolerance', [beat(0), beat(35), beat(71), beat(3_600)], [0, 35, 35, 35]],
    ['many beats at once earn no more', [beat(0), beat(10), beat(10), beat(10)], [0, 10, 0, 0]],
    ['a clock that runs back earns nothing twice', [beat(0), beat(30), beat(10), beat(40)], [0, 30, 0, 10]],
    ['parts of a second are kept', [beat(0), beat(1.6), beat(3.2), beat(4.8)], [0, 1, 2, 1]],
    [
      'of two pages seen at once the first goes on earning and the other earns nothing',
      [
        beat(0),
        ...[7, 15, 22, 30, 37, 45].map((second, place) => beat(second, { tabId: place % 2 === 0 ? 'b' : 'a' })),
      ],
      [0, 0, 15, 0, 15, 0, 15],
    ],
    [
      'a page that fell silent gives way to another one',
      [beat(0), beat(35, { tabId: 'b' }), beat(36, { tabId: 'b' }), beat(46, { tabId: 'b' })],
      [0, 0, 0, 10],
    ],
    [
      'where the person goes on in another page, that one earns and the first stops',
      [beat(0), beat(10, { tabId: 'b', attentive: true }), beat(15), beat(20, { tabId: 'b' }), beat(30)],
      [0, 0, 0, 10, 0],
    ],
    [
      'the next lesson in the same tab goes on at once, also where the parting word of the first comes late',
      [beat(0), beat(10, { tabId: 'b', follows: 'a' }), beat(11, { visible: false }), beat(20, { tabId: 'b' })],
      [0, 0, 0, 10],
    ],
    [
      'somebody else’s page is not left by saying so',
      [beat(0), beat(10, { tabId: 'b', follows: 'c' }), beat(20, { tabId: 'b' })],
      [0, 0, 0],
    ],
    [
      'a page that is hidden earns until then and nothing while it is hidden',
      [beat(0), beat(20, { visible: false }), beat(30), beat(40)],
      [0, 20, 0, 10],
    ],
    [
      'a page hidden twice earns once',
      [beat(0), beat(20, { visible: false }), beat(30, { visible: false })],
      [0, 20, 0],
    ],
    [
      'a reader who looks away every ten seconds keeps what was read',
      [0, 10, 20, 30, 40, 50].map((second, place) => beat(second, { visible: place % 2 === 0 })),
      [0, 10, 0, 10, 0, 10],
    ],
    ['a hidden second page does no harm', [beat(0), beat(20, { tabId: 'b', visible: false }), beat(30)], [0, 0, 30]],
  ])('%s', (_says, beats, credits) => {
    expect(after(beats).credits).toEqual(credits);
  });

  it('never credits more seconds than passed, however the beats of many pages come', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = seededRandom(`beats ${String(seed)}`);
      const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)];
      let second = 0;
      const beats = Array.from({ length: 80 }, () => {
        second += random() * 20;
        const follows = pick(['a', 'b', 'c', undefined]);
        return beat(second - (random() < 0.1 ? 15 : 0), {
          tabId: pick(['a', 'b', 'c']) ?? 'a',
          visible: random() > 0.2,
          attentive: random() < 0.1,
          ...(follows !== undefined && { follows }),
        });
      });
      const { progress, credits } = after(beats);
      expect(credits.every(credited => credited >= 0 && credited <= 35)).toBe(true);
      expect(progress.modules.MOD1?.seconds ?? 0).toBeLessThanOrEqual(second);
    }
  });

  it.each([
    ['two pages beating in turn', [8, 'b'], 'otherPageEarns'],
    ['a hidden page', [8, 'hidden'], 'pageHidden'],
  ] as const)('of %s says why the clock stands', (_says, [second, page], code) => {
    const next = page === 'hidden' ? beat(second, { visible: false }) : beat(second, { tabId: page });
    const { progress } = after([beat(0)]);

    expect(creditHeartbeat(progress, next, rules).refusal?.code).toBe(code);
  });

  it('credits ninety-five seconds of reading beside another open page', () => {
    const seconds = Array.from({ length: 20 }, (_none, place) => place * 5).filter(second => second <= 95);
    const { progress } = after(seconds.map((second, place) => beat(second, { tabId: place % 2 === 0 ? 'a' : 'b' })));

    expect(progress.modules.MOD1?.seconds).toBe(90);
  });

  it('refuses a hidden page in words', () => {
    expect(creditHeartbeat(emptyProgress('p1'), beat(0, { visible: false }), rules)).toMatchObject({
      credited: 0,
      refusal: { code: 'pageHidden' },
    });
  });

  it('gives the time before a change of module to nobody', () => {
    const { progress, credits } = after(
      [beat(0), beat(30, { moduleId: 'MOD3' }), beat(40, { moduleId: 'MOD3' })],
      done('MOD1'),
    );
    expect(credits).toEqual([0, 0, 10]);
    expect(progress.modules.MOD3?.seconds).toBe(10);
  });

  it('opens the first module first', () => {
    expect(moduleOpen(emptyProgress('p1'), 'MOD2', rules)).toMatchObject({
      ok: false,
      refusal: { code: 'firstModuleFirst', values: { module: 'MOD1' } },
    });
    expect(moduleOpen(done('MOD1'), 'MOD8', rules)).toEqual({ ok: true });
    const refused = creditHeartbeat(emptyProgress('p1'), beat(0, { moduleId: 'MOD2' }), rules);
    expect(refused.refusal?.code).toBe('firstModuleFirst');
  });

  it('asks after ten minutes whether someone is there and credits nothing until answered', () => {
    const beats = Array.from({ length: 21 }, (_none, index) => beat(index * 30));
    const { progress } = after(beats);
    expect(progress.modules.MOD1?.seconds).toBe(600);
    const unanswered = creditHeartbeat(progress, beat(630), rules);
    expect(unanswered).toMatchObject({ credited: 0, attentionDue: true, refusal: { code: 'attentionNeeded' } });
    const elsewhere = creditHeartbeat(unanswered.progress, beat(640, { tabId: 'b' }), rules);
    expect(elsewhere).toMatchObject({ credited: 0, attentionDue: true, refusal: { code: 'attentionNeeded' } });
    const answered = creditHeartbeat(elsewhere.progress, beat(660, { attentive: true }), rules);
    expect(answered).toMatchObject({ credited: 30, attentionDue: false });
    expect(answered.refusal).toBeUndefined();
  });
});

describe('completion (part 7)', () => {
  it('is reached at the second that policy asks', () => {
    expect(after([beat(0), beat(19)], emptyProgress('p1'), demo).progress.modules.MOD1?.completedAt).toBeUndefined();
    expect(after([beat(0), beat(20)], emptyProgress('p1'), demo).progress.modules.MOD1?.completedAt).toBe(
      START + 20_000,
    );
  });

  it('waits for every lesson to be opened', () => {
    const withLessons = { ...demo, lessons: { MOD1: ['L1', 'L2'] } };
    const read = after([beat(0), beat(30)], emptyProgress('p1'), withLessons).progress;
    const one = openLesson(read, { moduleId: 'MOD1', lessonId: 'L1', at: START + 40_000 }, withLessons);
    expect(one.modules.MOD1?.completedAt).toBeUndefined();
    const both = openLesson(one, { moduleId: 'MOD1', lessonId: 'L2', at: START + 50_000 }, withLessons);
    expect(both.modules.MOD1).toEqual({ seconds: 30, lessonsOpened: ['L1', 'L2'], completedAt: START + 50_000 });
    expect(openLesson(both, { moduleId: 'MOD1', lessonId: 'L2', at: START + 60_000 }, withLessons)).toEqual(both);
  });

  it('keeps its first instant when reading goes on', () => {
    const { progress } = after([beat(0), beat(20), beat(50)], emptyProgress('p1'), demo);
    expect(progress.modules.MOD1).toMatchObject({ seconds: 50, completedAt: START + 20_000 });
  });

  it('needs every module', () => {
    expect(trainingComplete(done(...MODULE_IDS))).toBe(true);
    expect(trainingComplete(done(...MODULE_IDS.slice(1)))).toBe(false);
    expect(trainingComplete(emptyProgress('p1'))).toBe(false);
  });

  it('owes what is not yet read', () => {
    expect(owedSeconds(emptyProgress('p1'), rules)).toBe(190 * 60);
    expect(owedSeconds(done(...MODULE_IDS), rules)).toBe(0);
    const partly: TrainingProgress = { ...done('MOD1'), modules: { MOD1: { seconds: 100, lessonsOpened: [] } } };
    expect(owedInModule(partly, 'MOD1', rules)).toBe(1_100);
    expect(owedSeconds(partly, rules)).toBe(190 * 60 - 100);
  });
});
