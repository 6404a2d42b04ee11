import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MODULE_IDS, type ModuleId } from '../../src/domain/training/modules.js';
import type { Score } from '../../src/domain/training/quizMarking.js';
import { creditHeartbeat, emptyProgress, type TrainingRules } from '../../src/domain/training/trainingProgress.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const RULES: TrainingRules = {
  trainingSeconds: Object.fromEntries(MODULE_IDS.map(id => [id, 600])) as Record<ModuleId, number>,
  firstModule: 'MOD1',
  heartbeat: { intervalSeconds: 30, toleranceSeconds: 5, attentionSeconds: 600 },
};
const SCORE: Score = { right: 21, total: 25, score: 84, passed: true, modules: [], failedModules: [], marks: [] };

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  for (const name of ['trainings', 'examAttempts', 'certificates']) {
    await database.connection.collection(name).deleteMany({});
  }
});

describe('TrainingStore.update', () => {
  it('computes thirty heartbeats at once one upon the other: none is lost, no second counts twice', async () => {
    const { training } = database.data;
    const beat = (second: number) =>
      training.update(
        'a1',
        progress => {
          const { progress: next, credited } = creditHeartbeat(
            progress ?? emptyProgress('a1'),
            { moduleId: 'MOD1', tabId: 'tab', at: second * 1_000, visible: true },
            RULES,
          );
          return { progress: next, result: credited };
        },
        second,
      );
    await beat(1);

    const credited = await Promise.all(Array.from({ length: 30 }, () => beat(21)));

    // Twenty seconds passed: however many requests say so, twenty are credited.
    expect(credited.reduce((sum, seconds) => sum + seconds, 0)).toBe(20);
    expect((await training.progress('a1'))?.modules.MOD1?.seconds).toBe(20);
    expect(await training.progress('a2')).toBeNull();
  });
});

