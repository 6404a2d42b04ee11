import { createServer } from 'node:http';
import { createAccountsService } from './accounts/index.js';
import { createApp } from './app.js';
import { caseCommands } from './commands/caseCommands.js';
import { caseWorkflows } from './commands/caseWorkflows.js';
import { examCommands } from './commands/examCommands.js';
import { examOutages as examOutagesOf } from './commands/examOutages.js';
import { importRunnerFor } from './commands/importRunner.js';
import { loadCourseware } from './courseware/index.js';
import { connectDatabase, dataAccess, mongoClient, personStages } from './data/index.js';
import { missingGlyphs } from './documents/index.js';
import { createLogger } from './logger.js';
import { openDocuments } from './openDocuments.js';
import { openMessageGateway } from './openMessageGateway.js';
import { pollersOf } from './pollersOf.js';
import { createPreviews, drawPdf } from './preview/index.js';
import { refuseDemonstrationData } from './refuseDemonstrationData.js';
import { requireConfig } from './requireConfig.js';
import { temporalAnswers, temporalClient } from './temporalClient.js';
import { identify, setUpPassport } from './web/account/index.js';
import { mongoLimiters } from './web/middleware/rateLimit.js';
import { createSessionStore } from './web/middleware/setUpSession.js';
import { loadPresentation } from './web/presentation.js';

/** A calendar saved by another web process shows here this much later at most. */
const LAW_MEMORY_MS = 5_000;
/** How soon after an outage the answers lost in it are written down. */
const OUTAGE_FLUSH_MS = 1_000;

// The web process: connects, listens, and on a stop signal answers what is under way before it ends.
const config = requireConfig();
const logger = createLogger({ level: config.logLevel, process: 'web' });
const connection = await connectDatabase(config.mongodbUri);
const data = dataAccess(connection, config, { lawMemoryMs: LAW_MEMORY_MS });
await refuseDemonstrationData(config, data);
const { address, namespace, apiKey, tls, taskQueue } = config.temporal;
const client = temporalClient({
  ...{ address, namespace, tls, codecKey: config.codecKey },
  ...(apiKey !== null && { apiKey }),
});
const workflows = caseWorkflows({ client, cases: data.cases, logger });
const databaseName = connection.name;
const limiters = mongoLimiters(mongoClient(connection), databaseName);
const messages = openMessageGateway(config, { data, logger });
const accounts = createAccountsService({ data, messages, counters: limiters, demo: config.demo, clock: Date.now });
const documents = await openDocuments({ data, passphrase: config.signingPassphrase, demo: config.demo });
const previews = createPreviews({ store: data.previews, draw: drawPdf, clock: Date.now, logger });

const commands = { cases: caseCommands({ client, taskQueue, workflows }), exams: examCommands({ client, taskQueue }) };
const examOutages = examOutagesOf({ data, commands, logger, clock: Date.now });
setInterval(() => void examOutages.flush(), OUTAGE_FLUSH_MS).unref();

const app = createApp({
  ...{ baseUrl: config.baseUrl, sessionSecret: config.sessionSecret, trustProxy: config.trustProxy },
  ...{ demo: config.demo, logger, clock: Date.now, limiters },
  sessionStore: createSessionStore(mongoClient(connection), { dbName: databaseName, personStages }),
  authentication: setUpPassport(accounts),
  identify,
  presentation: await loadPresentation((key, language) => {
    logger.error({ key, language }, 'no words for a key');
  }),
  routes: {
    ...{ data, messages, accounts, documents, previews, logger, clock: Date.now },
    ...{ baseUrl: config.baseUrl, demo: config.demo },
    courseware: await loadCourseware(),
    undrawable: missingGlyphs,
    ...{ commands, examOutages },
    caseWorkflows: workflows,
    saveLanguage: (accountId, language) => data.accounts.setLanguage(accountId, language),
    readinessChecks: [
      { name: 'database', check: () => data.ping().then(() => true) },
      { name: 'temporal', check: () => temporalAnswers(client) },
      { name: 'worker', check: async () => (await pollersOf(client, taskQueue)) > 0 },
    ],
  },
});

// List imports that an earlier process left half written are taken up again.
await importRunnerFor({ data, messages, clock: Date.now, logger }).resume();

const server = createServer(app).listen(config.port, () => {
  logger.info({ port: config.port }, 'web listens');
});
server.requestTimeout = 30_000;
server.headersTimeout = 10_000;

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'web stops');
    previews.close();
    server.close(() => {
      void Promise.allSettled([data.close(), client.connection.close()]).then(() => process.exit(0));
    });
    server.closeIdleConnections();
    setTimeout(() => {
      server.closeAllConnections();
    }, 10_000).unref();
  });
}
