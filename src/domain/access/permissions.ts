import { type Actor, type PersonRef, type Role, samePerson } from './actor.js';

/** What an object lets the policy know about itself; each rule reads what it needs. */
export interface AccessObject {
  uscc?: string;
  county?: string;
  authorityId?: string;
  /** Everybody who imported the list entry or a change of it. */
  importers?: readonly PersonRef[];
}

type Scope = 'any' | 'ownFirm' | 'ownFirmAsRep' | 'county' | 'authority';

interface Permission {
  /** The sentence as an auditor reads it. */
  says: string;
  grants: readonly { roles: readonly Role[]; scope: Scope }[];
  /** True where nobody may act on a firm he or she represents or declared an interest in, or an entry he or she imported. */
  impartial?: boolean;
}

const FIRM: readonly Role[] = ['LEGAL_REP', 'AGENT'];
const permission = (says: string, grants: Permission['grants'], impartial = false): Permission => ({
  says,
  grants,
  impartial,
});
const one = (roles: readonly Role[], scope: Scope): Permission['grants'] => [{ roles, scope }];

const readCase: Permission['grants'] = [
  { roles: FIRM, scope: 'ownFirm' },
  { roles: ['WINDOW_CLERK', 'COUNTY_REVIEWER'], scope: 'county' },
  { roles: ['AUTHORITY_OFFICER'], scope: 'authority' },
  { roles: ['CITY_REVIEWER', 'AUDITOR'], scope: 'any' },
];

