export { creditRepair } from './creditRepair/creditRepairWorkflow.js';
export { examAttempt } from './examAttempt/examAttemptWorkflow.js';
export { listCalendar } from './listCalendar/listCalendarWorkflow.js';
export { listExit } from './listExit/listExitWorkflow.js';
