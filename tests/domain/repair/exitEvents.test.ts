import { describe, expect, it } from '@jest/globals';
import { attentionOf } from '../../../src/domain/repair/deadlines.js';
import type { RepairEvent } from '../../../src/domain/repair/events.js';
import { applyRepairEvent } from '../../../src/domain/repair/judge.js';
import { nextClockEvent, nextExitRound } from '../../../src/domain/repair/nextClockEvent.js';
import { marksOwed, publicationOwed } from '../../../src/domain/repair/publication.js';
import { EXIT_RECEIVERS, type ExitHindrance } from '../../../src/domain/repair/receivers.js';
import { type RepairCase, without } from '../../../src/domain/repair/repairCase.js';
import { after, ALL_STAGES, at, caseAt, event, NOW, outcome, RULES, taken } from './support.js';

describe('exit (states 12–14)', () => {
  const exiting = caseAt('EXITING');

  it.each(EXIT_RECEIVERS)('is not complete without the receipt of %s', missing => {
    const others = EXIT_RECEIVERS.filter(receiver => receiver !== missing).map(receiver =>
      event('receipt', { receiver }),
    );

    expect(outcome(applyRepairEvent(after(exiting, others), event('exitCompleted'), RULES))).toBe('receiptsMissing');
  });

  it('takes one receipt of each known receiver', () => {
    const one = after(exiting, [event('receipt')]);

    expect(outcome(applyRepairEvent(one, event('receipt'), RULES))).toBe('alreadyRecorded');
    expect(outcome(applyRepairEvent(one, event('receipt', { receiver: 'NOBODY' }), RULES))).toBe('receiverUnknown');
  });

  it('shows three working days for the effect (T10), which only colour and ring no bell of their own', () => {
    expect(exiting.deadlines).toMatchObject([{ id: 'T10', due: '2026-11-06', length: 3, source: 'REPAIR_GUIDES' }]);
    expect(nextClockEvent(exiting, RULES)).toBeNull();
    expect([at('2026-11-06', '17:00'), at('2026-11-06', '19:00')].map(now => attentionOf(exiting, now))).toEqual([
      undefined,
      'OVERDUE',
    ]);
  });

  it('closes as repaired', () => {
    expect(caseAt('REPAIRED')).toMatchObject({ stage: 'REPAIRED', closedAt: NOW, receipts: [{}, {}, {}, {}] });
  });
});

describe('an exit that does not come to its end (state 13)', () => {
  const acknowledged = after(caseAt('EXITING'), [event('receipt'), event('receipt', { receiver: 'SHARING' })]);
  const refused = after(acknowledged, [event('exitRefused'), event('exitStuck', { hindrance: 'REFUSED' })]);

  it.each<[ExitHindrance, string, object]>([
    ['AWAY', 'exitLate', { receivers: 'SANCTIONS, CREDIT_PORTAL' }],
    ['REFUSED', 'exitRefused', { receivers: 'SANCTIONS' }],
    ['NOT_LISTED', 'exitNotListed', { receivers: 'SANCTIONS' }],
    ['FAILED', 'exitFailed', { receivers: 'SANCTIONS' }],
  ])('%s tells the city administrators as %s, with the reference', (hindrance, code, values) => {
    const before = hindrance === 'AWAY' ? acknowledged : after(acknowledged, [event('exitRefused')]);

    const step = taken(applyRepairEvent(before, event('exitStuck', { hindrance }), RULES));

    expect(step.staffNotice).toEqual({ code, role: 'CITY_ADMIN', values: { reference: before.reference, ...values } });
    expect(step.record.data).toMatchObject({ hindrance, round: 1 });
    expect(step.notice).toBeUndefined();
  });

  it('tells the same hindrance once a round, and nothing more once the round is lost', () => {
    const late = after(acknowledged, [event('exitStuck')]);
    const stuck = (repairCase: RepairCase, hindrance: ExitHindrance) =>
      outcome(applyRepairEvent(repairCase, event('exitStuck', { hindrance }), RULES));

    expect(stuck(late, 'AWAY')).toBe('alreadyRecorded');
    expect(stuck(late, 'REFUSED')).toBe('EXITING');
    expect(stuck(refused, 'AWAY')).toBe('alreadyRecorded');
    expect(stuck(refused, 'FAILED')).toBe('alreadyRecorded');
  });

  it('takes each refusal and each recall once', () => {
    const recalled = after(refused, [event('exitRecalled')]);

    expect(recalled.receipts.map(({ receiver }) => receiver)).toEqual(['SHARING']);
    expect(outcome(applyRepairEvent(recalled, event('exitRecalled'), RULES))).toBe('receiptsMissing');
    expect(outcome(applyRepairEvent(refused, event('exitRefused'), RULES))).toBe('alreadyRecorded');
    expect(outcome(applyRepairEvent(refused, event('exitRefused', { receiver: 'NOBODY' }), RULES))).toBe(
      'receiverUnknown',
    );
  });

  it('begins a new round an hour after a refusal, not before, and at once on an administrator’s word', () => {
    const hour = 3_600_000;
    const itself = (at: number): RepairEvent => ({ kind: 'exitRetried', at });

    expect(nextExitRound(refused)).toEqual({ at: NOW + hour, event: itself(NOW + hour) });
    expect(outcome(applyRepairEvent(refused, itself(NOW + hour - 1), RULES))).toBe('deadlineNotDue');
    for (const retried of [after(refused, [itself(NOW + hour)]), after(refused, [event('exitRetried')])]) {
      expect(retried).toMatchObject({ exit: { round: 2, refusing: [] }, receipts: [] });
      expect(retried.exit).not.toHaveProperty('hindrance');
      expect(nextExitRound(retried)).toBeNull();
    }
  });

  it('waits for an administrator’s word where the entry is no longer on the list', () => {
    const gone = after(acknowledged, [event('exitStuck', { hindrance: 'NOT_LISTED' })]);

    expect(nextExitRound(gone)).toBeNull();
    expect(outcome(applyRepairEvent(gone, { kind: 'exitRetried', at: NOW + 1e9 }, RULES))).toBe('deadlineNotDue');
    expect(after(gone, [event('exitRetried')]).exit).toEqual({ round: 2, refusing: [] });
  });

  it('keeps its round and its receipts when those that are away are asked again', () => {
    const late = after(acknowledged, [event('exitStuck'), event('exitRetried')]);

    expect(late).toMatchObject({ exit: { round: 1, hindrance: 'AWAY' }, receipts: acknowledged.receipts });
    expect(nextExitRound(late)).toBeNull();
  });

  it('is over and forgotten when it succeeds after all', () => {
    const receipts = EXIT_RECEIVERS.map(receiver => event('receipt', { receiver }));
    const repaired = after(refused, [event('exitRetried'), ...receipts, event('exitCompleted')]);

    expect(repaired).toMatchObject({ stage: 'REPAIRED', exit: { round: 2, refusing: [] } });
  });

  it('goes on in a case whose exit began before rounds were noted', () => {
    const old = without(caseAt('EXITING'), 'exit');
    const stuck = after(old, [event('exitRefused'), event('exitStuck', { hindrance: 'REFUSED' })]);

    expect(stuck.exit).toMatchObject({ round: 1, refusing: ['SANCTIONS'], hindrance: 'REFUSED' });
  });
});

