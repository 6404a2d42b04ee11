import { type Config, readConfig } from './config.js';

/** The configuration, or the end of the process with every fault named: a half-configured program must not start. */
export function requireConfig(): Config {
  const result = readConfig();
  if (result.ok) return result.config;
  const faults = result.faults.map(fault => `  - ${fault}`).join('\n');
  process.stderr.write(`The environment is not complete:\n${faults}\n`);
  process.exit(78); // EX_CONFIG
}