describe('ExamStore', () => {
  const attempt = (attemptId: string, createdAt = 1) => ({
    attemptId,
    accountId: 'a1',
    seed: 's',
    paper: {
      seed: 's',
      questions: [{ questionId: 'q1', moduleId: 'MOD1' as const, kind: 'single' as const, order: ['b', 'a'] }],
    },
    seconds: 60,
    policyVersion: 'p',
    createdAt,
  });
  const outcome = { passed: true, score: 84, detail: SCORE };

  it('allows one open sitting per person, however many tabs ask at once', async () => {
    const { exams } = database.data;

    const asked = await Promise.all(['t1', 't2', 't3', 't4'].map(id => exams.createAttempt(attempt(id))));

    expect(asked.filter(answer => answer === 'created')).toHaveLength(1);
    expect(asked.filter(answer => answer === 'open')).toHaveLength(3);
    const open = await exams.openOf('a1');
    expect(await exams.createAttempt(attempt(open?.attemptId ?? ''))).toBe('already');
  });

  it('keeps the paper and the last answer to each question', async () => {
    const { exams } = database.data;
    await exams.createAttempt(attempt('t1'));
    await exams.saveAnswers('t1', [
      { questionId: 'q1', chosen: ['a'] },
      { questionId: 'q2', chosen: ['b', 'c'] },
    ]);
    await exams.saveAnswers('t1', [{ questionId: 'q1', chosen: ['b'] }]);

    expect(await exams.find('t1')).toMatchObject({
      paper: attempt('t1').paper,
      answers: { q1: ['b'], q2: ['b', 'c'] },
    });
  });

  it('keeps one answer per question when the same question is answered twenty times at once', async () => {
    const { exams } = database.data;
    await exams.createAttempt(attempt('t1'));

    await Promise.all(
      Array.from({ length: 20 }, (_, place) =>
        exams.saveAnswers('t1', [{ questionId: 'q1', chosen: [String(place)] }]),
      ),
    );

    const stored = await database.connection.collection<{ _id: string }>('examAttempts').findOne({ _id: 't1' });
    expect((stored as unknown as { answers: unknown[] }).answers).toHaveLength(1);
  });

  const running = async () => {
    const { exams } = database.data;
    await exams.createAttempt(attempt('t1'));
    await exams.start('t1', 500);
    return (at: number, questionId: string, ...chosen: string[]) =>
      exams.receive('t1', at, () => ({ changes: [{ questionId, chosen }] }));
  };

  it('receives answers until the last instant by the time of their arrival, and none after it', async () => {
    const { exams } = database.data;
    const receive = await running();

    expect(await receive(500, 'q1', 'A')).toEqual({ changes: [{ questionId: 'q1', chosen: ['A'] }] });
    expect(await receive(501, 'q2', 'B')).toBeNull();

    expect(await exams.find('t1')).toMatchObject({ answers: { q1: ['A'] }, receivedAt: 500, revision: 1 });
  });

  it('receives nothing before the clock started and nothing once the sitting is closed', async () => {
    const { exams } = database.data;
    await exams.createAttempt(attempt('t0'));
    expect(await exams.receive('t0', 1, () => ({ changes: [] }))).toBeNull();
    await exams.close('t0', { at: 1, outcome, revision: 0 });
    const receive = await running();
    await exams.close('t1', { at: 400, outcome, revision: 0 });

    expect(await receive(300, 'q1', 'A')).toBeNull();
    expect((await exams.find('t1'))?.answers).toEqual({});
  });

  it('computes forms at once one upon the other: none is lost', async () => {
    const { exams } = database.data;
    await running();
    const seen: number[] = [];

    await Promise.all(
      Array.from({ length: 10 }, (_, place) =>
        exams.receive('t1', 100 + place, stored => {
          seen.push(Object.keys(stored).length);
          return { changes: [{ questionId: `q${String(place)}`, chosen: ['A'] }] };
        }),
      ),
    );

    expect(Object.keys((await exams.find('t1'))?.answers ?? {})).toHaveLength(10);
    expect(Math.max(...seen)).toBe(9);
  });

  it('lets no answer that was received earlier replace a newer one, however late it comes', async () => {
    const { exams } = database.data;
    const receive = await running();
    await receive(200, 'q1', 'B');

    await exams.saveAnswers('t1', [{ questionId: 'q1', chosen: ['A'], at: 100 }]);
    await exams.saveAnswers('t1', [{ questionId: 'q1', chosen: ['C'] }]);
    expect((await exams.find('t1'))?.answers).toEqual({ q1: ['B'] });

    await exams.saveAnswers('t1', [{ questionId: 'q1', chosen: ['D'], at: 300 }]);
    expect((await exams.find('t1'))?.answers).toEqual({ q1: ['D'] });
  });

  it('does not close on a marking that has not seen the newest answers', async () => {
    const { exams } = database.data;
    const receive = await running();
    const { revision } = (await exams.find('t1')) ?? { revision: -1 };
    await receive(400, 'q1', 'A');

    expect(await exams.close('t1', { at: 500, outcome, revision })).toBeNull();
    expect((await exams.find('t1'))?.closedAt).toBeUndefined();
    expect(await exams.close('t1', { at: 500, outcome, revision: revision + 1 })).toEqual(outcome);
  });

  it('keeps the answers of a sitting begun before revisions were kept', async () => {
    const { exams } = database.data;
    const receive = await running();
    await database.connection.collection('examAttempts').updateMany({}, { $unset: { revision: 1 } });

    await receive(200, 'q1', 'A');
    expect(await exams.find('t1')).toMatchObject({ answers: { q1: ['A'] }, revision: 1 });
  });

  it('notes an outage from its first to its last form, and only while the sitting ran', async () => {
    const { exams } = database.data;
    await running();

    for (const at of [200, 150, 300]) await exams.noteOutage('t1', at);

    expect(await exams.noteOutage('t1', 501)).toBeNull();
    expect(await exams.noteOutage('t1', 0)).toBeNull();
    expect(await exams.noteOutage('t9', 200)).toBeNull();
    expect((await exams.find('t1'))?.outage).toEqual({ from: 150, to: 300 });
  });

  it('is made void once', async () => {
    const { exams } = database.data;
    await running();
    await exams.markVoid('t1', 600);
    await exams.markVoid('t1', 700);

    expect(await exams.sittingsOf('a1')).toEqual([{ attemptId: 't1', voidedAt: 600 }]);
  });

  it('closes once: the first outcome stays, later answers are refused, a new sitting may begin', async () => {
    const { exams } = database.data;
    await exams.createAttempt(attempt('t1'));
    expect(await exams.start('t1', 500)).toBe(500);
    expect(await exams.start('t1', 900)).toBe(500);

    expect(await exams.close('t1', { at: 400, outcome, revision: 0 })).toEqual(outcome);
    expect(await exams.close('t1', { at: 450, outcome: { ...outcome, passed: false }, revision: 0 })).toEqual(outcome);

    expect(await exams.saveAnswers('t1', [{ questionId: 'q1', chosen: ['a'] }])).toBe(false);
    expect(await exams.createAttempt(attempt('t2', 2))).toBe('created');
    expect((await exams.ofAccount('a1')).map(found => [found.attemptId, found.closedAt])).toEqual([
      ['t2', undefined],
      ['t1', 400],
    ]);
    expect((await exams.sittingsOf('a1')).map(sitting => Object.keys(sitting).toSorted())).toEqual([
      ['attemptId'],
      ['attemptId', 'closedAt', 'outcome'],
    ]);
    expect(await exams.sittingsOf('a2')).toEqual([]);
  });
});

