import {
  CancellationScope,
  condition,
  defineUpdate,
  executeChild,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';

/** What a story consists of, in its order; a list is a child's story. */
export type Beat = 'update' | 'activity' | 'local' | 'timer' | Beat[];

interface Empty {
  nothing(): Promise<void>;
}

const activity = proxyActivities<Empty>({ startToCloseTimeout: '10s' });
const local = proxyLocalActivities<Empty>({ startToCloseTimeout: '10s' });

export const turn = defineUpdate('turn');

/** The least that a story of these updates, timers and activities can cost: nothing is done in them. */
export async function emptyStory(beats: readonly Beat[]): Promise<void> {
  let [came, begun, answered] = [0, 0, 0];
  setHandler(turn, async () => {
    came += 1;
    const mine = came;
    await condition(() => answered >= mine);
  });
  let timer = new CancellationScope();
  const startTimer = () => {
    timer.cancel();
    timer = new CancellationScope();
    void timer.run(() => sleep('1 day')).catch(() => undefined);
  };
  for (const beat of beats) {
    if (beat === 'update') {
      begun += 1;
      await condition(() => came >= begun);
    } else if (beat === 'activity') {
      await activity.nothing();
      answered = begun; // as an act is answered once its step is stored
    } else if (beat === 'local') await local.nothing();
    else if (beat === 'timer') startTimer();
    else await executeChild(emptyStory, { args: [beat] });
  }
  answered = came;
  timer.cancel();
}
