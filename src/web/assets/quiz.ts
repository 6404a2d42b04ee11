// Saves each answer as it is given and shows the server's clock. Without it the form's own buttons do the saving.
const NOTICES = [600, 300, 60];
const SOON_SECONDS = 300;
const RETRY_MS = 3_000;
const AFTER_END_MS = 1_500;

const form = document.querySelector<HTMLFormElement>('#paper');
if (form) startPaper(form);

/** What is chosen in a question now; `cleared`: its answer was taken back in this page. */
interface Given {
  chosen: string;
  cleared: boolean;
}

/** What the server answers to an answer: stored, or why not. */
interface Stored {
  elsewhere?: boolean;
  notice?: string;
}

function startPaper(paper: HTMLFormElement): void {
  const status = paper.querySelector('#paper-status');
  const manual = paper.querySelector<HTMLElement>('#paper-manual');
  const say = (text: string): void => {
    if (status) status.textContent = text;
  };
  const sender = answerSender(paper, say);

  if (manual) manual.hidden = true;
  paper.addEventListener('change', event => {
    const target = event.target as HTMLInputElement;
    const question = target.closest<HTMLElement>('[data-place]');
    if (!question) return;
    if (target.closest('[data-clear]')) letGo(question);
    const chosen = chosenIn(question);
    offerToClear(question, chosen !== '');
    countAnswered(paper);
    void sender.add(question, { chosen, cleared: chosen === '' });
  });
  runClock(paper, { say, sendLast: sender.send });
}

/** Sends answers one at a time, the newest choice of each question; what could not be sent is tried again. */
function answerSender(paper: HTMLFormElement, say: (text: string) => void) {
  const words = paper.dataset;
  const waiting = new Map<HTMLElement, Given>();
  let sending = false;

  async function send(): Promise<void> {
    if (sending) return;
    sending = true;
    try {
      for (;;) {
        const [next] = waiting;
        if (!next) break;
        const [question, given] = next;
        say(await sendOne(paper, question, given));
        // Chosen anew meanwhile: the newer one stays in the queue.
        if (waiting.get(question) === given) waiting.delete(question);
      }
    } catch {
      say(words['failed'] ?? '');
      window.setTimeout(() => void send(), RETRY_MS);
    } finally {
      sending = false;
    }
  }

  return {
    send,
    add: (question: HTMLElement, given: Given): Promise<void> => {
      waiting.set(question, given);
      return send();
    },
  };
}

/** What there is to say of a sent answer. Throws where it is worth trying again. */
async function sendOne(paper: HTMLFormElement, question: HTMLElement, given: Given): Promise<string> {
  const shown = question.querySelector<HTMLInputElement>('input[type="hidden"]');
  const place = question.dataset['place'] ?? '';
  const { chosen, cleared } = given;
  const response = await post(paper, { place, chosen, was: shown?.value, cleared: String(cleared) });
  if (isSignedOut(response)) return wordOf(paper, 'ended');
  if (!response.ok && response.status !== 409) throw new Error(`answer got ${String(response.status)}`);
  const { notice, elsewhere } = (await response.json()) as Stored;
  if (notice !== undefined) return notice;
  if (shown) shown.value = chosen;
  if (elsewhere === true) noteElsewhere(question, wordOf(paper, 'elsewhere'));
  return fill(wordOf(paper, cleared ? 'cleared' : 'saved'), { n: place });
}

const post = (paper: HTMLFormElement, body: object): Promise<Response> =>
  fetch(wordOf(paper, 'answerHref'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRF-Token': tokenOf(paper) },
    body: JSON.stringify(body),
  });

const isSignedOut = ({ redirected, status }: Response): boolean => redirected || status === 401 || status === 403;

const wordOf = (paper: HTMLFormElement, name: string): string => paper.dataset[name] ?? '';

const tokenOf = (paper: HTMLFormElement): string =>
  paper.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '';

const chosenIn = (question: HTMLElement): string =>
  [...question.querySelectorAll<HTMLInputElement>('input:checked')].map(input => input.value).join('');

/** Nothing is chosen any more, and nothing is left to be cleared. */
function letGo(question: HTMLElement): void {
  for (const input of question.querySelectorAll<HTMLInputElement>('input:checked')) input.checked = false;
  question.querySelector<HTMLInputElement>('input[type="radio"]')?.focus();
}

function offerToClear(question: HTMLElement, offered: boolean): void {
  const offer = question.querySelector<HTMLElement>('[data-clear]');
  if (offer) offer.hidden = !offered;
}

/** Beside the question: the answer given here counts, though another one had been given elsewhere. */
function noteElsewhere(question: HTMLElement, text: string): void {
  const note = question.querySelector('.xf-question__note') ?? document.createElement('p');
  note.className = 'xf-question__note';
  note.setAttribute('role', 'status');
  question.prepend(note);
  note.textContent = text;
}

function countAnswered(paper: HTMLFormElement): void {
  const answered = paper.querySelector('#paper-answered');
  const places = [...paper.querySelectorAll<HTMLElement>('[data-place]')];
  const done = places.filter(question => chosenIn(question) !== '').length;
  if (answered) answered.textContent = fill(paper.dataset['progress'], { n: done, total: places.length });
}

/** The browser's clock may be wrong: what counts is the server's, by the difference at the time of the page. */
function runClock(
  paper: HTMLFormElement,
  { say, sendLast }: { say: (text: string) => void; sendLast: () => Promise<void> },
): void {
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
    void sendLast();
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
