export { creditRepair } from './creditRepair/creditRepairWorkflow.js';
export { examAttempt } from './examAttempt/examAttemptWorkflow.js';
export { listExit } from './listExit/listExitWorkflow.js';
