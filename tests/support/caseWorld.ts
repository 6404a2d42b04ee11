import { randomInt, randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { pino } from 'pino';
import { type CaseCommands, caseCommands, type CaseOutcome } from '../../src/commands/caseCommands.js';
import { type CaseWorkflows, caseWorkflows } from '../../src/commands/caseWorkflows.js';
import { prepareLetter, recordSignature, tickStatements } from '../../src/commands/signatureCommands.js';
import { readConfig } from '../../src/config.js';
import { connectDatabase, dataAccess, type DataAccess, ensureIndexes } from '../../src/data/index.js';
import { idNumber } from '../../src/demonstration/entries.js';
import type { Actor } from '../../src/domain/access/actor.js';
import { addDays, dayOf } from '../../src/domain/calendarDay.js';
import type { RepairCase } from '../../src/domain/repair/repairCase.js';
import type { RepairStage } from '../../src/domain/repair/stages.js';
import { completeUscc } from '../../src/domain/uscc.js';
import { seedLaw } from '../../src/lawSeed.js';
import { temporalClient } from '../../src/temporalClient.js';
import type { Taken } from '../../workflows/creditRepair/messages.js';
import { testDatabaseUri } from './databaseUri.js';
import { workerProcess, type WorkerProcess } from './workerProcess.js';

export const COUNTY = '411722';
const AUTHORITY = { authorityId: 'YJGL', authorityName: '市应急管理局' };
const DAY = 86_400_000;

export interface CaseWorld {
  data: DataAccess;
  cases: CaseCommands;
  workflows: CaseWorkflows;
  client: Client;
  worker: WorkerProcess;
  taskQueue: string;
  caseId: string;
  entryId: string;
  people: { rep: Actor; county: Actor; authority: Actor; city: Actor };
  /** The stored case once it is there. */
  stored(): Promise<RepairCase>;
  /** Waits until the stored case is at this stage (and fulfils the condition). */
  until(stage: RepairStage, fulfils?: (repairCase: RepairCase) => boolean): Promise<RepairCase>;
  /** From nothing to a draft with its answers and papers, training done. */
  openAndFill(): Promise<RepairCase>;
  start(): Promise<void>;
  register(key?: string): Promise<CaseOutcome>;
  /** Prepares the letter, keeps the signature and sends it. */
  sign(): Promise<CaseOutcome>;
  /** County accepts and agrees, the authority and the city agree: the case goes to its exit. */
  approve(): Promise<void>;
  /** Kills the worker, drops the database, closes everything. */
  close(): Promise<void>;
}

const actorOf = (accountId: string, rest: Omit<Actor, 'accountId' | 'usccs' | 'interests'>): Actor => ({
  ...{ accountId, usccs: [], interests: [] },
  ...rest,
});

/** What an act came to, or an error that says why there is none. */
export function mustBeDone(outcome: CaseOutcome): Taken {
  if (outcome.ok) return outcome;
  throw new Error(outcome.pending === true ? 'still pending' : `refused: ${outcome.refusal.code}`);
}

/** One listed firm in a real database with a worker process of its own; the worker is not started yet. */
export async function caseWorld({
  mongodbUri = testDatabaseUri(),
  taskQueue = `case-world-${randomUUID()}`,
} = {}): Promise<CaseWorld> {
  const read = readConfig({ ...process.env, MONGODB_URI: mongodbUri, TASK_QUEUE: taskQueue });
  if (!read.ok) throw new Error(`run the tests with npm test: ${read.faults.join('; ')}`);
  const { config } = read;
  const connection = await connectDatabase(mongodbUri);
  await ensureIndexes(connection);
  const data = dataAccess(connection, config);
  const client = temporalClient({
    ...{ address: config.temporal.address, namespace: config.temporal.namespace },
    ...{ tls: false, codecKey: config.codecKey },
  });
  const uscc = completeUscc(`91${COUNTY}PDY${String(randomInt(1, 100_000)).padStart(5, '0')}`);
  const people = {
    rep: { ...actorOf(`rep-${randomUUID()}`, { role: 'LEGAL_REP' }), usccs: [uscc] },
    county: actorOf('county-reviewer', { role: 'COUNTY_REVIEWER', county: COUNTY }),
    authority: actorOf('authority-officer', { role: 'AUTHORITY_OFFICER', authorityId: AUTHORITY.authorityId }),
    city: actorOf('city-reviewer', { role: 'CITY_REVIEWER' }),
  };
  const entryId = await seed(data, { uscc, accountId: people.rep.accountId });
  const workflows = caseWorkflows({ client, cases: data.cases, logger: pino({ level: 'silent' }) });
  const cases = caseCommands({ client, taskQueue, workflows });
  const worker = workerProcess({ MONGODB_URI: mongodbUri, TASK_QUEUE: taskQueue });
  const place = { data, cases, workflows, client, worker, people, entryId, caseId: randomUUID() };
  return {
    ...place,
    taskQueue,
    ...waiting(place),
    ...acts(place),
    async close() {
      await worker.kill();
      await connection.dropDatabase();
      await connection.close();
      await client.connection.close();
    },
  };
}

async function seed(data: DataAccess, { uscc, accountId }: { uscc: string; accountId: string }): Promise<string> {
  await seedLaw(data);
  const at = Date.now();
  const listedOn = dayOf(at - 300 * DAY);
  const enterpriseName = '示例七七七号机械有限公司';
  const representative = { name: '示守信', idNumber: idNumber(COUNTY, 777), phone: '13000000777' };
  const address = '上蔡县示例路7号';
  await data.accounts.create({
    ...{ accountId, signInName: `rep-${accountId}`, displayName: representative.name, role: 'LEGAL_REP' },
    ...{ passwordHash: 'not used here', createdAt: at },
  });
  await data.enterprises.upsert({ ...{ uscc, name: enterpriseName, address, county: COUNTY, representative }, at });
  await data.enterprises.setRepresentative(uscc, accountId);
  const row = {
    ...{ source: '示例信用平台', uscc, enterpriseName, representativeName: representative.name, county: COUNTY },
    ...{ listType: 'KEY_ATTENTION' as const, tier: 'GENERAL' as const, ...AUTHORITY },
    // The workflow's id follows from it: another decision is another case on the server that all tests share.
    ...{
      decisionNumber: `示应急罚〔2025〕${String(randomInt(1_000_000_000))}号`,
      decisionDate: listedOn,
      publicationStart: listedOn,
    },
    ...{ facts: '未按规定排查隐患', penalty: '罚款', amount: '5000.00', duties: '缴清罚款', finedOnly: true },
  };
  await data.entries.upsertImported({ rows: [row], importId: 'import-1', importedBy: 'admin-1', at });
  // A certificate of the person counts for every case of the firm: the courses need not be read here.
  await data.certificates.issue({
    ...{ certificateId: accountId, number: `TC-${accountId}`, accountId, attemptId: accountId },
    ...{ personName: representative.name, usccs: [uscc], score: 96, minutes: 240 },
    ...{ issuedOn: dayOf(at - DAY), validUntil: addDays(dayOf(at), 300) },
  });
  const [entry] = await data.entries.ofUscc(uscc);
  if (entry === undefined) throw new Error('the entry was not stored');
  return entry.entryId;
}

type Place = Pick<CaseWorld, 'data' | 'cases' | 'worker' | 'people' | 'entryId' | 'caseId'>;

function waiting({ data, caseId }: Place): Pick<CaseWorld, 'stored' | 'until'> {
  return {
    async stored() {
      const view = await data.cases.find(caseId);
      if (view === null) throw new Error('the case is not stored');
      return view.case;
    },
    async until(stage, fulfils = () => true) {
      const patience = Date.now() + 100_000;
      for (;;) {
        const found = (await data.cases.find(caseId))?.case;
        if (found?.stage === stage && fulfils(found)) return found;
        if (Date.now() > patience) throw new Error(`never ${stage}: it is ${JSON.stringify(found)}`);
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    },
  };
}

function acts(place: Place): Pick<CaseWorld, 'start' | 'register' | 'openAndFill' | 'sign' | 'approve'> {
  const { data, cases, people, entryId, caseId } = place;
  const { until } = waiting(place);
  const by = { entryId, actor: people.rep };
  const start = async (): Promise<void> => {
    const started = await cases.start({ caseId, reference: `XF-${caseId}`, assisted: false, ...by });
    if (!started.ok) throw new Error('the case did not start');
  };
  const register = (key: string = randomUUID()): Promise<CaseOutcome> => cases.register({ ...by, key });
  return {
    start,
    register,
    async openAndFill() {
      await start();
      mustBeDone(await register());
      const paid = { receiptNumber: 'SJ-1', paidAmount: '5000', paidOn: dayOf(Date.now() - 100 * DAY) };
      const answers = { performance: '罚款已缴清', improvement: '建立隐患台账，每月自查', ...paid };
      mustBeDone(await cases.saveAnswers({ ...by, key: randomUUID(), answers }));
      for (const material of ['MAT2', 'MAT3']) await addPaper(place, material);
      return until('READY_TO_SIGN');
    },
    async sign() {
      const options = { caseId, at: Date.now() };
      const prepared = await prepareLetter(data, options);
      if (prepared === null) throw new Error('no letter could be prepared');
      const { contentHash } = prepared;
      const signatureId = randomUUID();
      const { accountId } = people.rep;
      await tickStatements(data, { caseId, contentHash, accountId, at: Date.now() });
      await recordSignature(data, {
        ...{ signatureId, caseId, accountId, contentHash, typedName: '示守信' },
        ...{ ip: '127.0.0.1', device: 'test', at: Date.now() },
      });
      return cases.sign({ ...by, key: signatureId, signatureId, contentHash });
    },
    async approve() {
      // What the reviewer's page showed: the version that the act before led to.
      const seen = (seenVersion: number) => ({ entryId, key: randomUUID(), seenVersion });
      const agreed = { outcome: 'POSITIVE' as const, reason: '' };
      const confirmed = [{ material: 'MAT4' as const, seen: '营业执照原件' }];
      const submitted = (await data.cases.find(caseId))?.case.version ?? 0;
      mustBeDone(await cases.accept({ ...seen(submitted), actor: people.county, confirmed }));
      const accepted = await until('COUNTY_REVIEW', ({ publishedLetterId }) => publishedLetterId !== undefined);
      const county = mustBeDone(
        await cases.countyReview({ ...seen(accepted.version), ...agreed, actor: people.county }),
      );
      const opinion = { ...seen(county.version), ...agreed, actor: people.authority };
      const authority = mustBeDone(await cases.authorityOpinion(opinion));
      mustBeDone(await cases.cityDecision({ ...seen(authority.version), ...agreed, actor: people.city }));
    },
  };
}

async function addPaper({ data, caseId, people }: Place, material: string): Promise<void> {
  const { accountId, role } = people.rep;
  const added = await data.evidence.add({
    ...{ evidenceId: randomUUID(), caseId, material, fileName: `${material}.pdf`, contentType: 'application/pdf' },
    ...{ bytes: Buffer.from(`%PDF-1.4 ${material}`), uploadedBy: { accountId, role }, at: Date.now(), maxFiles: 20 },
  });
  if (added.outcome !== 'added') throw new Error('the paper was not kept');
}

/** Every chain as it verifies now. */
export async function brokenChains(data: DataAccess): Promise<string[]> {
  const broken: string[] = [];
  let chains = 0;
  for await (const { chain, ok } of data.audit.verify()) {
    chains += 1;
    if (!ok) broken.push(chain);
  }
  if (chains === 0) throw new Error('there is no chain to verify');
  return broken;
}
