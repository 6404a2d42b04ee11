import type { DataAccess } from '../data/index.js';
import type { ContactRules } from '../domain/access/contact.js';
import { type CalendarDay, dayOf } from '../domain/calendarDay.js';
import { contactRules } from '../domain/policy/contactRules.js';
import type { Policy, TrainingPolicy } from '../domain/policy/policy.js';
import { type CaseSelector, policySet, trainingPolicy } from '../domain/policy/policySet.js';
import type { Law } from '../domain/policy/policyVersion.js';
import type { PeriodOf } from '../domain/policy/publicationPeriods.js';
import type { RepairRules } from '../domain/repair/act.js';
import type { RepairCase } from '../domain/repair/repairCase.js';

/** What the law is read with. */
export interface LawSources {
  readonly data: Pick<DataAccess, 'policies' | 'calendars'>;
  /** True in the demonstration: its short times are part of the law. */
  readonly demo: boolean;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

type PolicySources = Omit<LawSources, 'data'> & { readonly data: Pick<DataAccess, 'policies'> };

/** An entry of a list, or whatever else has a list and a tier. */
export type Kind = Pick<CaseSelector, 'listType' | 'tier'>;
/** A case names the version it runs under and the instant from which it does. */
export type Pinned = Kind & Pick<RepairCase, 'policyVersion' | 'openedAt' | 'acceptedAt'>;

/** The figures that hold today for an entry of this list and tier. */
export const policyToday = async ({ data, demo, clock }: PolicySources, { listType, tier }: Kind): Promise<Policy> => {
  const day = dayOf(clock());
  return read(await data.policies.on(day), { day, listType, tier, demo });
};

/** The figures and the working days that hold today for an entry of this list and tier: a case is opened and accepted under them. */
export async function rulesToday(sources: LawSources, kind: Kind): Promise<RepairRules> {
  const [policy, calendar] = await Promise.all([policyToday(sources, kind), sources.data.calendars.load()]);
  return { policy, calendar };
}

/**
 * The figures that a case runs under: those of the version it pins, on the day of its acceptance, until then on the day
 * of its opening. The same for every page, every paper and the workflow, whatever the law has become since.
 */
export const policyOf = async ({ data, demo }: PolicySources, repairCase: Pinned): Promise<Policy> => {
  const { listType, tier, policyVersion, openedAt, acceptedAt = openedAt } = repairCase;
  return read(await data.policies.version(policyVersion), { day: dayOf(acceptedAt), listType, tier, demo });
};

/** The figures that a case runs under with the working days as they stand. */
export async function rulesOf(sources: LawSources, repairCase: Pinned): Promise<RepairRules> {
  const [policy, calendar] = await Promise.all([policyOf(sources, repairCase), sources.data.calendars.load()]);
  return { policy, calendar };
}

/** The figures for courses, quiz and certificate at an instant, today's where none is given. */
export async function trainingRules(
  { data, demo, clock }: PolicySources,
  at: number = clock(),
): Promise<TrainingPolicy> {
  const day = dayOf(at);
  return trainingPolicy(await data.policies.on(day), { day, demo });
}

/** The figures that an attempt was drawn under: those of the version it names. */
export async function attemptRules(
  { data, demo }: Pick<PolicySources, 'data' | 'demo'>,
  { policyVersion, createdAt }: { policyVersion: string; createdAt: number },
): Promise<TrainingPolicy> {
  return trainingPolicy(await data.policies.version(policyVersion), { day: dayOf(createdAt), demo });
}

/** How long a changed telephone waits today. */
export async function contactRulesToday({ data, demo, clock }: LawSources): Promise<ContactRules> {
  const day = dayOf(clock());
  const [{ rows }, calendar] = await Promise.all([data.policies.on(day), data.calendars.load()]);
  return contactRules(rows, { day, demo, calendar });
}

/** How long entries are published, by the rules of a day. */
export const periodsOn = ({ data }: Pick<PolicySources, 'data'>, day: CalendarDay): Promise<PeriodOf> =>
  data.policies.periodsOn(day);

/** What was read of a version stays right as long as the version does, which is for ever. */
const known = new WeakMap<Law, Map<string, Policy>>();

function read(law: Law, selector: CaseSelector): Policy {
  const { day, listType, tier, demo } = selector;
  const name = [day, listType, tier, String(demo)].join(' ');
  const ofLaw = known.get(law) ?? new Map<string, Policy>();
  known.set(law, ofLaw);
  const policy = ofLaw.get(name) ?? policySet(law, selector);
  if (ofLaw.size >= MOST_KNOWN) ofLaw.clear();
  ofLaw.set(name, policy);
  return policy;
}

const MOST_KNOWN = 500;
