import { fileURLToPath } from 'node:url';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createActivities } from '../activities/index.js';
import { activityCaseLog } from './activityCaseLog.js';
import { startListCalendar } from './commands/listCalendarCommands.js';
import { loadCourseware } from './courseware/index.js';
import { connectDatabase, dataAccess } from './data/index.js';
import { createLogger } from './logger.js';
import { openDocuments } from './openDocuments.js';
import { refuseDemonstrationData } from './refuseDemonstrationData.js';
import { requireConfig } from './requireConfig.js';
import { temporalClient } from './temporalClient.js';
import { encryptedDataConverter } from './temporalCodec.js';
import { temporalLogger } from './temporalLogger.js';

// The worker process: runs workflows and activities until it is told to stop, then lets the running ones finish.
const config = requireConfig();
const logger = createLogger({ level: config.logLevel, process: 'worker' });
Runtime.install({
  logger: temporalLogger(logger),
  telemetryOptions: { logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } } },
});

const data = dataAccess(await connectDatabase(config.mongodbUri), config);
await refuseDemonstrationData(config, data);
const documents = await openDocuments({ data, passphrase: config.signingPassphrase, demo: config.demo });
const courseware = await loadCourseware();
const { address, namespace, apiKey, tls, taskQueue } = config.temporal;
const connection = await NativeConnection.connect({ address, tls, ...(apiKey !== null && { apiKey }) });
const worker = await Worker.create({
  connection,
  namespace,
  taskQueue,
  dataConverter: encryptedDataConverter(config.codecKey),
  workflowBundle: { codePath: fileURLToPath(new URL('../workflowBundle.js', import.meta.url)) },
  activities: createActivities({
    ...{ data, documents, courseware },
    ...{ baseUrl: config.baseUrl, demo: config.demo, clock: Date.now },
  }),
  interceptors: { activity: [activityCaseLog] },
  maxCachedWorkflows: 2_000,
  shutdownGraceTime: '20s',
  shutdownForceTime: '45s',
});
const client = temporalClient({
  ...{ address, namespace, tls, codecKey: config.codecKey },
  ...(apiKey !== null && { apiKey }),
});
const arranging = startListCalendar({ client, taskQueue, logger });
logger.info({ taskQueue }, 'worker polls');
await worker.run();
await arranging;
await client.connection.close();
await connection.close();
await data.close();
