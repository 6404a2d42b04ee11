import { type ActivityDependencies, createActivities } from '../../activities/index.js';
import type { CaseView, ListEntry } from '../data/index.js';
import type { RepairEvent } from '../domain/repair/events.js';
import type { ExitReceiver } from '../domain/repair/receivers.js';
import type { ActorRef } from '../domain/repair/repairCase.js';
import { isClosed } from '../domain/repair/stages.js';
import { learnAll, passQuiz } from './learning.js';
import { PastCase, type TakenOver } from './pastCase.js';
import { DEMO_AUTHORITY, DEMO_COUNTY } from './people.js';
import type { Parked, Place } from './plan.js';
import { workTimes } from './workTimes.js';

export interface ParkedFirm {
  uscc: string;
  /** Account of the representative. */
  accountId: string;
  parked: Parked;
}

const official = (signInName: string, role: string): ActorRef => ({ accountId: `demo:${signInName}`, role });
const SILENT_RECEIVER: ExitReceiver = 'SANCTIONS';
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const BEFORE_SUBMISSION: readonly Place[] = ['DRAFT', 'ABANDONED', 'TRAINING', 'QUIZ_READY', 'READY_TO_SIGN'];

/** Parks one case; its past is recorded here, the rest is owed by the workflow that `start` begins with it. */
export async function parkCase(
  dependencies: ActivityDependencies,
  { uscc, accountId, parked }: ParkedFirm,
  start: (taken: TakenOver) => Promise<void>,
): Promise<void> {
  const { data, clock } = dependencies;
  const [entry] = await data.entries.ofUscc(uscc);
  if (entry === undefined) throw new Error('a firm of the demonstration is not on the list');
  const [known] = await data.cases.ofEntry(entry.entryId);
  if (known !== undefined) {
    // A load that was broken off: the case goes on from where it was left.
    if (isClosed(known.case.stage)) return;
    await holdBack(dependencies, { caseId: known.case.caseId, parked });
    await start(await takenUp(dependencies, known));
    return;
  }
  const when = workTimes(await data.calendars.load(), clock());
  const past = new PastCase(dependencies, entry, accountId);
  await prepare({ past, dependencies, when }, { accountId, parked });
  if (!BEFORE_SUBMISSION.includes(parked.place)) {
    for (const [place, event] of actsAfter(
      { entry, rep: past.representative, policyVersion: past.policyVersion },
      parked.place,
    ).entries()) {
      await past.take({ ...event, at: when(Math.max(0, parked.age - 1 - place), place + 8) });
    }
  }
  const taken = past.handOver();
  await holdBack(dependencies, { caseId: taken.case.caseId, parked });
  await start(taken);
}

/** A case that is to stay on its way off the list: one register does not answer for it, until it is set right by hand. */
async function holdBack(
  { data }: Pick<ActivityDependencies, 'data'>,
  { caseId, parked }: { caseId: string; parked: Parked },
): Promise<void> {
  if (parked.place === 'EXITING') await data.receivers.ignoreCase(SILENT_RECEIVER, caseId);
}

async function takenUp(dependencies: ActivityDependencies, view: CaseView): Promise<TakenOver> {
  const { case: repairCase, enterpriseName, decisionNumber, authorityName, countyName } = view;
  const { caseId, reference, entryId, openedBy, assisted, listType, tier } = repairCase;
  const [rules, trail] = await Promise.all([
    createActivities(dependencies).loadRules({ caseId, listType, tier }),
    dependencies.data.audit.ofChain(`case:${caseId}`),
  ]);
  return {
    input: { caseId, reference, entryId, openedBy, assisted },
    ...{ case: repairCase, rules, lastHash: trail.at(-1)?.hash ?? '' },
    display: { enterpriseName, decisionNumber, authorityName, countyName },
  };
}

interface Telling {
  past: PastCase;
  dependencies: ActivityDependencies;
  when: ReturnType<typeof workTimes>;
}

/** From the draft to the signature, as far as the place asks. */
async function prepare(
  { past, dependencies, when }: Telling,
  { accountId, parked: { place, age, assisted, asked } }: Pick<ParkedFirm, 'accountId' | 'parked'>,
): Promise<void> {
  const early = BEFORE_SUBMISSION.includes(place);
  const drafted = place === 'DRAFT' || place === 'ABANDONED';
  await past.open(when(drafted ? age : age + 9), assisted && official('clerk', 'WINDOW_CLERK'));
  if (drafted) return;
  await past.register(when(age + 9, 1));
  await askAuthority({ past, when }, asked);
  if (place === 'TRAINING') return;
  const learnt = when(early ? age : age + 2, 2);
  await learnAll(dependencies, { accountId, at: learnt });
  await past.take({ kind: 'trainingCompleted', at: learnt });
  if (place === 'QUIZ_READY') return;
  const passed = learnt + HOUR_MS;
  const certificateId = await passQuiz(dependencies, { accountId, at: passed });
  await past.take({ kind: 'quizPassed', at: passed, certificateId });
  await past.fillIn(early ? passed + MINUTE_MS : when(age + 1, 4));
  if (place !== 'READY_TO_SIGN') await past.sign(when(age, 6));
}