/** The one declarative access policy (part 2 of the domain rules). Every route and every workflow update names one of these. */
export const PERMISSIONS = {
  'case.start': permission('A firm starts its own case; the window clerk starts it for a firm of the county.', [
    { roles: FIRM, scope: 'ownFirm' },
    { roles: ['WINDOW_CLERK'], scope: 'county' },
  ]),
  'case.edit': permission('A firm, its agent or the window clerk of the county fills in the case.', [
    { roles: FIRM, scope: 'ownFirm' },
    { roles: ['WINDOW_CLERK'], scope: 'county' },
  ]),
  'case.read': permission('A firm reads its own cases, officials those in their scope, auditors all.', readCase),
  'case.mine': permission('A firm lists its own cases and entries.', one(FIRM, 'any')),
  'case.withdraw': permission('The representative withdraws the own case.', one(['LEGAL_REP'], 'ownFirmAsRep')),
  'case.sign': permission('Only the representative signs the commitment.', one(['LEGAL_REP'], 'ownFirmAsRep')),
  'case.assisted': permission('The window clerk lists firms and cases of the county.', one(['WINDOW_CLERK'], 'any')),
  'case.follow': permission(
    'Staff see where the submitted cases of their scope are; opening one is another permission.',
    [
      { roles: ['WINDOW_CLERK', 'COUNTY_REVIEWER', 'COUNTY_ADMIN'], scope: 'county' },
      { roles: ['AUTHORITY_OFFICER'], scope: 'authority' },
      { roles: ['CITY_REVIEWER', 'CITY_ADMIN', 'AUDITOR'], scope: 'any' },
    ],
  ),
  'evidence.read': permission(
    'Evidence opens for the firm and for officials in scope; each opening is logged.',
    readCase,
  ),
  'review.queue': permission(
    'Reviewers see the queue of their own scope.',
    one(['COUNTY_REVIEWER', 'AUTHORITY_OFFICER', 'CITY_REVIEWER'], 'any'),
  ),
  'review.claim': permission(
    'A reviewer claims a case in scope.',
    [
      { roles: ['COUNTY_REVIEWER'], scope: 'county' },
      { roles: ['AUTHORITY_OFFICER'], scope: 'authority' },
      { roles: ['CITY_REVIEWER'], scope: 'any' },
    ],
    true,
  ),
  'review.release': permission('A reviewer gives back a case in scope, also one that he or she may no longer decide.', [
    { roles: ['COUNTY_REVIEWER'], scope: 'county' },
    { roles: ['AUTHORITY_OFFICER'], scope: 'authority' },
    { roles: ['CITY_REVIEWER'], scope: 'any' },
  ]),
  'review.takeOver': permission(
    'A reviewer takes over a case in scope that another one holds, and says why.',
    [
      { roles: ['COUNTY_REVIEWER'], scope: 'county' },
      { roles: ['AUTHORITY_OFFICER'], scope: 'authority' },
      { roles: ['CITY_REVIEWER'], scope: 'any' },
    ],
    true,
  ),
  'review.county': permission(
    'The county reviewer accepts, returns and makes the first review of the county.',
    one(['COUNTY_REVIEWER'], 'county'),
    true,
  ),
  'review.authority': permission(
    'The officer of the recognising authority gives the opinion on its own entries.',
    one(['AUTHORITY_OFFICER'], 'authority'),
    true,
  ),
  'review.city': permission('The city reviewer decides or records.', one(['CITY_REVIEWER'], 'any'), true),
  'duties.read': permission('The recognising authority reads what it is asked about duties, the city what is late.', [
    { roles: ['AUTHORITY_OFFICER'], scope: 'authority' },
    { roles: ['CITY_REVIEWER'], scope: 'any' },
  ]),
  'duties.answer': permission(
    'The officer of the recognising authority says whether the duties of its own entries are performed.',
    one(['AUTHORITY_OFFICER'], 'authority'),
    true,
  ),
  'training.take': permission('Only representatives take courses and sit the quiz.', one(['LEGAL_REP'], 'any')),
  'training.content': permission(
    'Trainers, administrators and auditors read the courses and the bank.',
    one(['TRAINER', 'CITY_ADMIN', 'COUNTY_ADMIN', 'AUDITOR'], 'any'),
  ),
  'entries.read': permission('Administrators read list entries of their scope, auditors all.', [
    { roles: ['COUNTY_ADMIN'], scope: 'county' },
    { roles: ['CITY_ADMIN', 'AUDITOR'], scope: 'any' },
  ]),
  'entries.import': permission('Administrators import list entries.', one(['CITY_ADMIN', 'COUNTY_ADMIN'], 'any')),
  'entries.invite': permission('Administrators invite the representatives of their scope.', [
    { roles: ['COUNTY_ADMIN'], scope: 'county' },
    { roles: ['CITY_ADMIN'], scope: 'any' },
  ]),
  'persons.read': permission('Administrators see where a list names another representative than the record.', [
    { roles: ['COUNTY_ADMIN'], scope: 'county' },
    { roles: ['CITY_ADMIN'], scope: 'any' },
  ]),
  'persons.decide': permission(
    'Administrators who did not bring the list decide whom the record names: the county, then the city where it must.',
    [
      { roles: ['COUNTY_ADMIN'], scope: 'county' },
      { roles: ['CITY_ADMIN'], scope: 'any' },
    ],
  ),
  'coverage.read': permission(
    'Administrators and auditors see coverage; the county administrator the drill-down of the own county.',
    [
      { roles: ['CITY_ADMIN', 'AUDITOR'], scope: 'any' },
      { roles: ['COUNTY_ADMIN'], scope: 'any' },
    ],
  ),
  'coverage.firms': permission('The firms counted: county administrators of their own county only.', [
    { roles: ['COUNTY_ADMIN'], scope: 'county' },
    { roles: ['CITY_ADMIN', 'AUDITOR'], scope: 'any' },
  ]),
  'outbox.read': permission(
    'Administrators read the outbox of messages that a real gateway would send.',
    one(['CITY_ADMIN', 'COUNTY_ADMIN'], 'any'),
  ),
  'contacts.keep': permission(
    'Windows and administrators see which telephones wait, record one for a firm and confirm what another one recorded.',
    [
      { roles: ['WINDOW_CLERK', 'COUNTY_ADMIN'], scope: 'county' },
      { roles: ['CITY_ADMIN'], scope: 'any' },
    ],
  ),
  'accounts.manage': permission('The city administrator manages accounts.', one(['CITY_ADMIN'], 'any')),
  'policy.read': permission(
    'Staff read the policy rows and the calendar.',
    one(
      [
        'CITY_ADMIN',
        'COUNTY_ADMIN',
        'AUDITOR',
        'CITY_REVIEWER',
        'COUNTY_REVIEWER',
        'AUTHORITY_OFFICER',
        'TRAINER',
        'WINDOW_CLERK',
      ],
      'any',
    ),
  ),
  'calendar.edit': permission('The city administrator edits the working-day calendar.', one(['CITY_ADMIN'], 'any')),
  'receivers.manage': permission('The city administrator watches the receivers.', one(['CITY_ADMIN'], 'any')),
  'audit.read': permission('The auditor reads the trail.', one(['AUDITOR'], 'any')),
  'interests.declare': permission(
    'Reviewers declare interests.',
    one(['COUNTY_REVIEWER', 'AUTHORITY_OFFICER', 'CITY_REVIEWER'], 'any'),
  ),
  'account.self': permission(
    'Everyone signed in manages the own account.',
    one(
      [
        'LEGAL_REP',
        'AGENT',
        'WINDOW_CLERK',
        'COUNTY_REVIEWER',
        'AUTHORITY_OFFICER',
        'CITY_REVIEWER',
        'TRAINER',
        'COUNTY_ADMIN',
        'CITY_ADMIN',
        'AUDITOR',
      ],
      'any',
    ),
  ),
  'agent.appoint': permission(
    'The representative appoints and dismisses agents of the own firm.',
    one(['LEGAL_REP'], 'ownFirmAsRep'),
  ),
} as const satisfies Record<string, Permission>;

