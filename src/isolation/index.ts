export { builtProgram, type IsolatedEnd, type IsolatedProcess, startIsolated } from './isolatedProcess.js';
export { type Turns, turns } from './turns.js';
