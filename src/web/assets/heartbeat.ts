/** What the server answers to a beat. All crediting happens there; this script only says "still open, still seen". */
interface BeatAnswer {
  credited: number;
  required: number;
  time: string;
  status: string;
  done: boolean;
  /** Why the clock stands; empty while it runs. */
  stopped: string;
  /** The person can make it run here with the button. */
  mayGoOn: boolean;
  nextBeatSeconds: number;
}

const PAGE_KEY = 'xinfu-page';

/** The person is signed out: sending the beat again does not help. */
class SignedOut extends Error {}

const form = document.querySelector<HTMLFormElement>('#reading');
if (form) startReading(form);

function startReading(reading: HTMLFormElement): void {
  const view = barOf(reading);
  const tabId = fieldOf(reading, 'tabId');
  const follows = pageBefore(tabId);
  let timer: number | undefined;
  let wasAway = false;

  view.run();
  reading.addEventListener('submit', event => {
    event.preventDefault();
    void beat({ attentive: 'true' });
  });
  document.addEventListener('visibilitychange', () => {
    wasAway = true;
    if (document.hidden) void send(reading, { tabId, visible: 'false' }).catch(() => undefined);
    else void beat();
  });
  // Back from the browser's memory of pages, where timers stood still.
  window.addEventListener('pageshow', event => {
    if (event.persisted && !document.hidden) void beat();
  });
  if (!document.hidden) void beat();

  async function beat(more: Record<string, string> = {}): Promise<void> {
    window.clearTimeout(timer);
    let seconds = Number(reading.dataset['nextBeat']) || 15;
    try {
      const answer = await send(reading, { tabId, follows, visible: 'true', ...more });
      view.show(answer, wasAway ? (reading.dataset['back'] ?? '') : '');
      wasAway = false;
      seconds = answer.nextBeatSeconds;
    } catch (error) {
      view.stop(reading.dataset[error instanceof SignedOut ? 'ended' : 'lost'] ?? '', { mayGoOn: false });
    }
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (!document.hidden) void beat();
    }, seconds * 1_000);
  }
}

/** The bar above the lesson: time, state, and while the clock stands, why and what to do. */
function barOf(reading: HTMLFormElement) {
  const bar = reading.querySelector<HTMLProgressElement>('#reading-bar');
  const time = reading.querySelector('#reading-time');
  const status = reading.querySelector('#reading-status');
  const stopped = reading.querySelector<HTMLElement>('#reading-stop');
  const why = reading.querySelector('#reading-why');
  const button = reading.querySelector<HTMLButtonElement>('#reading-button');
  if (button) button.textContent = button.dataset['goOn'] ?? '';

  const run = (): void => {
    if (stopped) stopped.hidden = true;
    if (button) button.hidden = true;
  };
  const stop = (reason: string, { mayGoOn }: { mayGoOn: boolean }): void => {
    say(why, reason);
    if (stopped) stopped.hidden = false;
    if (button) button.hidden = !mayGoOn;
  };
  return {
    run,
    stop,
    show(answer: BeatAnswer, back: string): void {
      if (bar) {
        bar.max = answer.required;
        bar.value = answer.credited;
      }
      say(time, answer.time);
      if (answer.stopped !== '' && !answer.done) {
        stop(answer.stopped, answer);
        return;
      }
      run();
      say(status, answer.done ? answer.status : `${back} ${answer.status}`.trim());
    },
  };
}

/** The same words again would be read out again. */
function say(place: Element | null, words: string): void {
  if (place && place.textContent !== words) place.textContent = words;
}

function fieldOf(reading: HTMLFormElement, name: string): string {
  return reading.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? '';
}

async function send(reading: HTMLFormElement, body: Record<string, string>): Promise<BeatAnswer> {
  const response = await fetch(reading.action, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      'X-CSRF-Token': fieldOf(reading, '_csrf'),
    },
    body: JSON.stringify(body),
    keepalive: true, // the last word of a page that is being left still arrives
  });
  if (response.redirected || response.status === 401 || response.status === 403) throw new SignedOut();
  if (!response.ok) throw new Error(`beat answered ${String(response.status)}`);
  return (await response.json()) as BeatAnswer;
}

/**
 * The page that this browser tab showed before, whose place this one takes: going on to the next lesson goes on earning
 * at once. Each page has a name of its own, as a copied tab would bring its name along.
 */
function pageBefore(tabId: string): string {
  try {
    const before = sessionStorage.getItem(PAGE_KEY) ?? '';
    sessionStorage.setItem(PAGE_KEY, tabId);
    return before;
  } catch {
    return '';
  }
}

// Makes this file a module of its own, as the browser loads it.
export {};
