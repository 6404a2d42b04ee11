import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ActivityDependencies } from '../../activities/dependencies.js';
import { createRecordSteps } from '../../activities/recordSteps.js';
import { applyRepairEvent } from '../../src/domain/repair/judge.js';
import { recordedStep } from '../../src/domain/repair/recordedStep.js';
import { DISPLAY } from '../data/support/values.js';
import { caseAt, NOW, RULES } from '../domain/repair/support.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { commandsDuring, namesOf } from '../support/databaseCommands.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ tells: true });
});
afterAll(() => database.close());

it('asks for the account that is told of the steps and writes them in one message, however many they are', async () => {
  const record = createRecordSteps({ data: database.data } as ActivityDependencies);
  const draft = { ...caseAt('DRAFT'), version: 0 };
  const opened = applyRepairEvent(draft, { kind: 'open', at: NOW, by: draft.openedBy }, RULES);
  if (!opened.ok) throw new Error('the draft was refused');
  const registered = applyRepairEvent(opened.case, { kind: 'register', at: NOW, by: draft.openedBy }, RULES);
  if (!registered.ok) throw new Error('the registration was refused');
  const enrolled = applyRepairEvent(registered.case, { kind: 'enrol', at: NOW }, RULES);
  if (!enrolled.ok) throw new Error('the enrolment was refused');
  const { caseId } = draft;
  const stored = { caseId, display: DISPLAY };

  const commands = await commandsDuring(database.connection, async () => {
    const { hash } = await record({ ...stored, steps: [recordedStep(opened, RULES)], previous: '' });
    const steps = [registered, enrolled].map(step => recordedStep(step, RULES));
    await record({ ...stored, steps, previous: hash });
  });

  expect(namesOf(commands)).toEqual(['1.bulkWrite', '1.bulkWrite', 'enterprises.find', 'enterprises.find']);
  expect(await database.data.cases.find(caseId)).toMatchObject({ case: { version: 3, stage: 'TRAINING' } });
});
