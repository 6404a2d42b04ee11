import type { ActKind } from '../../domain/repair/events.js';
import { OFFICE_FORMS, permissionOf } from '../../domain/repair/judge.js';
import { paths } from '../paths.js';
import type { RouteDeclaration } from '../routeDeclaration.js';
import type { WebDependencies } from '../webDependencies.js';
import { sendAct, showAct } from './actHandlers.js';
import { answerDuties, showDuties } from './dutiesHandlers.js';
import { holdCase, showCase, showQueue, takeNext } from './queueHandlers.js';

const CASE_RULE =
  'submitted case of own county or department (city: any), else 404; the act by mayAct, else refused in words';
const READ_RULE = 'submitted case of own county or department (city: any), else 404';
const DUTIES_RULE = 'case of own department (city: any) that asks or asked about its duties, else 404';
const QUEUE_RULE = 'only cases of own county or department (city: any)';

const actRoutes = (act: ActKind): RouteDeclaration<WebDependencies>[] => {
  const common = { path: paths.review[act], permission: permissionOf(act), object: CASE_RULE } as const;
  return [
    { method: 'get', ...common, handler: showAct(act) },
    { method: 'post', ...common, handler: sendAct(act) },
  ];
};

const queue = { permission: 'review.queue', object: QUEUE_RULE } as const;
const hold = { method: 'post', permission: 'review.claim', object: CASE_RULE } as const;

/** The desks of county, department and city: queue, case page and every act on a case. */
export const reviewRoutes: readonly RouteDeclaration<WebDependencies>[] = [
  { method: 'get', path: paths.review.queue, ...queue, handler: showQueue('waiting') },
  {
    method: 'get',
    path: paths.review.late,
    ...queue,
    handler: showQueue('late'),
    notes: 'city only: opinions overdue at the departments',
  },
  {
    method: 'get',
    path: paths.review.everywhere,
    permission: 'case.follow',
    object: 'only submitted cases of own county or department (city: any)',
    handler: showQueue('everywhere'),
  },
  { method: 'get', path: paths.review.recent, ...queue, handler: showQueue('recent') },
  { ...hold, path: paths.review.next, object: QUEUE_RULE, handler: takeNext },
  { method: 'get', path: paths.review.show, permission: 'review.queue', object: READ_RULE, handler: showCase },
  { method: 'get', path: paths.review.duties, permission: 'duties.read', object: DUTIES_RULE, handler: showDuties },
  {
    method: 'post',
    path: paths.review.duties,
    permission: 'duties.answer',
    object: DUTIES_RULE,
    handler: answerDuties,
  },
  { ...hold, path: paths.review.claim, handler: holdCase('claim') },
  { ...hold, permission: permissionOf('release'), path: paths.review.release, handler: holdCase('release') },
  ...OFFICE_FORMS.flatMap(actRoutes),
];
