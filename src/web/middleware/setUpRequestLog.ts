import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

const QUIET_PATHS = /^\/(assets\/|healthz$|readyz$)/;

/**
 * Gives every request an id of our own (never the caller's), returns it as X-Request-Id, and writes one line when the
 * answer is finished or cut off: method, path without its query, status, duration, role, and the case it was about.
 */
export function setUpRequestLog(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const started = process.hrtime.bigint();
    const path = req.path; // the query may hold what a person searched for, so it is not logged
    res.locals.requestId = randomUUID();
    res.setHeader('X-Request-Id', res.locals.requestId);
    res.once('close', () => {
      const { requestId, caseId, person } = res.locals;
      const line = {
        requestId,
        method: req.method,
        path,
        status: res.statusCode,
        ms: Number((process.hrtime.bigint() - started) / 1000n) / 1000,
        address: req.ip,
        finished: res.writableFinished,
        ...(person ? { accountId: person.actor.accountId, role: person.actor.role } : {}),
        ...(caseId === undefined ? {} : { caseId }),
      };
      if (res.statusCode >= 500) logger.warn(line, 'request');
      else if (QUIET_PATHS.test(path)) logger.debug(line, 'request');
      else logger.info(line, 'request');
    });
    next();
  };
}
