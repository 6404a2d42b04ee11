import { findCounty } from '../src/domain/reference/counties.js';
import type { RepairCase } from '../src/domain/repair/repairCase.js';
import type { CaseNotice, StaffNotice, TransitionRecord } from '../src/domain/repair/transition.js';
import type { ActivityDependencies } from './dependencies.js';
import { requireEntry } from './requireCase.js';

export interface RecordStepInput {
  case: RepairCase;
  record: TransitionRecord;
  notice?: CaseNotice | undefined;
  staffNotice?: StaffNotice | undefined;
}

/**
 * Stores one transition: the record in the case's hash chain, the notices, the read model. The key of each is the
 * case and its version, so that a second run finds everything done. The read model comes last: a page never shows a
 * step that is not in the chain.
 */
export const createRecordStep =
  ({ data }: ActivityDependencies) =>
  async ({ case: repairCase, record, notice, staffNotice }: RecordStepInput): Promise<void> => {
    const { caseId, version, entryId } = repairCase;
    const { kind, at, by, ...rest } = record;
    const actor = by === undefined ? undefined : { accountId: by.accountId, role: by.role };
    await data.audit.append({ chain: `case:${caseId}`, seq: version, kind, actor, at, data: rest });

    if (notice !== undefined) {
      const enterprise = await data.enterprises.findByUscc(repairCase.uscc);
      const accountId = enterprise?.representativeAccountId ?? repairCase.openedBy.accountId;
      await data.notices.add({ noticeId: `${caseId}:${String(version)}:firm`, accountId, ...notice, caseId, at });
    }
    if (staffNotice !== undefined) {
      const { code, values, accountId, ...scope } = staffNotice;
      const to = accountId === undefined ? { scope } : { accountId };
      await data.notices.add({ noticeId: `${caseId}:${String(version)}:staff`, ...to, code, values, caseId, at });
    }

    const entry = await requireEntry(data, entryId);
    const { enterpriseName, decisionNumber, authorityName } = entry;
    const countyName = findCounty(repairCase.county)?.zh ?? repairCase.county;
    await data.cases.project(repairCase, { enterpriseName, decisionNumber, authorityName, countyName });
  };