describe('papers at the end (states 14, 18, 19)', () => {
  it.each([
    ['REPAIRED', 'EXIT_NOTICE'],
    ['REJECTED', 'REJECTION'],
    ['NOT_ACCEPTED', 'NON_ACCEPTANCE'],
  ] as const)('%s gets its %s, once, and no other', (stage, document) => {
    const closed = caseAt(stage);
    const papers = ['EXIT_NOTICE', 'REJECTION', 'NON_ACCEPTANCE'] as const;
    const issued = after(closed, [event('documentIssued', { document })]);

    expect(issued).toMatchObject({ stage, version: closed.version + 1 });
    expect(issued.documents.at(-1)).toEqual({ kind: document, documentId: 'document-1', at: NOW });
    expect(outcome(applyRepairEvent(issued, event('documentIssued', { document }), RULES))).toBe('alreadyRecorded');
    for (const other of papers.filter(paper => paper !== document)) {
      expect(outcome(applyRepairEvent(closed, event('documentIssued', { document: other }), RULES))).toBe(
        'notInThisStage',
      );
    }
  });
});

describe('publication of the commitment', () => {
  it('is recorded after acceptance, once a letter, even if the firm withdrew meanwhile', () => {
    const accepted = caseAt('COUNTY_REVIEW');
    const published = after(accepted, [event('commitmentPublished')]);
    const withdrawn = after(accepted, [event('withdraw'), event('commitmentPublished')]);

    expect(published).toMatchObject({ stage: 'COUNTY_REVIEW', publishedLetterId: 'letter-1' });
    expect(withdrawn).toMatchObject({ stage: 'WITHDRAWN', publishedLetterId: 'letter-1' });
    expect(outcome(applyRepairEvent(published, event('commitmentPublished'), RULES))).toBe('alreadyRecorded');
    expect(after(published, [event('commitmentPublished', { letterId: 'letter-2' })]).publishedLetterId).toBe(
      'letter-2',
    );
  });

  const voided = after(caseAt('COUNTY_REVIEW'), [
    event('commitmentPublished'),
    event('return', { reasons: [{ code: 'R03', text: '请补正' }] }),
  ]);
  const resigned = after(voided, [event('sign'), event('letterIssued', { letterId: 'letter-2' })]);

  it.each<[string, RepairCase, boolean]>([
    ['before acceptance', caseAt('SUBMITTED'), false],
    ['once accepted', caseAt('COUNTY_REVIEW'), true],
    ['once accepted, wherever the case has gone meanwhile', caseAt('CITY_REVIEW'), true],
    ['before the exit', caseAt('APPROVED'), true],
    ['once published', after(caseAt('COUNTY_REVIEW'), [event('commitmentPublished')]), false],
    ['while a void letter waits for a new signature', voided, false],
    ['while the new letter is being made', after(voided, [event('sign')]), false],
    ['when the new letter is there', resigned, true],
    [
      'when the new letter is on the page',
      after(resigned, [event('commitmentPublished', { letterId: 'letter-2' })]),
      false,
    ],
    ['once closed', caseAt('REJECTED'), false],
  ])('is owed or not: %s', (_when, repairCase, owed) => {
    expect(publicationOwed(repairCase)).toBe(owed);
  });
});

describe('marks of a case that ended without repair (parts 5, 6)', () => {
  it.each(ALL_STAGES)('%s: they come off, once', stage => {
    const ended = ['REJECTED', 'NOT_ACCEPTED', 'WITHDRAWN', 'EXPIRED'].includes(stage);
    const repairCase = caseAt(stage);

    expect(marksOwed(repairCase)).toBe(ended);
    if (!ended) return;
    const removed = after(repairCase, [event('marksRemoved')]);
    expect(removed).toMatchObject({ stage, marksRemovedAt: NOW });
    expect(marksOwed(removed)).toBe(false);
    expect(outcome(applyRepairEvent(removed, event('marksRemoved'), RULES))).toBe('alreadyRecorded');
  });
});
