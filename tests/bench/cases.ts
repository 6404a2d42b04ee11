import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createActivities } from '../../activities/index.js';
import { loadCourseware } from '../../src/courseware/index.js';
import { connectDatabase, dataAccess } from '../../src/data/index.js';
import { openDocuments } from '../../src/openDocuments.js';
import { requireConfig } from '../../src/requireConfig.js';
import { encryptedDataConverter } from '../../src/temporalCodec.js';
import { caseWorld, mustBeDone } from '../support/caseWorld.js';
import { testDatabaseUri } from '../support/databaseUri.js';
import { measured } from './measure.js';

const quiet = () => undefined;
const logger = { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };
const bundleOf = (file: string) =>
  bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL(file, import.meta.url)), logger });

const AT_A_TIME = 4;

/** A whole case, from the draft to the exit with its papers, against a workflow that does nothing. Worker and client are this process. */
export async function benchCases(seconds: number) {
  Runtime.install({
    logger,
    telemetryOptions: { logging: { forward: {}, filter: { core: 'ERROR', other: 'ERROR' } } },
  });
  const { address } = requireConfig().temporal;
  const connection = await NativeConnection.connect({ address });
  try {
    return {
      ours: await wholeCases(connection, seconds),
      floor: await emptyWorkflows({ connection, address }, seconds),
    };
  } finally {
    await connection.close();
  }
}

async function wholeCases(connection: NativeConnection, seconds: number) {
  const config = requireConfig();
  const mongodbUri = testDatabaseUri();
  const taskQueue = `bench-${randomUUID()}`;
  const database = await connectDatabase(mongodbUri);
  const data = dataAccess(database, config);
  const documents = await openDocuments({ data, passphrase: config.signingPassphrase, demo: config.demo });
  const dependencies = { data, documents, courseware: await loadCourseware(), baseUrl: config.baseUrl };
  const worker = await Worker.create({
    ...{ connection, taskQueue, workflowBundle: await bundleOf('../../workflows/index.ts') },
    dataConverter: encryptedDataConverter(config.codecKey),
    activities: createActivities({ ...dependencies, demo: true, clock: Date.now }),
  });
  // Firms are listed before the clock runs: a case begins with its draft.
  const most = Math.ceil(seconds * 8) + AT_A_TIME + 1;
  const worlds = await Promise.all(Array.from({ length: most }, () => caseWorld({ mongodbUri, taskQueue })));
  const waiting = [...worlds];
  const oneCase = async () => {
    const world = waiting.pop();
    if (world === undefined) throw new Error('too few firms were listed');
    await world.openAndFill();
    mustBeDone(await world.sign());
    await world.until('SUBMITTED');
    await world.approve();
    await world.until('REPAIRED', ({ documents: papers }) => papers.some(({ kind }) => kind === 'EXIT_NOTICE'));
  };
  const cases = { seconds, atATime: AT_A_TIME };
  const result = await worker.runUntil(measured('whole case to its exit (worker and client)', cases, oneCase));
  await Promise.all(worlds.map(world => world.close()));
  await database.close();
  return result;
}

async function emptyWorkflows(
  { connection: native, address }: { connection: NativeConnection; address: string },
  seconds: number,
) {
  const taskQueue = `bench-${randomUUID()}`;
  const workflowBundle = await bundleOf('./emptyWorkflow.ts');
  const worker = await Worker.create({ connection: native, taskQueue, workflowBundle });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const run = () => client.workflow.execute('empty', { taskQueue, workflowId: randomUUID() });
  const result = await worker.runUntil(measured('empty workflow', { seconds, atATime: AT_A_TIME }, run));
  await connection.close();
  return result;
}
