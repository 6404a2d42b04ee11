/** Problems that have a page of their own. */
export const PROBLEM_STATUSES = [400, 403, 404, 409, 410, 413, 422, 429, 500, 503] as const;
export type ProblemStatus = (typeof PROBLEM_STATUSES)[number];

/** Thrown by web code to end a request with an error page. The message is for the log, never for the page. */
export class HttpProblem extends Error {
  readonly status: ProblemStatus;
  readonly retryAfterSeconds: number | null;

  constructor(status: ProblemStatus, message: string, retryAfterSeconds: number | null = null) {
    super(message);
    this.name = 'HttpProblem';
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The object does not exist, or not for this person: the two look the same on purpose. */
export const notFound = (what = 'object'): HttpProblem => new HttpProblem(404, `${what} not found in scope`);
