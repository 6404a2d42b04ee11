import { listenToDriver, takeAsked } from './commands.js';

// Loaded before a measured server: tells its processor time in milliseconds, or what it asked of the database.
listenToDriver();
process.on('message', question => {
  const { user, system } = process.cpuUsage();
  process.send?.(question === 'cpu' ? (user + system) / 1_000 : takeAsked());
});
