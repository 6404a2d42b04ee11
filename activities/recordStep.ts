import type { DataAccess } from '../src/data/index.js';
import { may } from '../src/domain/access/permissions.js';
import { dayOf } from '../src/domain/calendarDay.js';
import { CASE_CLOCKS } from '../src/domain/policy/policy.js';
import { policySet } from '../src/domain/policy/policySet.js';
import { findCounty } from '../src/domain/reference/counties.js';
import type { TransitionRecord } from '../src/domain/repair/events.js';
import { objectOf } from '../src/domain/repair/judge.js';
import type { CaseNotice, StaffNotice } from '../src/domain/repair/notices.js';
import { PUBLIC_MARKS, publicMark } from '../src/domain/repair/publication.js';
import type { RepairCase } from '../src/domain/repair/repairCase.js';
import type { ActivityDependencies } from './dependencies.js';
import { requireEntry } from './requireCase.js';

export interface RecordStepInput {
  case: RepairCase;
  record: TransitionRecord;
  notice?: CaseNotice | undefined;
  staffNotice?: StaffNotice | undefined;
}

/**
 * Stores one transition: the record in the case's hash chain, the notices, the entry's public mark, the read model. The key of each is the
 * case and its version, so that a second run finds everything done. The read model comes last: a page never shows a
 * step that is not in the chain.
 */
export const createRecordStep =
  (dependencies: ActivityDependencies) =>
  async ({ case: repairCase, record, notice, staffNotice }: RecordStepInput): Promise<void> => {
    const { data } = dependencies;
    const { caseId, version, entryId } = repairCase;
    const { kind, at, by, ...rest } = record;
    const actor = by === undefined ? undefined : { accountId: by.accountId, role: by.role };
    await data.audit.append({ chain: `case:${caseId}`, seq: version, kind, actor, at, data: rest });

    if (notice !== undefined) {
      const values = { ...notice.values, ...(await rulesBehind(dependencies, repairCase, notice)) };
      for (const [reader, accountId] of Object.entries(await applicantsOf(data, repairCase, at))) {
        const noticeId = `${caseId}:${String(version)}:${reader}`;
        await data.notices.add({ noticeId, accountId, ...notice, values, caseId, at });
      }
    }
    if (staffNotice !== undefined) {
      const { code, values, accountId, ...scope } = staffNotice;
      const to = accountId === undefined ? { scope } : { accountId };
      await data.notices.add({ noticeId: `${caseId}:${String(version)}:staff`, ...to, code, values, caseId, at });
    }

    await markEntry(data, repairCase, record);

    const entry = await requireEntry(data, entryId);
    const { enterpriseName, decisionNumber, authorityName } = entry;
    const countyName = findCounty(repairCase.county)?.zh ?? repairCase.county;
    await data.cases.project(repairCase, { enterpriseName, decisionNumber, authorityName, countyName });
  };

/**
 * What the days of a notice rest on, so that its readers see how far each was checked: a running clock's own rule, else
 * the rules of its day.
 */
async function rulesBehind(
  { data, demo }: ActivityDependencies,
  { deadlines, listType, tier, updatedAt }: RepairCase,
  { values: { due, day, deadline } }: CaseNotice,
): Promise<{ dueRule?: string; dayRule?: string }> {
  if (due === undefined && day === undefined) return {};
  const clocks = deadlines.filter(clock => clock.due === due);
  const clock = clocks.find(({ id }) => id === deadline) ?? clocks[0];
  const policy = policySet(await data.policies.rows(), { day: dayOf(updatedAt), listType, tier, demo });
  const ended = CASE_CLOCKS.find(id => id === deadline);
  const dueRule = clock?.source ?? (ended === undefined ? undefined : policy.deadlines[ended].source);
  return {
    ...(due !== undefined && dueRule !== undefined && { dueRule }),
    ...(day !== undefined && { dayRule: policy.sources.minMonths }),
  };
}

/** Sets, changes or takes off the entry's mark where the step changed what it says (ruling B4). */
async function markEntry(
  { entries }: DataAccess,
  { entryId, stage }: RepairCase,
  { from }: TransitionRecord,
): Promise<void> {
  const mark = publicMark(stage);
  if (mark === publicMark(from)) return;
  if (mark !== undefined) await entries.mark(entryId, { reason: mark });
  else for (const reason of PUBLIC_MARKS) await entries.unmark(entryId, reason);
}

/**
 * The accounts that hear of the firm's case: the representative's, and the agent's or clerk's who opened it, as long as
 * that person may still fill it in. Before there is a representative's account the opener's stands for the firm.
 */
async function applicantsOf(
  { accounts, enterprises }: DataAccess,
  repairCase: RepairCase,
  at: number,
): Promise<{ firm: string; opener?: string }> {
  const { openedBy, uscc } = repairCase;
  const firm = (await enterprises.findByUscc(uscc))?.representativeAccountId ?? openedBy.accountId;
  if (firm === openedBy.accountId) return { firm };
  const opener = await accounts.findById(openedBy.accountId);
  if (opener === null || opener.disabled) return { firm };
  const actor = await accounts.actorOf(opener, dayOf(at));
  return may(actor, 'case.edit', objectOf(repairCase)) ? { firm, opener: opener.accountId } : { firm };
}
