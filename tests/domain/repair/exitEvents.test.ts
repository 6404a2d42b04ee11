import { describe, expect, it } from '@jest/globals';
import { applyRepairEvent } from '../../../src/domain/repair/applyRepairEvent.js';
import { marksOwed, publicationOwed } from '../../../src/domain/repair/publication.js';
import { EXIT_RECEIVERS } from '../../../src/domain/repair/receivers.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import { after, ALL_STAGES, caseAt, event, NOW, outcome, RULES } from './support.js';

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

  it('closes as repaired', () => {
    expect(caseAt('REPAIRED')).toMatchObject({ stage: 'REPAIRED', closedAt: NOW, receipts: [{}, {}, {}, {}] });
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
    event('return', { reasons: [{ code: 'R03', text: '' }] }),
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
