import type { RequestHandler } from 'express';
import type { TrainingDependencies } from '../training/trainingDependencies.js';

/** The addresses to which a running sitting sends answers, with the sitting's own id. */
const ANSWERS = /^\/quiz\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(?:answers|save)$/;

/**
 * Notes answers that arrived and met a server that is away (503): with the database gone not even the person of the
 * request can be looked up, so what is noted is the sitting's unguessable id and the time of arrival by our clock.
 */
export function noteLostAnswers({
  examOutages,
  clock,
}: Pick<TrainingDependencies, 'examOutages' | 'clock'>): RequestHandler {
  return (req, res, next) => {
    const attemptId = req.method === 'POST' ? ANSWERS.exec(req.path)?.[1] : undefined;
    if (attemptId !== undefined) {
      const at = clock();
      res.once('finish', () => {
        if (res.statusCode === 503) examOutages.note(attemptId, at);
      });
    }
    next();
  };
}
