// Saves each answer as it is given and shows the server's clock. Without it the form's own buttons do the saving.
const NOTICES = [600, 300, 60];
const SOON_SECONDS = 300;
const RETRY_MS = 3_000;
const AFTER_END_MS = 1_500;

const form = document.querySelector<HTMLFormElement>('#paper');
if (form) startPaper(form);

function startPaper(paper: HTMLFormElement): void {
  const status = paper.querySelector('#paper-status');
  const token = paper.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '';
  const words = paper.dataset;
  const waiting = new Map<string, string>();
  let sending = false;

  paper.addEventListener('change', event => {
    const question = (event.target as HTMLElement).closest<HTMLElement>('[data-place]');
    const place = question?.dataset['place'];
    if (!question || place === undefined) return;
    const chosen = [...question.querySelectorAll<HTMLInputElement>('input:checked')].map(input => input.value);
    waiting.set(place, chosen.join(''));
    countAnswered(paper);
    void sendWaiting();
  });
  runClock(paper, text => {
    if (status) status.textContent = text;
  });

  /** One answer at a time, the newest choice of each question; what could not be sent is tried again. */
  async function sendWaiting(): Promise<void> {
    if (sending) return;
    sending = true;
    try {
      for (;;) {
        const [next] = waiting;
        if (!next) break;
        const [place, chosen] = next;
        await send(place, chosen);
        // Chosen anew meanwhile: the newer one stays in the queue.
        if (waiting.get(place) === chosen) waiting.delete(place);
        if (status) status.textContent = fill(words['saved'], { n: place });
      }
    } catch {
      if (status) status.textContent = words['failed'] ?? '';
      window.setTimeout(() => void sendWaiting(), RETRY_MS);
    } finally {
      sending = false;
    }
  }

  async function send(place: string, chosen: string): Promise<void> {
    const response = await fetch(words['answerHref'] ?? '', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRF-Token': token },
      body: JSON.stringify({ place, chosen }),
    });
    if (!response.ok || response.redirected) throw new Error(`answer got ${String(response.status)}`);
  }
}

function countAnswered(paper: HTMLFormElement): void {
  const answered = paper.querySelector('#paper-answered');
  const places = [...paper.querySelectorAll('[data-place]')];
  const done = places.filter(question => question.querySelector('input:checked')).length;
  if (answered) answered.textContent = fill(paper.dataset['progress'], { n: done, total: places.length });
}

/** The browser's clock may be wrong: what counts is the server's, by the difference at the time of the page. */
function runClock(paper: HTMLFormElement, say: (text: string) => void): void {
  const { closesAt, now, left = '', soon = '', over = '', showHref = '' } = paper.dataset;
  const end = Number(closesAt) - Number(now) + Date.now();
  const countdown = paper.querySelector('#countdown');
  const said = new Set<number>();
  const timer = window.setInterval(tick, 1_000);
  tick();

  function tick(): void {
    const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1_000));
    if (countdown) {
      countdown.textContent = fill(left, { m: Math.floor(seconds / 60), s: String(seconds % 60).padStart(2, '0') });
      countdown.classList.toggle('xf-countdown--soon', seconds <= SOON_SECONDS);
    }
    const notice = NOTICES.find(mark => seconds <= mark && seconds > mark - 5 && !said.has(mark));
    if (notice !== undefined) {
      said.add(notice);
      say(fill(soon, { m: notice / 60 }));
    }
    if (seconds > 0) return;
    window.clearInterval(timer);
    say(over);
    window.setTimeout(() => {
      window.location.assign(showHref);
    }, AFTER_END_MS);
  }
}

/** Puts values into `#name#` places; the words come from the page in the reader's language. */
function fill(text: string | undefined, values: Record<string, string | number>): string {
  return Object.entries(values).reduce(
    (filled, [name, value]) => filled.replaceAll(`#${name}#`, String(value)),
    text ?? '',
  );
}

// Makes this file a module of its own, as the browser loads it.
export {};
