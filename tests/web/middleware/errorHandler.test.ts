import { expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { createErrorHandler } from '../../../src/web/middleware/errorHandler.js';
import { HttpProblem } from '../../../src/web/middleware/httpProblem.js';
import { setUpRequestLog } from '../../../src/web/middleware/setUpRequestLog.js';
import { openLog } from '../../support/logLines.js';

it.each([
  ['request failed', 500, new Error('broken')],
  ['refused', 409, new HttpProblem(409, 'someone has acted meanwhile')],
])('tells of "%s" with the ids of the request and of its case', async (...given) => {
  const [msg, status, error] = given;
  const { lines, logger } = openLog();
  const app = express();
  app.use(setUpRequestLog(logger));
  app.get('/case', (_req, res) => {
    res.locals.caseId = 'case-1';
    throw error;
  });
  app.get('/none', () => {
    throw error;
  });
  app.use(createErrorHandler(logger));

  const answer = await request(app).get('/case').set('Accept', 'application/json').expect(status);
  await request(app).get('/none').set('Accept', 'application/json').expect(status);

  const [ofCase, ofNone] = lines.filter(line => line['msg'] === msg);
  expect(ofCase).toMatchObject({ requestId: answer.headers['x-request-id'], caseId: 'case-1' });
  expect(ofNone).not.toHaveProperty('caseId');
});

it('names an address as it is declared, for a real one may hold a code, and an unknown one by its first part', async () => {
  const { lines, logger } = openLog();
  const app = express();
  app.use(setUpRequestLog(logger));
  app.get('/verify/:code', (_req, res) => {
    res.send('');
  });

  await request(app).get('/verify/SECRET-CODE?q=SECRET').expect(200);
  await request(app).get('/verfy/SECRET-CODE').expect(404);

  expect(lines.map(({ path }) => path)).toEqual(['/verify/:code', '/verfy']);
  expect(lines.every(({ ip }) => typeof ip === 'string' && ip !== '[redacted]')).toBe(true);
});
