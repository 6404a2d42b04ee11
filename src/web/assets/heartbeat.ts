/** What the server answers to a beat. All crediting happens there; this script only says "still open, still seen". */
interface BeatAnswer {
  credited: number;
  required: number;
  time: string;
  status: string;
  attentionDue: boolean;
  refusal: string;
  nextBeatSeconds: number;
}

const TAB_KEY = 'xinfu-tab';

const form = document.querySelector<HTMLFormElement>('#reading');
if (form) startReading(form);

function startReading(reading: HTMLFormElement): void {
  const bar = reading.querySelector<HTMLProgressElement>('#reading-bar');
  const time = reading.querySelector('#reading-time');
  const status = reading.querySelector('#reading-status');
  const button = reading.querySelector<HTMLButtonElement>('#reading-button');
  const tabId = keptTabId(fieldOf(reading, 'tabId'));
  let timer: number | undefined;

  if (button) {
    button.hidden = true;
    button.textContent = button.dataset['goOn'] ?? '';
  }
  reading.addEventListener('submit', event => {
    event.preventDefault();
    void beat({ attentive: 'true' });
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) void send(reading, { tabId, visible: 'false' }).catch(() => undefined);
    else void beat();
  });
  if (!document.hidden) void beat();

  async function beat(more: Record<string, string> = {}): Promise<void> {
    window.clearTimeout(timer);
    let seconds = Number(reading.dataset['nextBeat']) || 15;
    try {
      const answer = await send(reading, { tabId, visible: 'true', ...more });
      show(answer);
      seconds = answer.nextBeatSeconds;
    } catch {
      if (status) status.textContent = reading.dataset['lost'] ?? '';
    }
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (!document.hidden) void beat();
    }, seconds * 1_000);
  }

  function show(answer: BeatAnswer): void {
    if (bar) {
      bar.max = answer.required;
      bar.value = answer.credited;
    }
    if (time) time.textContent = answer.time;
    const words = answer.refusal || answer.status;
    // The same words again would be read out again.
    if (status && status.textContent !== words) status.textContent = words;
    if (button) button.hidden = !answer.attentionDue;
  }
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
  if (!response.ok || response.redirected) throw new Error(`beat answered ${String(response.status)}`);
  return (await response.json()) as BeatAnswer;
}

/** One name for this browser tab, so that going on to the next lesson goes on earning. */
function keptTabId(given: string): string {
  try {
    const kept = sessionStorage.getItem(TAB_KEY) ?? given;
    sessionStorage.setItem(TAB_KEY, kept);
    return kept;
  } catch {
    return given;
  }
}

// Makes this file a module of its own, as the browser loads it.
export {};