export type PermissionName = keyof typeof PERMISSIONS;

/** Whether the role may use this permission on any object at all; the first gate of a route. */
export function mayUse(actor: Actor, name: PermissionName): boolean {
  return PERMISSIONS[name].grants.some(grant => grant.roles.includes(actor.role));
}

/** Whether the actor may use the permission on this very object. Wrong county, department or firm, own import and declared interest refuse. */
export function may(actor: Actor, name: PermissionName, object: AccessObject): boolean {
  const rule: Permission = PERMISSIONS[name];
  if (rule.impartial === true && isPartial(actor, object)) return false;
  return rule.grants.some(grant => grant.roles.includes(actor.role) && SCOPES[grant.scope](actor, object));
}

/**
 * True where the actor imported the entry, or declared an interest in the firm or represents it in private (part 2,
 * rules a and b).
 */
export function isPartial(actor: Actor, { uscc, importers }: AccessObject): boolean {
  const imported = importers?.some(importer => samePerson(importer, actor)) ?? false;
  return imported || (uscc !== undefined && (actor.interests.includes(uscc) || representsFirm(actor, uscc)));
}

/** Whether the person behind the account represents the firm, by whatever account. */
export const representsFirm = ({ represents = [] }: Actor, uscc: string): boolean => represents.includes(uscc);

/** Whether any permission of the role asks for impartiality. */
export const mustBeImpartial = (role: Role): boolean =>
  Object.values<Permission>(PERMISSIONS).some(
    ({ impartial, grants }) => impartial === true && grants.some(({ roles }) => roles.includes(role)),
  );

const SCOPES: Record<Scope, (actor: Actor, object: AccessObject) => boolean> = {
  any: () => true,
  ownFirm: (actor, { uscc }) => uscc !== undefined && actor.usccs.includes(uscc),
  ownFirmAsRep: (actor, { uscc }) => actor.role === 'LEGAL_REP' && uscc !== undefined && actor.usccs.includes(uscc),
  county: (actor, { county }) => county !== undefined && county === actor.county,
  authority: (actor, { authorityId }) => authorityId !== undefined && authorityId === actor.authorityId,
};
