import { testDatabaseUri } from '../support/databaseUri.js';
import { accounted, listenToDriver, takeAsked, tally, telling, type Work } from './commands.js';
import type { Beat } from './emptyStory.js';
import { beatsOf, emptyStories } from './floorStory.js';
import { besideFloor, type Figures, measured, type Measured, median } from './measure.js';
import {
  connectWorkers,
  type Firm,
  listedFirm,
  openSite,
  productBundle,
  type Site,
  type SiteOptions,
  wholeCase,
  workflowIdOf,
} from './product/cases.js';
import { openWaiter, type Waiter } from './waiting.js';

const SECONDS = 10;
const AT_A_TIME = 4;
/** Cases taken one after the other for the counts, and for the time of an update. */
const ALONE = 2;
const MOST_PER_SECOND = 12;

/** A whole case, from the draft to the exit with its papers, beside the same story with nothing in its activities. */
export async function benchCase(): Promise<Figures> {
  listenToDriver();
  const connection = await connectWorkers();
  const options = { connection, workflowBundle: productBundle() };
  const counted = await countedCases(options);
  const { ours, updates } = await timedCases(options);
  const floor = await emptyStories({ beats: counted.beats, connection }, { seconds: SECONDS / 2, atATime: AT_A_TIME });
  return [
    ...counted.figures,
    ['update answered, one client, p50 ms', median(updates)],
    ...besideFloor({ one: 'whole case', floor: 'story with empty activities' }, ours, floor),
  ];
}

type Common = Pick<SiteOptions, 'connection' | 'workflowBundle'>;

async function withSite<Result>(
  options: SiteOptions,
  work: (site: Site, waiter: Waiter) => Promise<Result>,
): Promise<Result> {
  const uri = options.mongodbUri.replace(/[?&]monitorCommands=true/, '');
  const [site, waiter] = [await openSite(options), await openWaiter(uri)];
  try {
    return await site.worker.runUntil(work(site, waiter));
  } finally {
    waiter.stop();
    await site.close();
  }
}

const untimed = <Answer>(update: () => Promise<Answer>) => update();

/** One case after the other with a driver that tells what it is asked. */
async function countedCases(options: Common): Promise<{ figures: Figures; beats: Beat[] }> {
  const works: Work[] = [];
  const wrap: SiteOptions['wrap'] =
    (name, activity) =>
    async (...given) => {
      const [result, account] = await accounted(name, () => activity(...given));
      works.push(account);
      return result;
    };
  const mongodbUri = telling(testDatabaseUri());
  return withSite({ ...options, mongodbUri, wrap }, async (site, { until }) => {
    const firms = [];
    for (let place = 0; place <= ALONE; place += 1) firms.push(await listedFirm(site.data, place));
    const [first, ...others] = firms;
    if (first === undefined) throw new Error('no firm is listed');
    await wholeCase(site, first, { until, timed: untimed });
    takeAsked();
    works.length = 0;
    let recorded = 0;
    for (const firm of others) recorded += await wholeCase(site, firm, { until, timed: untimed });
    const beats = await beatsOf(site.client, workflowIdOf(first.entryId));
    return {
      beats,
      figures: [
        ...commandFigures(takeAsked()),
        ['recorded steps per case', recorded / ALONE],
        ...stepFigures(works),
        ...beatFigures(beats),
      ],
    };
  });
}

const commandFigures = (asked: readonly string[]): Figures => [
  ['database commands per case', asked.length / ALONE],
  ...tally(asked).map(([name, times]) => [`- ${name}`, times / ALONE] as const),
];

/** One call stores one step, or several that follow each other. */
function stepFigures(works: readonly Work[]): Figures {
  const calls = works.filter(({ name }) => /^recordSteps?$/.test(name));
  const of = (what: 'commands' | 'rounds') => calls.map(call => call[what]);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [
    ['calls that record steps, per case', calls.length / ALONE],
    ['database commands per such call, mean', mean(of('commands'))],
    ['database commands per such call, most', Math.max(...of('commands'))],
    ['round trips per such call, mean', mean(of('rounds'))],
    ['round trips per such call, most', Math.max(...of('rounds'))],
  ];
}

function beatFigures(beats: readonly Beat[]): Figures {
  const all = beats.flat();
  const count = (kind: Beat) => all.filter(beat => beat === kind).length;
  return [
    ['updates per case', count('update')],
    ['activities per case', count('activity')],
    ['local activities per case', count('local')],
    ['timers per case', count('timer')],
  ];
}

/** Cases with a driver that keeps to its work: the time of an update with one client, then rate and processor time. */
async function timedCases(options: Common): Promise<{ ours: Measured; updates: number[] }> {
  return withSite({ ...options, mongodbUri: testDatabaseUri() }, async (site, { until }) => {
    // Firms are listed before the clock runs: a case begins with its draft.
    const firms: Firm[] = [];
    for (let place = 0; place < SECONDS * MOST_PER_SECOND; place += 1) firms.push(await listedFirm(site.data, place));
    const updates: number[] = [];
    const timed = async <Answer>(update: () => Promise<Answer>): Promise<Answer> => {
      const from = performance.now();
      const answer = await update();
      updates.push(performance.now() - from);
      return answer;
    };
    const next = async (watch: typeof timed): Promise<void> => {
      const firm = firms.pop();
      if (firm === undefined) throw new Error('too few firms were listed');
      await wholeCase(site, firm, { until, timed: watch });
    };
    for (let done = 0; done <= ALONE; done += 1) await next(done === 0 ? untimed : timed);
    return { updates, ours: await measured({ seconds: SECONDS, atATime: AT_A_TIME, warmUp: 0 }, () => next(untimed)) };
  });
}
