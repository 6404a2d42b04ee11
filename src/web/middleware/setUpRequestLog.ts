import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';

const QUIET_PATHS = /^\/(assets\/|healthz$|readyz$)/;

/**
 * Gives every request an id of our own (never the caller's), returns it as X-Request-Id, and writes one line when the
 * answer is finished or cut off: method, address, status, duration, role, and the case it was about. The address is the
 * declared one, as a real one may hold a verification code or a firm's number; of an unknown one the first part.
 */
export function setUpRequestLog(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const started = process.hrtime.bigint();
    const { path } = req;
    res.locals.requestId = randomUUID();
    res.setHeader('X-Request-Id', res.locals.requestId);
    res.once('close', () => {
      const { requestId, caseId, person } = res.locals;
      const line = {
        requestId,
        method: req.method,
        path: declaredPath(req) ?? `/${path.split('/')[1] ?? ''}`,
        status: res.statusCode,
        ms: Number((process.hrtime.bigint() - started) / 1000n) / 1000,
        ip: req.ip,
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

function declaredPath({ route }: Request): string | undefined {
  const path = (route as { path?: unknown } | undefined)?.path;
  return typeof path === 'string' ? path : undefined;
}
