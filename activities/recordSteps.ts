import type { CaseDisplay } from '../src/data/caseView.js';
import type { DataAccess } from '../src/data/index.js';
import type { NewNotice } from '../src/data/noticeStore.js';
import { may } from '../src/domain/access/permissions.js';
import { dayOf } from '../src/domain/calendarDay.js';
import { objectOf } from '../src/domain/repair/judge.js';
import { publicMark } from '../src/domain/repair/publication.js';
import type { RecordedStep } from '../src/domain/repair/recordedStep.js';
import type { RepairCase } from '../src/domain/repair/repairCase.js';
import type { ActivityDependencies } from './dependencies.js';

export interface RecordStepsInput {
  caseId: string;
  /** At least one, in the order in which they happened. */
  steps: readonly RecordedStep[];
  /** Hash of the record before the first step; empty where the case begins with it. */
  previous: string;
  display: CaseDisplay;
}

/**
 * Stores transitions that follow each other: their records in the case's hash chain, the notices, the entry's public
 * mark, the read model, in this order. The key of each is the case and its version, so that a second run finds
 * everything done. The read model comes last: a page never shows a step that is not in the chain. Answers with the hash
 * that the next record follows.
 */
export const createRecordSteps =
  ({ data }: ActivityDependencies) =>
  async ({ caseId, steps, previous, display }: RecordStepsInput): Promise<{ hash: string }> => {
    const first = steps[0];
    const last = steps.at(-1);
    if (first === undefined || last === undefined) throw new Error('there is no step to record');
    const applicants = steps.some(({ notice }) => notice !== undefined)
      ? await applicantsOf(data, last.case, last.record.at)
      : {};
    const mark = publicMark(last.case.stage);
    const hash = await data.steps.record({
      acts: steps.map(step => actOf(`case:${caseId}`, step)),
      previous,
      notices: steps.flatMap(step => noticesOf(step, applicants)),
      ...(mark !== publicMark(first.record.from) && { mark: mark ?? null }),
      case: last.case,
      display,
    });
    return { hash };
  };

function actOf(chain: string, { case: { version: seq }, record }: RecordedStep) {
  const { kind, at, by, ...data } = record;
  const actor = by === undefined ? undefined : { accountId: by.accountId, role: by.role };
  return { chain, seq, kind, actor, at, data };
}

/** Accounts that hear of the firm's case, each under the name that is part of its notices' keys. */
type Applicants = Readonly<Record<string, string>>;

function noticesOf(
  { case: { caseId, version }, record: { at }, notice, staffNotice }: RecordedStep,
  applicants: Applicants,
): NewNotice[] {
  const idOf = (reader: string) => `${caseId}:${String(version)}:${reader}`;
  const told: NewNotice[] =
    notice === undefined
      ? []
      : Object.entries(applicants).map(([reader, accountId]) => ({
          ...{ noticeId: idOf(reader), accountId, code: notice.code, values: notice.values, caseId, at },
        }));
  if (staffNotice === undefined) return told;
  const { code, values, accountId, ...scope } = staffNotice;
  const to = accountId === undefined ? { scope } : { accountId };
  return [...told, { noticeId: idOf('staff'), ...to, code, values, caseId, at }];
}

/**
 * The accounts that hear of the firm's case: the representative's, and the agent's or clerk's who opened it, as long as
 * that person may still fill it in. Before there is a representative's account the opener's stands for the firm.
 */
async function applicantsOf(
  { accounts, enterprises }: DataAccess,
  repairCase: RepairCase,
  at: number,
): Promise<Applicants> {
  const { openedBy, uscc } = repairCase;
  const firm = (await enterprises.representativeAccount(uscc)) ?? openedBy.accountId;
  if (firm === openedBy.accountId) return { firm };
  const opener = await accounts.findById(openedBy.accountId);
  if (opener === null || opener.disabled) return { firm };
  const actor = await accounts.actorOf(opener, dayOf(at));
  return may(actor, 'case.edit', objectOf(repairCase)) ? { firm, opener: opener.accountId } : { firm };
}
