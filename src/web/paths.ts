import type { ActKind } from '../domain/repair/events.js';
import { FIRM_ACTS, OFFICE_ACTS } from '../domain/repair/judge.js';

type ParamNames<Pattern extends string> = Pattern extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : Pattern extends `${string}:${infer Name}`
    ? Name
    : never;

type Query = Readonly<Record<string, string | number | undefined>>;

type BuildArguments<Pattern extends string> = [ParamNames<Pattern>] extends [never]
  ? [query?: Query]
  : [values: Readonly<Record<ParamNames<Pattern>, string>>, query?: Query];

export interface Path<Pattern extends string = string> {
  /** What the router registers, e.g. `/cases/:caseId`. */
  readonly pattern: Pattern;
  /** The address with its values filled in and escaped; an undefined query value is left out. */
  readonly build: (...args: BuildArguments<Pattern>) => string;
}

/** Fills a pattern from untyped values; the view helper `urlFor` uses it. A missing value is a fault of ours. */
export function fillPattern(pattern: string, values: Readonly<Record<string, unknown>>, query: Query = {}): string {
  const address = pattern.replace(/:([A-Za-z]+)/g, (_match, name: string) => {
    const value = values[name];
    if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`${pattern} needs ${name}`);
    return encodeURIComponent(value);
  });
  const pairs = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return pairs.length > 0 ? `${address}?${new URLSearchParams(pairs).toString()}` : address;
}

export function path<Pattern extends string>(pattern: Pattern): Path<Pattern> {
  return {
    pattern,
    build: (...args) => {
      const hasParams = pattern.includes(':');
      const [values, query] = hasParams ? args : [{}, args[0]];
      return fillPattern(pattern, values as Record<string, unknown>, query);
    },
  };
}

/** An act has a page of its own at the address of its case, by its name. */
const actPaths = <Base extends string>(base: Base, kinds: readonly ActKind[]) =>
  Object.fromEntries(kinds.map(kind => [kind, path(`${base}/${kebabCase(kind)}`)])) as Readonly<
    Record<ActKind, Path<`${Base}/${string}`>>
  >;

const kebabCase = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

