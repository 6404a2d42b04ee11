import { contactWaitingDays } from './contactRules.js';
import type { PolicyReader } from './policyReader.js';
import type { PolicyRow } from './policyRow.js';
import { caseFigures } from './policySet.js';
import { periodBy } from './publicationPeriods.js';

/**
 * The keys of the rows that rules ask for. Found by asking: whoever reads figures does so here from a reader that
 * answers anything and keeps the key, so that no list of keys can fall behind the rules.
 */
export function keysRead(): ReadonlySet<string> {
  const asked = new Set<string>();
  const read = readerThatKeeps(asked);
  caseFigures(read, { listType: 'BLACKLIST', tier: 'GENERAL', version: '' });
  periodBy(read);
  contactWaitingDays(read);
  return asked;
}

function readerThatKeeps(asked: Set<string>): PolicyReader {
  const answer = <Value>(key: string, value: Value): Value => {
    asked.add(key);
    return value;
  };
  return {
    row: key => answer(key, anyRow(key)),
    number: key => answer(key, 0),
    numberIfAny: key => answer<number | undefined>(key, 0),
    flag: key => answer(key, false),
    text: key => answer(key, ''),
    word: (key, [first]) => {
      if (first === undefined) throw new Error(`policy row ${key} has no words to choose from`);
      return answer(key, first);
    },
    words: key => answer(key, []),
    seconds: key => answer(key, 0),
    regime: () => 'LOCAL',
  };
}

const anyRow = (key: string): PolicyRow => ({
  key,
  value: 0,
  unit: 'd',
  regime: 'LOCAL',
  source: 'PLATFORM',
  effectiveFrom: '',
});
