import type { DataAccess, ListImport, PersonDecision, PersonOnRecord, PersonQuestion } from '../data/index.js';
import type { MessageCode, MessageGateway, MessageRecipient } from '../messaging/messageGateway.js';

interface Told {
  readonly data: Pick<DataAccess, 'notices'>;
  readonly messages: MessageGateway;
}

type Step = 'opened' | 'kept' | 'taken';

const MESSAGES: Readonly<Record<Step | 'entered', MessageCode>> = {
  opened: 'personQuestionOpened',
  kept: 'personQuestionKept',
  taken: 'personQuestionTaken',
  entered: 'personQuestionEntered',
};

/** Tells the person on record by message and, with an account, in the site. Each by its id, so that it is told once. */
async function tellPerson(
  { data, messages }: Told,
  {
    question,
    step,
    accountId,
    at,
  }: { question: PersonQuestion; step: Step; accountId: string | undefined; at: number },
): Promise<void> {
  const { questionId, enterpriseName: enterprise, uscc, county, recorded, differing } = question;
  const id = `${questionId}:${step}`;
  if (accountId !== undefined) {
    const values = { enterprise, uscc, personParts: differing.join(',') };
    await data.notices.add({ noticeId: id, accountId, code: `personQuestion.${step}`, values, at });
  }
  const recipient: MessageRecipient = { personQuestionId: questionId, shown: recorded.phoneMasked ?? '-' };
  const message = { messageId: id, channel: 'SMS', recipient, code: MESSAGES[step] } as const;
  await messages.send({ ...message, values: { enterprise }, county, at });
}

/** The person on record hears that a list names somebody else. */
export const tellOfQuestion = (
  told: Told,
  { question, accountId }: { question: PersonQuestion; accountId: string | undefined },
): Promise<void> => tellPerson(told, { question, step: 'opened', accountId, at: question.openedAt });

/** The county's administrators hear of an import's questions once. */
export async function tellAdministrators(
  { notices }: Pick<DataAccess, 'notices'>,
  { list: { importId, fileName }, county, at }: { list: ListImport; county: string; at: number },
): Promise<void> {
  const scope = { role: 'COUNTY_ADMIN', county } as const;
  const noticeId = `${importId}:persons:${county}`;
  await notices.add({ noticeId, scope, code: 'personQuestion.forCounty', values: { file: fileName }, at });
}

/** After the county the city's administrators hear of it; after the last word the persons concerned. */
export async function tellOfDecision(
  told: Told,
  { question, decision, record }: { question: PersonQuestion; decision: PersonDecision; record: PersonOnRecord | null },
): Promise<void> {
  const { questionId, enterpriseName: enterprise, uscc, county, state, outcome, stated, version } = question;
  const { at } = decision;
  if (state === 'AT_CITY') {
    const scope = { role: 'CITY_ADMIN' } as const;
    const noticeId = `${questionId}:city:${String(version)}`;
    await told.data.notices.add({ noticeId, scope, code: 'personQuestion.forCity', values: { enterprise, uscc }, at });
    return;
  }
  if (state !== 'DECIDED') return;
  if (outcome === 'KEEP') {
    await tellPerson(told, { question, step: 'kept', accountId: record?.accountId, at });
    return;
  }
  const accountId = record?.formerAccountId ?? record?.accountId;
  await tellPerson(told, { question, step: 'taken', accountId, at });
  await told.messages.send({
    ...{ messageId: `${questionId}:entered`, channel: 'SMS', code: MESSAGES.entered, values: { enterprise } },
    ...{ recipient: { uscc, shown: stated.phoneMasked ?? '-' }, county, at },
  });
}
