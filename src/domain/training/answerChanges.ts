/** What one page of a running quiz says about one question. Labels as `optionLabel` names them, sorted. */
export interface PageAnswer {
  questionId: string;
  /** What this page showed as the stored answer; absent where the page does not say. */
  was?: readonly string[];
  chosen: readonly string[];
  /** Asked for in this page: the stored answer is to be taken back. */
  cleared: boolean;
}

export interface GivenAnswer {
  questionId: string;
  chosen: readonly string[];
}

export interface AnswerChanges {
  /** What this page changes; every other stored answer stays as it is. */
  changes: readonly GivenAnswer[];
  /** Questions changed here and, after this page was shown, elsewhere to something else: the change made here stays. */
  elsewhere: readonly string[];
}

/**
 * What a page means to change in the stored answers. Only what differs from what the page itself showed is a change, so
 * a page that lay open elsewhere takes nothing back; a blank is a change only where the answer was cleared in this page.
 */
export function answerChanges(
  page: readonly PageAnswer[],
  stored: Readonly<Record<string, readonly string[]>>,
): AnswerChanges {
  const asked = page.flatMap(answer => {
    const chosen = askedFor(answer);
    const now = stored[answer.questionId] ?? [];
    return chosen === undefined || same(chosen, now) ? [] : [{ answer, chosen, now }];
  });
  return {
    changes: asked.map(({ answer: { questionId }, chosen }) => ({ questionId, chosen })),
    elsewhere: asked
      .filter(({ answer: { was }, now }) => was !== undefined && !same(was, now))
      .map(({ answer: { questionId } }) => questionId),
  };
}

/** The answer this page asks for; undefined where it leaves the question alone. */
function askedFor({ was, chosen, cleared }: PageAnswer): readonly string[] | undefined {
  // A radio button stays pressed when "clear" is ticked beside it; another one pressed instead is the last word.
  if (cleared && (chosen.length === 0 || same(chosen, was ?? []))) return [];
  if (chosen.length === 0 || (was !== undefined && same(chosen, was))) return undefined;
  return chosen;
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.toSorted().join('') === other.toSorted().join('');
