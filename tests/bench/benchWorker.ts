import { connectWorkers, openSite, productBundle } from './product/cases.js';

// The product's worker beside its web server, until it is killed.
const connection = await connectWorkers();
const [mongodbUri, taskQueue] = [String(process.env['MONGODB_URI']), String(process.env['TASK_QUEUE'])];
const { worker } = await openSite({ connection, mongodbUri, taskQueue, workflowBundle: productBundle() });
const running = worker.run();
process.send?.('ready');
await running;
