import type { Logger as TemporalLogger, LogLevel } from '@temporalio/worker';
import type { Logger } from 'pino';

const LEVELS: Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

/** Hands the SDK's log lines to pino, whose arguments come the other way round. */
export function temporalLogger(logger: Logger): TemporalLogger {
  const write = (level: LogLevel) => (message: string, meta?: object) => {
    logger[LEVELS[level]](meta ?? {}, message);
  };
  return {
    log: (level, message, meta) => {
      write(level)(message, meta);
    },
    trace: write('TRACE'),
    debug: write('DEBUG'),
    info: write('INFO'),
    warn: write('WARN'),
    error: write('ERROR'),
  };
}