/** The question to the recognising authority and, where it has answered, its answer one working day later. */
async function askAuthority({ past, when }: Pick<Telling, 'past' | 'when'>, asked: Parked['asked']): Promise<void> {
  if (asked === undefined) return;
  const { age, answer } = asked;
  const text = '罚款已缴清；决定书要求整改的两处隐患已经消除，整改台账和照片备查，请核实。';
  await past.take({ kind: 'askAuthority', at: when(age, 2), by: past.representative, text });
  if (answer === undefined) return;
  const reason = answer === 'NEGATIVE' ? '复查发现仓库消防通道仍有堆物，整改没有完成。' : '';
  const by = official(past.authorityId === DEMO_AUTHORITY ? 'authority' : 'authority-env', 'AUTHORITY_OFFICER');
  await past.take({ kind: 'answerDuties', at: when(age - 1, 2), by, round: 1, outcome: answer, reason });
}

type WithoutTime<Event> = Event extends { at: number } ? Omit<Event, 'at'> : never;
type ReviewAct = WithoutTime<RepairEvent>;

/** What the offices have done by then; each act comes one working day after the one before. */
function actsAfter(
  { entry, rep, policyVersion }: { entry: ListEntry; rep: ActorRef; policyVersion: string },
  place: Place,
): ReviewAct[] {
  const county = official(entry.county === DEMO_COUNTY ? 'county' : 'county-yicheng', 'COUNTY_REVIEWER');
  const authority = official(entry.authorityId === DEMO_AUTHORITY ? 'authority' : 'authority-env', 'AUTHORITY_OFFICER');
  const accept: ReviewAct = { kind: 'accept', by: county, policyVersion, confirmed: SEEN };
  const checked: ReviewAct = {
    ...{ kind: 'countyReview', by: county, outcome: 'POSITIVE' },
    reason: '材料齐全，义务已履行，拟同意。',
  };
  const agreed: ReviewAct = {
    ...{ kind: 'authorityOpinion', by: authority, outcome: 'POSITIVE' },
    reason: '经核实，决定书确定的义务已全部履行，同意移出。',
  };
  return ACTS[place]({ rep, county, authority, accept, checked, agreed });
}

/** What the county has seen for itself where no paper was filed. */
const SEEN = [
  { material: 'MAT2', seen: '核对决定书：只给予警告，没有罚款，也没有其他应履行的义务。' },
  { material: 'MAT4', seen: '窗口出示营业执照原件，名称、代码与名单记录一致。' },
] as const;

interface Acts {
  rep: ActorRef;
  county: ActorRef;
  authority: ActorRef;
  accept: ReviewAct;
  checked: ReviewAct;
  agreed: ReviewAct;
}

const RETURNED_FOR = [
  { code: 'R04', text: '缴款凭证不清晰，看不到决定书文号，请重新上传。' },
  { code: 'R10', text: '整改照片模糊，请补拍。' },
] as const;

const none = (): ReviewAct[] => [];
const approved = ({ accept, checked, agreed }: Acts): ReviewAct[] => [
  accept,
  checked,
  agreed,
  {
    ...{ kind: 'cityDecision', by: official('city', 'CITY_REVIEWER'), outcome: 'POSITIVE' },
    reason: '同意修复。',
  },
];
const ACTS: Record<Place, (acts: Acts) => ReviewAct[]> = {
  DRAFT: none,
  ABANDONED: none,
  TRAINING: none,
  QUIZ_READY: none,
  READY_TO_SIGN: none,
  SUBMITTED: none,
  CLAIMED: ({ county }) => [{ kind: 'claim', by: county }],
  RETURNED: ({ county }) => [{ kind: 'return', by: county, reasons: RETURNED_FOR }],
  WITHDRAWN: ({ rep }) => [{ kind: 'withdraw', by: rep, reason: '信息填写有误，改正后重新申请。' }],
  NOT_ACCEPTED: ({ county }) => [
    { kind: 'notAccept', by: county, reason: '该记录的处罚决定正在行政复议，请在复议结束后再申请。' },
  ],
  COUNTY_REVIEW: ({ accept }) => [accept],
  EXTENDED: ({ accept, county }) => [
    accept,
    { kind: 'extend', by: county, reason: '需到现场核查整改情况，办理期限延长一次。' },
  ],
  AUTHORITY_OPINION: ({ accept, checked }) => [accept, checked],
  REJECTED: ({ accept, checked, authority }) => [
    accept,
    checked,
    {
      ...{ kind: 'authorityOpinion', by: authority, outcome: 'NEGATIVE' },
      reason: '现场核查发现整改不到位：两处隐患未消除，不同意移出。整改完成并经复查合格后可再次申请。',
    },
  ],
  CITY_REVIEW: ({ accept, checked, agreed }) => [accept, checked, agreed],
  APPROVED: approved,
  EXITING: approved,
};
