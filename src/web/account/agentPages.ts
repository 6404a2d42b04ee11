import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { AccountsService, AgentOfFirm } from '../../accounts/index.js';
import { formatDate } from '../format.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { AccountDependencies } from './accountDependencies.js';
import { readAgentForm } from './agentForm.js';
import { answerRefused, type FormFault, formState, refusalWords } from './formState.js';
import { handOver } from './handedCodePage.js';
import { leaveNotice, takeNotice } from './session.js';

interface AgentParams {
  [name: string]: string;
  accountId: string;
  uscc: string;
}

function agentRow(agent: AgentOfFirm, { locals: { t, lang } }: Response) {
  const { accountId, firm } = agent;
  const state = agent.expired ? 'expired' : agent.waiting ? 'waiting' : 'active';
  const colours = { expired: 'grey', waiting: 'yellow', active: 'green' } as const;
  const at = { accountId, uscc: firm.uscc };
  return {
    name: agent.displayName,
    idMasked: agent.idMasked,
    signInName: agent.signInName,
    firmName: firm.name,
    validUntil: formatDate(agent.validUntil, lang),
    state: { text: t(`account:agents.states.${state}`), colour: colours[state] },
    dismissAt: paths.account.dismissAgent.build(at),
    codeAction: agent.waiting ? paths.account.agentCode.build(at) : '',
  };
}

export const showAgents =
  ({ accounts }: AccountDependencies): RequestHandler =>
  async (req, res) => {
    const agents = await accounts.agents.list(actorOf(res));
    res.render('account/agents', { agents: agents.map(agent => agentRow(agent, res)), notice: takeNotice(req, res) });
  };

interface AppointmentForm {
  readonly key: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly faults?: readonly FormFault[];
}

const EMPTY = { uscc: '', displayName: '', idNumber: '', phone: '', validUntil: '' };

async function showForm({ accounts }: AccountDependencies, res: Response, form: AppointmentForm): Promise<void> {
  const firms = await accounts.agents.firmsOf(actorOf(res));
  const { key, values = EMPTY, faults = [] } = form;
  const items = firms.map(({ uscc, name }) => ({ value: uscc, text: `${name}（${uscc}）` }));
  res.render('account/agentNew', { key, form: formState(values, faults), firms: items });
}

export const showAppointAgent =
  (dependencies: AccountDependencies): RequestHandler =>
  (_req, res) =>
    showForm(dependencies, res, { key: randomUUID() });

/** A firm of somebody else answers 404. A new agent gets a code by SMS; in the demonstration it is shown. */
export const submitAppointAgent =
  (dependencies: AccountDependencies): RequestHandler =>
  async (req, res) => {
    const { t } = res.locals;
    const read = readAgentForm(fields(req), t);
    if (!read.ok) {
      res.status(422);
      await showForm(dependencies, res, { key: read.key, values: read.values, faults: read.faults });
      return;
    }
    const answer = await dependencies.accounts.agents.appoint(actorOf(res), read.agent);
    if (answer === null) throw notFound('firm');
    if (!answer.ok) {
      answerRefused(res, answer);
      const field = AGENT_FAULT_FIELDS[answer.refusal.code] ?? 'displayName';
      const faults = [{ field, text: refusalWords(t, answer.refusal) }];
      await showForm(dependencies, res, { key: read.agent.key, values: read.values, faults });
      return;
    }
    tellAppointed(req, res, answer);
  };

type Appointed = NonNullable<Awaited<ReturnType<AccountsService['agents']['renewCode']>>>;

/** Shows the code of the demonstration, or says where it went. */
function tellAppointed(req: Request, res: Response, appointed: Appointed): void {
  const { account, code, sentTo, reachesOthers, waitsUntil } = appointed;
  const { displayName, signInName } = account;
  if (code !== undefined) {
    handOver(req, { ...code, displayName, signInName, back: paths.account.agents.build() });
    res.redirect(303, paths.account.handedCode.build());
    return;
  }
  if (waitsUntil !== undefined) {
    leaveNotice(req, 'agentPhoneWaits', { name: displayName, until: formatDate(waitsUntil, res.locals.lang) });
  } else if (sentTo === undefined) leaveNotice(req, 'agentAppointed', { name: displayName });
  else leaveNotice(req, reachesOthers ? 'agentCodeSent' : 'agentCodeByPhone', { name: displayName, to: sentTo });
  res.redirect(303, paths.account.agents.build());
}

const AGENT_FAULT_FIELDS: Readonly<Record<string, string>> = {
  mandatePast: 'validUntil',
  phoneTaken: 'phone',
  agentPhoneDiffers: 'phone',
};

export const showDismissAgent =
  ({ accounts }: AccountDependencies): RequestHandler<AgentParams> =>
  async (req, res) => {
    const agent = await accounts.agents.find(actorOf(res), req.params.accountId, req.params.uscc);
    if (agent === null) throw notFound('agent');
    res.render('account/agentDismiss', { agent: agentRow(agent, res) });
  };

export const submitDismissAgent =
  ({ accounts }: AccountDependencies): RequestHandler<AgentParams> =>
  async (req, res) => {
    const dismissed = await accounts.agents.dismiss(actorOf(res), req.params.accountId, req.params.uscc);
    if (dismissed === null) throw notFound('agent');
    leaveNotice(req, 'agentDismissed');
    res.redirect(303, paths.account.agents.build());
  };

export const submitAgentCode =
  ({ accounts }: AccountDependencies): RequestHandler<AgentParams> =>
  async (req, res) => {
    const renewed = await accounts.agents.renewCode(actorOf(res), req.params.accountId, req.params.uscc);
    if (renewed === null) throw notFound('agent without a password');
    tellAppointed(req, res, renewed);
  };
