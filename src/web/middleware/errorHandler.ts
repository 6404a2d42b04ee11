import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { HttpProblem, PROBLEM_STATUSES, type ProblemStatus } from './httpProblem.js';
import { type ResendForm, resendForm } from './resendForm.js';

const RETRY_AFTER_SECONDS = 5;

/** Errors that mean "a server behind us is away": worth trying again, nothing of ours is broken. */
const AWAY_ERRORS = new Set([
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoTopologyClosedError',
  'ServiceError',
  'PoolClearedError',
]);
const AWAY_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

interface ErrorFacts {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly status?: unknown;
  readonly cause?: unknown;
}

function isAway(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 3) return false;
  const { name, code, cause } = error as ErrorFacts;
  if (AWAY_ERRORS.has(String(name)) || AWAY_CODES.has(String(code))) return true;
  return isAway(cause, depth + 1);
}

function isProblemStatus(status: unknown): status is ProblemStatus {
  return (PROBLEM_STATUSES as readonly unknown[]).includes(status);
}

function statusOfForeign({ name, status }: ErrorFacts): ProblemStatus {
  if (name === 'MulterError') return 422;
  if (isProblemStatus(status)) return status;
  return typeof status === 'number' && status >= 400 && status < 500 ? 400 : 500;
}

/** Which page an error gets. Body parsers and the upload reader throw their own kinds; everything unknown is 500. */
export function statusOf(error: unknown): ProblemStatus {
  if (error instanceof HttpProblem) return error.status;
  if (isAway(error)) return 503;
  return typeof error === 'object' && error !== null ? statusOfForeign(error) : 500;
}

/** No route took the request. */
export const notFoundHandler: RequestHandler = (_req, _res, next) => {
  next(new HttpProblem(404, 'no such address'));
};

/** The status and headers are set; what is left is to say it in the reader's language. */
function sendProblemPage(
  res: Response,
  logger: Logger,
  { wait, resend }: { wait: number | null; resend: ResendForm | null },
): void {
  const { requestId, caseId, t } = res.locals;
  const key = `errors:${String(res.statusCode)}`;
  const page = {
    title: t(`${key}.title`),
    paragraphs: [t(`${key}.what`), t(`${key}.next`)],
    requestId,
    retryAfterSeconds: wait ?? 0,
    resend,
  };
  res.render('errors/problem', page, (renderError: Error | null, html?: string) => {
    if (!renderError) {
      res.send(html);
      return;
    }
    logger.error({ err: renderError, requestId, caseId }, 'error page failed');
    res.type('text/plain').send([page.title, ...page.paragraphs, requestId, ''].join('\n'));
  });
}

/**
 * The last resort: one localised page (or JSON where that was asked for) with the request id and no word of what broke
 * inside. If even the page cannot be rendered, a plain sentence is sent.
 */
export function createErrorHandler(logger: Logger): ErrorRequestHandler {
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters
  return (error: unknown, req, res, next) => {
    const status = statusOf(error);
    const { requestId, caseId } = res.locals;
    if (status >= 500) logger.error({ err: error, requestId, caseId }, 'request failed');
    else
      logger.info({ requestId, caseId, status, reason: error instanceof Error ? error.message : 'unknown' }, 'refused');
    if (res.headersSent) {
      next(error);
      return;
    }
    const wait = error instanceof HttpProblem ? error.retryAfterSeconds : null;
    if (wait !== null || status === 503) res.setHeader('Retry-After', String(wait ?? RETRY_AFTER_SECONDS));
    res.status(status);
    if (req.accepts(['html', 'json']) === 'json') res.json({ error: String(status), requestId });
    else {
      const again = status === 503 ? resendForm(req, res) : Promise.resolve(null);
      void again.then(resend => {
        sendProblemPage(res, logger, { wait, resend });
      });
    }
  };
}
