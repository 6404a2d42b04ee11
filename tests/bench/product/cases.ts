import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, NativeConnection, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { pino } from 'pino';
import { createActivities } from '../../../activities/index.js';
import { caseCommands } from '../../../src/commands/caseCommands.js';
import { caseWorkflows } from '../../../src/commands/caseWorkflows.js';
import { prepareLetter, recordSignature, tickStatements } from '../../../src/commands/signatureCommands.js';
import { loadCourseware } from '../../../src/courseware/index.js';
import { ensureIndexes } from '../../../src/data/index.js';
import { idNumber } from '../../../src/demonstration/entries.js';
import type { Actor } from '../../../src/domain/access/actor.js';
import { addDays, dayOf } from '../../../src/domain/calendarDay.js';
import { completeUscc } from '../../../src/domain/uscc.js';
import { seedLaw } from '../../../src/lawSeed.js';
import { openDocuments } from '../../../src/openDocuments.js';
import { projectRoot } from '../../../src/projectRoot.js';
import { requireConfig } from '../../../src/requireConfig.js';
import { temporalClient } from '../../../src/temporalClient.js';
import { encryptedDataConverter } from '../../../src/temporalCodec.js';
import { creditRepairWorkflowId } from '../../../workflows/creditRepair/messages.js';
import { openData, type OpenData } from './data.js';
import type { Reached } from './reached.js';

const COUNTY = '411722';
const AUTHORITY = { authorityId: 'YJGL', authorityName: '市应急管理局' };
const DAY_MS = 86_400_000;
const silent = () => undefined;
const loud = (message: string) => process.stderr.write(`${message}\n`);
const logger = { log: silent, trace: silent, debug: silent, info: silent, warn: silent, error: loud };

export const workflowIdOf = creditRepairWorkflowId;
export const temporalAddress = (): string => requireConfig().temporal.address;

/** The way to Temporal for the workers of this process. */
export function connectWorkers(): Promise<NativeConnection> {
  const logging = { forward: {}, filter: { core: 'ERROR' as const, other: 'ERROR' as const } };
  Runtime.install({ logger, telemetryOptions: { logging } });
  return NativeConnection.connect({ address: temporalAddress() });
}

export const bundleOf = (url: URL): Promise<WorkflowBundleOption> =>
  bundleWorkflowCode({
    workflowsPath: fileURLToPath(url),
    logger,
  });

/** The bundle of the build, which is what the product's workers run. */
export const productBundle = (): WorkflowBundleOption => ({ codePath: join(projectRoot, 'dist/workflowBundle.js') });

type Wrap = <Arguments extends unknown[], Result>(
  name: string,
  activity: (...given: Arguments) => Promise<Result>,
) => (...given: Arguments) => Promise<Result>;

export interface SiteOptions {
  mongodbUri: string;
  connection: NativeConnection;
  workflowBundle: WorkflowBundleOption;
  taskQueue?: string;
  /** What stands around each activity. */
  wrap?: Wrap;
}

/** An installation in this process: a worker that is not running yet, and a client of it. */
export async function openSite({
  mongodbUri,
  connection,
  workflowBundle,
  taskQueue = randomUUID(),
  wrap = (_name, activity) => activity,
}: SiteOptions) {
  const config = requireConfig();
  const { data, database, drop } = await openData(mongodbUri);
  await ensureIndexes(database);
  await seedLaw(data);
  const documents = await openDocuments({ data, passphrase: config.signingPassphrase, demo: config.demo });
  const courseware = await loadCourseware();
  const activities = createActivities({
    ...{ data, documents, courseware, baseUrl: config.baseUrl, demo: true, clock: Date.now },
  });
  const worker = await Worker.create({
    ...{ connection, taskQueue, workflowBundle },
    dataConverter: encryptedDataConverter(config.codecKey),
    activities: Object.fromEntries(
      Object.entries(activities).map(([name, activity]) => [name, wrap(name, activity as () => Promise<unknown>)]),
    ),
  });
  const { address, namespace } = config.temporal;
  const client = temporalClient({ address, namespace, tls: false, codecKey: config.codecKey });
  const workflows = caseWorkflows({ client, cases: data.cases, logger: pino({ level: 'silent' }) });
  const cases = caseCommands({ client, taskQueue, workflows });
  return {
    ...{ data, worker, client, cases },
    async close() {
      await drop();
      await client.connection.close();
    },
  };
}

export type Site = Awaited<ReturnType<typeof openSite>>;

export interface Firm {
  rep: Actor;
  entryId: string;
}

const actorOf = (accountId: string, rest: Pick<Actor, 'role'> & Partial<Actor>): Actor => ({
  ...{ accountId, usccs: [], interests: [] },
  ...rest,
});
const COUNTY_REVIEWER = actorOf('county-reviewer', { role: 'COUNTY_REVIEWER', county: COUNTY });
const OFFICER = actorOf('officer', { role: 'AUTHORITY_OFFICER', authorityId: AUTHORITY.authorityId });
const CITY_REVIEWER = actorOf('city-reviewer', { role: 'CITY_REVIEWER' });

