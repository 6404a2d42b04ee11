import type { ActKind } from '../../../../src/domain/repair/events.js';
import { actOf, OFFICE_FORMS } from '../../../../src/domain/repair/judge.js';
import type { RepairStage } from '../../../../src/domain/repair/stages.js';
import { paths } from '../../../../src/web/paths.js';
import type { Asked, AskedRoutes } from '../support/asked.js';
import { newKey } from '../support/making.js';
import { caseIdOf, type CaseName, FIRM, referenceOf } from '../support/objects.js';

const form = () => ({
  ...{ key: newKey(), seenVersion: '99', step: 'confirmed', outcome: 'POSITIVE', reason: '情况属实' },
  ...{ codes: ['R04'], detail_R04: '看不清' },
});
const at = (name: CaseName, more: Partial<Asked> = {}): Asked => ({
  values: () => ({ caseId: caseIdOf(name) }),
  outside: 'notFound',
  ...more,
});
/** The act's page and its form, on a case that stands where the act belongs. */
const act = (address: string, name: CaseName, others: { page?: Asked['status']; form?: Asked['status'] } = {}) => ({
  [`GET /review/cases/:caseId/${address}`]: at(name, {
    ...{ shows: [referenceOf(name)] },
    ...(others.page !== undefined && { status: others.page }),
  }),
  [`POST /review/cases/:caseId/${address}`]: at(name, {
    form,
    ...(others.form !== undefined && { status: others.form }),
  }),
});
/** Acts whose permission all three desks hold: those whose step it is not read why they may not. */
const ONLY_COUNTY = {
  page: { COUNTY_REVIEWER: 200, AUTHORITY_OFFICER: 409, CITY_REVIEWER: 409 },
  form: { COUNTY_REVIEWER: 303, AUTHORITY_OFFICER: 422, CITY_REVIEWER: 422 },
};

const NOTHING_TO_TAKE = {
  page: { COUNTY_REVIEWER: 409, AUTHORITY_OFFICER: 409, CITY_REVIEWER: 409 },
  form: { COUNTY_REVIEWER: 422, AUTHORITY_OFFICER: 422, CITY_REVIEWER: 422 },
};

/** Every address and most acts, written out. */
const written: AskedRoutes = {
  'GET /review': { outside: 'nothing', shows: [FIRM.name] },
  // Only the city has this list.
  'GET /review/late': {
    ...{ outside: 'nothing', status: { COUNTY_REVIEWER: 404, AUTHORITY_OFFICER: 404, CITY_REVIEWER: 200 } },
  },
  'GET /review/all': { outside: 'nothing', shows: [referenceOf('opinion')] },
  'GET /review/recent': { outside: 'nothing', shows: [referenceOf('done')] },
  'POST /review/next': { outside: 'nothing', form },
  'GET /review/cases/:caseId': at('filed', { shows: [referenceOf('filed')] }),
  // A question that was asked before the case was ever submitted.
  'GET /review/cases/:caseId/duties': at('asked', { shows: [referenceOf('asked')] }),
  'POST /review/cases/:caseId/duties': at('asked', { form: () => ({ ...form(), round: '1' }) }),
  'POST /review/cases/:caseId/claim': at('filed', { form }),
  'POST /review/cases/:caseId/release': at('filed', { form }),
  // Nobody holds the case, so there is nothing to take over: whoever may come here reads that.
  ...act('take-over', 'filed', NOTHING_TO_TAKE),
  ...act('accept', 'filed'),
  ...act('not-accept', 'filed'),
  ...act('return', 'filed', ONLY_COUNTY),
  ...act('county-review', 'reviewed'),
  ...act('authority-opinion', 'opinion'),
  ...act('city-decision', 'decision'),
  ...act('extend', 'reviewed', ONLY_COUNTY),
  ...act('resume', 'extended', ONLY_COUNTY),
};

/** An act that is not written out above, on a case where its desk is; whoever holds its permission elsewhere reads why not. */
const CASE_AT: Partial<Record<RepairStage, CaseName>> = {
  SUBMITTED: 'filed',
  COUNTY_REVIEW: 'reviewed',
  AUTHORITY_OPINION: 'opinion',
  CITY_REVIEW: 'decision',
};
const slugOf = (kind: ActKind): string => paths.review[kind].pattern.split('/').at(-1) ?? '';

/** The desks of county, department and city, with every act that an office has. */
export const reviewAsked: AskedRoutes = {
  ...OFFICE_FORMS.reduce<AskedRoutes>((routes, kind) => {
    const [stage = 'SUBMITTED'] = actOf(kind).stages;
    return { ...routes, ...act(slugOf(kind), CASE_AT[stage] ?? 'filed', ONLY_COUNTY) };
  }, {}),
  ...written,
};