/** Every address of the site. One block per feature; a feature adds its own block here and nowhere else. */
export const paths = {
  pages: {
    home: path('/'),
    health: path('/healthz'),
    readiness: path('/readyz'),
    language: path('/language'),
    accessibility: path('/accessibility'),
    privacy: path('/privacy'),
    policyBasis: path('/policy-basis'),
  },
  account: {
    signIn: path('/account/sign-in'),
    signOut: path('/account/sign-out'),
    activate: path('/account/activate'),
    activateByName: path('/account/activate/code'),
    newPassword: path('/account/new-password'),
    reset: path('/account/reset'),
    resetCode: path('/account/reset/code'),
    show: path('/account'),
    password: path('/account/password'),
    endSession: path('/account/sessions/:handle/end'),
    endOtherSessions: path('/account/sessions/end-others'),
    handedCode: path('/account/code'),
    agents: path('/account/agents'),
    appointAgent: path('/account/agents/new'),
    dismissAgent: path('/account/agents/:accountId/:uscc/dismiss'),
    agentCode: path('/account/agents/:accountId/:uscc/code'),
    interests: path('/account/interests'),
    withdrawInterest: path('/account/interests/:uscc/withdraw'),
  },
  staff: {
    index: path('/accounts'),
    create: path('/accounts/new'),
    show: path('/accounts/:accountId'),
    disable: path('/accounts/:accountId/disable'),
    enable: path('/accounts/:accountId/enable'),
    code: path('/accounts/:accountId/code'),
    phone: path('/accounts/:accountId/phone'),
    idNumber: path('/accounts/:accountId/id-number'),
  },
  publicEntries: { search: path('/list'), show: path('/list/:entryId') },
  commitment: {
    read: path('/cases/:caseId/commitment'),
    sign: path('/cases/:caseId/commitment/sign/:contentHash'),
    code: path('/cases/:caseId/commitment/sign/:contentHash/code'),
    done: path('/cases/:caseId/commitment/done'),
    publicList: path('/commitments'),
    publicShow: path('/commitments/:caseId'),
  },
  exits: { list: path('/exits') },
  verify: { start: path('/verify'), code: path('/verify/:code'), file: path('/verify/file') },
  cases: {
    mine: path('/cases'),
    start: path('/cases/start/:entryId'),
    show: path('/cases/:caseId'),
    answers: path('/cases/:caseId/answers'),
    ...actPaths('/cases/:caseId', FIRM_ACTS),
    history: path('/cases/:caseId/history'),
    submission: path('/cases/:caseId/submissions/:version'),
    document: path('/cases/:caseId/documents/:documentId'),
    assist: path('/assist'),
    progress: path('/progress'),
  },
  evidence: {
    list: path('/cases/:caseId/evidence'),
    show: path('/cases/:caseId/evidence/:evidenceId'),
    file: path('/cases/:caseId/evidence/:evidenceId/file'),
    page: path('/cases/:caseId/evidence/:evidenceId/pages/:page'),
    remove: path('/cases/:caseId/evidence/:evidenceId/remove'),
  },
  notices: { inbox: path('/notices'), read: path('/notices/read') },
  training: {
    courses: path('/training'),
    module: path('/training/modules/:moduleId'),
    lesson: path('/training/modules/:moduleId/lessons/:lessonId'),
    beat: path('/training/modules/:moduleId/lessons/:lessonId/reading'),
    certificate: path('/training/certificates/:certificateId'),
    certificateFile: path('/training/certificates/:certificateId/file'),
    content: path('/training/content'),
    contentModule: path('/training/content/:moduleId'),
  },
  quiz: {
    start: path('/quiz'),
    show: path('/quiz/:attemptId'),
    answer: path('/quiz/:attemptId/answers'),
    save: path('/quiz/:attemptId/save'),
    finish: path('/quiz/:attemptId/finish'),
    result: path('/quiz/:attemptId/result'),
  },
  review: {
    queue: path('/review'),
    late: path('/review/late'),
    everywhere: path('/review/all'),
    recent: path('/review/recent'),
    next: path('/review/next'),
    show: path('/review/cases/:caseId'),
    duties: path('/review/cases/:caseId/duties'),
    ...actPaths('/review/cases/:caseId', OFFICE_ACTS),
  },
  entries: {
    index: path('/entries'),
    imports: path('/entries/imports'),
    newImport: path('/entries/imports/new'),
    sample: path('/entries/imports/sample.csv'),
    importShow: path('/entries/imports/:importId'),
    importConfirm: path('/entries/imports/:importId/confirm'),
    importDiscard: path('/entries/imports/:importId/discard'),
    importRetry: path('/entries/imports/:importId/retry'),
    importFile: path('/entries/imports/:importId/file'),
    importFaulty: path('/entries/imports/:importId/faulty.csv'),
    invitations: path('/entries/invitations'),
    inviteMany: path('/entries/invitations/new'),
    invitation: path('/entries/invitations/:invitationId'),
    revokeInvitation: path('/entries/invitations/:invitationId/revoke'),
    persons: path('/entries/persons'),
    person: path('/entries/persons/:questionId'),
    show: path('/entries/:entryId'),
    notice: path('/entries/:entryId/notice'),
    invite: path('/entries/:entryId/invite'),
  },
  contacts: {
    index: path('/contacts'),
    account: path('/contacts/accounts/:accountId'),
    confirmAccount: path('/contacts/accounts/:accountId/confirm'),
    firm: path('/contacts/firms/:uscc'),
    firmPhone: path('/contacts/firms/:uscc/phone'),
    confirmFirm: path('/contacts/firms/:uscc/confirm'),
  },
  outbox: { index: path('/outbox') },
  coverage: {
    index: path('/coverage'),
    csv: path('/coverage/coverage.csv'),
    firms: path('/coverage/firms'),
    firmsCsv: path('/coverage/firms.csv'),
  },
  admin: {
    index: path('/admin'),
    policy: path('/admin/policy'),
    calendar: path('/admin/calendar'),
    calendarYear: path('/admin/calendar/:year'),
    receivers: path('/admin/receivers'),
    receiverMode: path('/admin/receivers/:receiver/mode'),
    retryExit: path('/admin/receivers/exits/:caseId/retry'),
    audit: path('/admin/audit'),
    auditCsv: path('/admin/audit/chain.csv'),
  },
} as const;

/** The pattern of every address by its dotted name (`cases.show`), for views. */
export const pathPatterns: ReadonlyMap<string, string> = new Map(
  Object.entries(paths).flatMap(([feature, block]) =>
    Object.entries(block as Record<string, Pick<Path, 'pattern'>>).map(
      ([name, { pattern }]) => [`${feature}.${name}`, pattern] as const,
    ),
  ),
);
