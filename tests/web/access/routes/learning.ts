import type { Asked, AskedRoutes } from '../support/asked.js';
import { CERTIFICATE, CLOSED, RUNNING } from '../support/learning.js';
import { newKey } from '../support/making.js';
import type { Place } from '../support/place.js';

const module = () => ({ moduleId: 'MOD1' });
const lesson = ({ courseware }: Place) => ({ moduleId: 'MOD1', lessonId: courseware.lessonIds.MOD1[0] ?? '' });
const certificate = (): { certificateId: string } => ({ certificateId: CERTIFICATE.certificateId });
const sitting = (attemptId: string, more: Partial<Asked> = {}): Asked => ({
  values: () => ({ attemptId }),
  outside: 'notFound',
  ...more,
});

/** Courses, certificates and the quiz: each person sees the own ones only. */
export const learningAsked: AskedRoutes = {
  'GET /training': { outside: 'nothing', shows: [CERTIFICATE.number] },
  'GET /training/modules/:moduleId': { values: module, outside: 'same' },
  'GET /training/modules/:moduleId/lessons/:lessonId': { values: lesson, outside: 'same' },
  'POST /training/modules/:moduleId/lessons/:lessonId/reading': {
    ...{ values: lesson, form: () => ({ tabId: newKey(), visible: 'true' }), outside: 'same' },
  },
  'GET /training/certificates/:certificateId': {
    ...{ values: certificate, outside: 'notFound', shows: [CERTIFICATE.number] },
  },
  'GET /training/certificates/:certificateId/file': { values: certificate, outside: 'notFound' },
  'GET /training/content': { outside: 'same' },
  'GET /training/content/:moduleId': { values: module, outside: 'same' },
  'GET /quiz': { outside: 'nothing', shows: [CERTIFICATE.certificateId, CLOSED] },
  'POST /quiz': { form: () => ({ key: newKey() }), outside: 'same' },
  'GET /quiz/:attemptId': sitting(RUNNING, { shows: [RUNNING] }),
  'POST /quiz/:attemptId/answers': sitting(RUNNING, { form: () => ({ place: '1', chosen: 'A' }), status: 200 }),
  'POST /quiz/:attemptId/save': sitting(RUNNING, { form: () => ({ then: 'finish' }) }),
  'GET /quiz/:attemptId/finish': sitting(RUNNING),
  'POST /quiz/:attemptId/finish': sitting(RUNNING),
  'GET /quiz/:attemptId/result': sitting(CLOSED),
};