/** Lists a firm whose representative has learned: its case needs no course. */
export async function listedFirm(data: OpenData['data'], place: number): Promise<Firm> {
  const at = Date.now();
  const accountId = `rep-${randomUUID()}`;
  const uscc = completeUscc(`91${COUNTY}PDY${String(place + 1).padStart(5, '0')}`);
  const representative = { name: '示守信', idNumber: idNumber(COUNTY, 777), phone: '13000000777' };
  const enterpriseName = `示例${String(place)}号机械有限公司`;
  const listedOn = dayOf(at - 300 * DAY_MS);
  await data.accounts.create({
    ...{ accountId, signInName: accountId, displayName: representative.name, role: 'LEGAL_REP' },
    ...{ passwordHash: 'not used here', createdAt: at },
  });
  const firm = { uscc, name: enterpriseName, address: '上蔡县示例路7号', county: COUNTY, representative };
  await data.enterprises.upsert({ ...firm, at });
  await data.enterprises.setRepresentative(uscc, accountId);
  const row = {
    ...{ source: '示例信用平台', uscc, enterpriseName, representativeName: representative.name, county: COUNTY },
    ...{ listType: 'KEY_ATTENTION' as const, tier: 'GENERAL' as const, ...AUTHORITY },
    // The workflow's id follows from the decision, and all runs share one Temporal.
    ...{ decisionNumber: `示应急罚〔2025〕${randomUUID()}号`, decisionDate: listedOn, publicationStart: listedOn },
    ...{ facts: '未按规定排查隐患', penalty: '罚款', amount: '5000.00', duties: '缴清罚款', finedOnly: true },
  };
  await data.entries.upsertImported({ rows: [row], importId: 'import-1', importedBy: 'admin-1', at });
  await data.certificates.issue({
    ...{ certificateId: accountId, number: `TC-${accountId}`, accountId, attemptId: accountId },
    ...{ personName: representative.name, usccs: [uscc], score: 96, minutes: 240 },
    ...{ issuedOn: dayOf(at - DAY_MS), validUntil: addDays(dayOf(at), 300) },
  });
  const [entry] = await data.entries.ofUscc(uscc);
  if (entry === undefined) throw new Error('the entry was not stored');
  return { entryId: entry.entryId, rep: { ...actorOf(accountId, { role: 'LEGAL_REP' }), usccs: [uscc] } };
}

/** An update may answer with the whole case, or with its version. */
type Answer = { ok: true; version?: number; case?: { version: number } } | { ok: false };

export interface Watching {
  /** Waits until the stored case has come so far, and answers its version. */
  readonly until: (caseId: string, reached: Reached) => Promise<number>;
  /** Runs each update of the case. */
  readonly timed: (update: () => Promise<Answer>) => Promise<Answer>;
}

/** From the draft to the exit with its papers, as people take it act by act; answers how many steps were recorded. */
export async function wholeCase({ data, cases }: Site, { rep, entryId }: Firm, { until, timed }: Watching) {
  const caseId = randomUUID();
  const { accountId } = rep;
  const at = Date.now();
  const done = async (update: () => Promise<Answer>): Promise<number> => {
    const answer = await timed(update);
    if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer)}`);
    return answer.version ?? answer.case?.version ?? 0;
  };
  const signatureId = randomUUID();
  const by = { entryId, actor: rep };
  const once = () => ({ entryId, key: randomUUID() });

  await cases.start({ caseId, reference: `XF-${caseId}`, assisted: false, ...by });
  await done(() => cases.register({ ...by, ...once() }));
  const paid = { receiptNumber: 'SJ-1', paidAmount: '5000', paidOn: dayOf(at - 100 * DAY_MS) };
  const answers = { performance: '罚款已缴清', improvement: '建立隐患台账，每月自查', ...paid };
  await done(() => cases.saveAnswers({ ...by, ...once(), answers }));
  for (const material of ['MAT2', 'MAT3']) {
    await data.evidence.add({
      ...{ evidenceId: randomUUID(), caseId, material, fileName: `${material}.pdf`, contentType: 'application/pdf' },
      ...{ bytes: Buffer.from('%PDF-1.4'), uploadedBy: { accountId, role: rep.role }, at, maxFiles: 20 },
    });
  }
  await until(caseId, 'readyToSign');

  const letter = await prepareLetter(data, { caseId, at });
  if (letter === null) throw new Error('no letter could be prepared');
  const { contentHash } = letter;
  await tickStatements(data, { caseId, contentHash, accountId, at });
  const act = {
    signatureId,
    caseId,
    accountId,
    contentHash,
    typedName: '示守信',
    ip: '127.0.0.1',
    device: 'bench',
  };
  await recordSignature(data, { ...act, at });
  await done(() => cases.sign({ ...by, key: signatureId, signatureId, contentHash }));

  const agreed = { outcome: 'POSITIVE' as const, reason: '' };
  const confirmed = [{ material: 'MAT4' as const, seen: '营业执照' }];
  let seenVersion = await until(caseId, 'submitted');
  await done(() => cases.accept({ ...once(), seenVersion, actor: COUNTY_REVIEWER, confirmed }));
  seenVersion = await until(caseId, 'published');
  seenVersion = await done(() => cases.countyReview({ ...agreed, ...once(), seenVersion, actor: COUNTY_REVIEWER }));
  seenVersion = await done(() => cases.authorityOpinion({ ...agreed, ...once(), seenVersion, actor: OFFICER }));
  await done(() => cases.cityDecision({ ...agreed, ...once(), seenVersion, actor: CITY_REVIEWER }));
  return until(caseId, 'left');
}
