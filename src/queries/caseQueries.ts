import type { Account, AuditRecord, CaseView, DataAccess, ListEntry } from '../data/index.js';
import { type CalendarDay, dayOf } from '../domain/calendarDay.js';
import { firstSubmissionDay, publicationEnd } from '../domain/policy/entryPeriods.js';
import type { Policy } from '../domain/policy/policy.js';
import type { Verdict } from '../domain/refusal.js';
import type { RepairRules } from '../domain/repair/act.js';
import { evidenceChain } from '../domain/repair/materials.js';
import { mayStart } from '../domain/repair/mayStart.js';
import { isClosed } from '../domain/repair/stages.js';
import { nextTask, type Task, type TaskFacts, taskList } from '../domain/repair/taskList.js';
import { MODULE_IDS } from '../domain/training/modules.js';
import { policyToday, rulesOf } from '../facts/law.js';
import { type MaterialFacts, materialsOf } from '../facts/materials.js';
import { certificateOf, trainingOf } from '../facts/training.js';

export interface CaseQueryDependencies {
  readonly data: DataAccess;
  readonly demo: boolean;
  readonly clock: () => number;
}

/** A list entry as its firm sees it: may it be repaired, from when, and what is under way. */
export interface EntryToRepair {
  entry: ListEntry;
  policy: Policy;
  /** First day of a formal submission. */
  firstDay: CalendarDay;
  /** Last day of publication. */
  lastDay: CalendarDay;
  today: CalendarDay;
  openCase?: CaseView;
  /** The newest closed case. */
  lastCase?: CaseView;
  verdict: Verdict;
}

export interface FirmToRepair {
  uscc: string;
  name: string;
  entries: readonly EntryToRepair[];
}

/** Everything the page of one case shows. */
export interface CaseFile extends MaterialFacts, RepairRules {
  view: CaseView;
  today: CalendarDay;
  training: TaskFacts['training'];
  /** The certificate of the representative in office that counts today. */
  certificateId: string | undefined;
  tasks: readonly Task[];
  next: Task | undefined;
}

export interface CaseHistory {
  records: readonly AuditRecord[];
  people: ReadonlyMap<string, Account>;
}

/** What the pages of the firms and the window read. */
export function caseQueries(dependencies: CaseQueryDependencies) {
  const { data } = dependencies;
  const people = async (accountIds: readonly string[]): Promise<Map<string, Account>> => {
    const accounts = accountIds.length === 0 ? [] : await data.accounts.findManyById([...new Set(accountIds)]);
    return new Map(accounts.map(account => [account.accountId, account]));
  };

  return {
    people,
    ...entriesToRepair(dependencies),
    file: (view: CaseView) => caseFile(dependencies, view),
    /** Every recorded step and file, oldest first, with the people named in it. */
    async history(caseId: string): Promise<CaseHistory> {
      const [steps, files] = await Promise.all([
        data.audit.ofChain(`case:${caseId}`),
        data.audit.ofChain(evidenceChain(caseId)),
      ]);
      const records = filedBetween(steps, files);
      const ids = records.flatMap(({ actor }) => (actor === undefined ? [] : [actor.accountId]));
      return { records, people: await people(ids) };
    },
  };
}

/** Files come and go between the steps, which keep their own order. */
function filedBetween(steps: readonly AuditRecord[], files: readonly AuditRecord[]): AuditRecord[] {
  const records = [...steps];
  for (const file of files) records.splice(records.findLastIndex(({ at }) => at <= file.at) + 1, 0, file);
  return records;
}

function entriesToRepair(dependencies: CaseQueryDependencies) {
  const { data, clock } = dependencies;
  const toRepair = async (entry: ListEntry, cases: readonly CaseView[]): Promise<EntryToRepair> => {
    const policy = await policyToday(dependencies, entry);
    const own = cases.filter(({ case: repairCase }) => repairCase.entryId === entry.entryId);
    const today = dayOf(clock());
    const openCase = own.find(({ case: { stage } }) => !isClosed(stage));
    const lastCase = own.find(({ case: { stage } }) => isClosed(stage));
    return {
      entry,
      policy,
      firstDay: firstSubmissionDay(entry, policy),
      lastDay: publicationEnd(entry, policy),
      today,
      ...(openCase !== undefined && { openCase }),
      ...(lastCase !== undefined && { lastCase }),
      verdict: mayStart({ ...entry, hasOpenCase: openCase !== undefined, today }, policy),
    };
  };
  return {
    /** The firms with their entries, each with its case. A firm without entries is listed too. */
    async firms(usccs: readonly string[]): Promise<FirmToRepair[]> {
      const [firms, entries, cases] = await Promise.all([
        data.enterprises.findManyByUscc(usccs),
        data.entries.ofUsccs(usccs),
        data.cases.ofUsccs(usccs),
      ]);
      return Promise.all(
        usccs.map(async uscc => {
          const own = entries.filter(entry => entry.uscc === uscc);
          const name = firms.find(firm => firm.uscc === uscc)?.name ?? own[0]?.enterpriseName ?? uscc;
          return { uscc, name, entries: await Promise.all(own.map(entry => toRepair(entry, cases))) };
        }),
      );
    },
    async entryToRepair(entryId: string): Promise<EntryToRepair | null> {
      const entry = await data.entries.findById(entryId);
      return entry === null ? null : toRepair(entry, await data.cases.ofEntry(entryId));
    },
  };
}

async function caseFile(dependencies: CaseQueryDependencies, view: CaseView): Promise<CaseFile> {
  const { data, clock } = dependencies;
  const repairCase = view.case;
  const [materials, enterprise, rules] = await Promise.all([
    materialsOf(data, repairCase),
    data.enterprises.findByUscc(repairCase.uscc),
    rulesOf(dependencies, repairCase),
  ]);
  const now = clock();
  const today = dayOf(now);
  const accountId = enterprise?.representativeAccountId;
  const { training, certificateId } =
    accountId === undefined
      ? { training: UNTRAINED, certificateId: undefined }
      : await trainingFacts(dependencies, { accountId, held: repairCase.certificateId, now });
  const facts: TaskFacts = {
    training,
    entry: materials.entryFacts,
    uploaded: materials.uploaded,
    today,
    ...(certificateId !== undefined && { certificateId }),
  };
  const tasks = taskList(repairCase, facts);
  const next = nextTask(repairCase, tasks);
  return { view, ...materials, ...rules, today, training, certificateId, tasks, next };
}

const modulesTotal = MODULE_IDS.length;
const UNTRAINED: TaskFacts['training'] = { modulesDone: 0, modulesTotal, attempts: 0 };

/** The representative's training as it counts for a case that holds this certificate. */
async function trainingFacts(
  dependencies: CaseQueryDependencies,
  { accountId, held, now }: { accountId: string; held: string | undefined; now: number },
): Promise<{ training: TaskFacts['training']; certificateId: string | undefined }> {
  const [{ attempts, progress, standing }, certificate] = await Promise.all([
    trainingOf(dependencies, accountId, now),
    certificateOf(dependencies.data, { accountId, held, at: now }),
  ]);
  const { coolDownEndsAt = 0 } = standing;
  return {
    training: {
      ...{ modulesTotal, attempts: attempts.filter(({ voidedAt }) => voidedAt === undefined).length },
      modulesDone: MODULE_IDS.filter(id => progress.modules[id]?.completedAt !== undefined).length,
      ...(coolDownEndsAt > now && { quizAgainAt: coolDownEndsAt }),
    },
    certificateId: certificate?.certificateId,
  };
}
