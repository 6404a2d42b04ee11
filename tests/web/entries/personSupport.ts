import type { PersonDecisionForm } from '../../../src/commands/personQuestions.js';
import { decidePersonQuestion } from '../../../src/commands/personQuestions.js';
import type { PersonQuestion } from '../../../src/data/index.js';
import type { Actor } from '../../../src/domain/access/actor.js';
import { outboxGateway } from '../../../src/messaging/outboxGateway.js';
import type { TestDatabase } from '../../support/database.js';
import { importRows, keyNumber, NOW, row, usccOf } from './support.js';

export const FIRST = { page: 1, size: 50 };
/** Number and telephone of the rows that `row` makes. */
export const ID_NUMBER = '11010519491231002X';
export const PHONE = '13800000000';

type Change = Partial<Pick<PersonDecisionForm, 'outcome' | 'print' | 'key'>>;

/** Firms of which a list names another representative, each with its own number. */
export function openQuestions(database: () => TestDatabase, first: number) {
  let drawn = first;
  const key = (number: number) => keyNumber(drawn * 10 + number);
  const stores = () => database().data;
  const waiting = async () => (await stores().personQuestions.page({ open: true }, FIRST)).items;
  return {
    next: () => {
      drawn += 1;
    },
    number: () => drawn,
    uscc: () => usccOf(drawn),
    key,
    waiting,
    record: () => stores().enterprises.personOf(usccOf(drawn)),
    messages: async (questionId: string) =>
      (await stores().outbox.page({}, { page: 1, size: 200 })).items
        .filter(({ messageId }) => messageId.startsWith(questionId))
        .map(({ code, to }) => `${code} ${to}`)
        .sort(),
    /** A firm on record, and a list that names somebody else; what waits for a decision. */
    async asked(change: Parameters<typeof row>[1] = {}, { account = '' } = {}): Promise<PersonQuestion> {
      await importRows(database(), [row(drawn)], key(0));
      if (account !== '') await stores().enterprises.setRepresentative(usccOf(drawn), account);
      const other = { representativeName: '钱接任', representativeId: '', phone: '13911112222', duties: '整改' };
      await importRows(database(), [row(drawn, { ...other, ...change })], key(1));
      const question = (await waiting()).find(({ uscc }) => uscc === usccOf(drawn));
      if (question === undefined) throw new Error('no question');
      return question;
    },
    /** What came of the decision: the state, or why it was refused. */
    async decide({ questionId, version, print }: PersonQuestion, actor: Actor, change: Change = {}) {
      const data = stores();
      const seen = { questionId, version, print, key: key(9) };
      const form = { ...seen, outcome: 'TAKE_OVER' as const, reason: '电话 13911112222 核实', ...change };
      const answer = await decidePersonQuestion(
        {
          ...{ data, messages: outboxGateway(data), clock: () => NOW },
          correctPhone: async (_actor, { accountId, phone }) => {
            const change = { phone, way: 'CORRECTION', sourceId: 'form', by: [], at: NOW } as const;
            await data.enterprises.setRepresentativePhone(accountId, change);
            return { ok: true };
          },
        },
        { actor, form },
      );
      return answer.ok ? answer.question.state : (answer.refusal?.code ?? 'not found');
    },
  };
}