describe('CertificateStore', () => {
  const certificate = (certificateId: string, change: object = {}) => ({
    certificateId,
    number: `N-${certificateId}`,
    accountId: 'a1',
    attemptId: 't1',
    personName: '张示例',
    usccs: ['91411722PDY000028K'],
    score: 84,
    minutes: 185,
    issuedOn: '2026-11-23',
    validUntil: '2027-11-22',
    ...change,
  });

  it('is issued once per attempt: a second issue returns the first', async () => {
    const { certificates } = database.data;

    const issued = await Promise.all(['k1', 'k2', 'k3'].map(id => certificates.issue(certificate(id))));

    expect(new Set(issued.map(({ certificateId }) => certificateId)).size).toBe(1);
    expect(await certificates.ofAccount('a1')).toHaveLength(1);
  });

  it('is valid from its day to its last day', async () => {
    const { certificates } = database.data;
    await certificates.issue(certificate('k1'));
    const validOn = async (day: string) => (await certificates.validOf('a1', day))?.certificateId ?? null;

    expect(await validOn('2026-11-22')).toBeNull();
    expect(await validOn('2026-11-23')).toBe('k1');
    expect(await validOn('2027-11-22')).toBe('k1');
    expect(await validOn('2027-11-23')).toBeNull();
    expect(await certificates.ofYear(2026)).toHaveLength(1);
    expect(await certificates.ofYear(2027)).toHaveLength(0);
  });

  it('that a case holds counts for it as long as it is valid, then the one valid longest', async () => {
    const { certificates } = database.data;
    await certificates.issue(certificate('held'));
    const later = { attemptId: 't2', issuedOn: '2026-12-01', validUntil: '2027-11-30' };
    await certificates.issue(certificate('longest', later));
    const forCase = async (day: string, held?: string) =>
      (await certificates.forCase({ accountId: 'a1', day, held }))?.certificateId ?? null;

    expect(await forCase('2027-01-01', 'held')).toBe('held');
    expect(await forCase('2027-01-01')).toBe('longest');
    expect(await forCase('2027-11-25', 'held')).toBe('longest');
    expect(await forCase('2027-12-01', 'held')).toBeNull();
  });
});
