import type { Response } from 'express';
import type { Account } from '../../data/index.js';
import { findAuthority } from '../../domain/reference/authorities.js';
import { findCounty } from '../../domain/reference/counties.js';
import type { ActorRef } from '../../domain/repair/repairCase.js';
import { type RepairStage, STAGES } from '../../domain/repair/stages.js';

type Locals = Pick<Response['locals'], 't' | 'lang'>;

/** The stage as a tag. */
export const stageTag = (stage: RepairStage, { t }: Pick<Locals, 't'>): { text: string; colour: string } => ({
  text: t(`repair:stage.${stage}`),
  colour: STAGES[stage].colour,
});

export const countyWords = (adcode: string, lang: 'zh' | 'en'): string => findCounty(adcode)?.[lang] ?? adcode;
export const authorityWords = (authorityId: string, lang: 'zh' | 'en'): string =>
  findAuthority(authorityId)?.[lang] ?? authorityId;

const FIRM_ROLES = ['LEGAL_REP', 'AGENT'];

/** Who did something: people of the firm by name, officials by role and office only. */
export function whoDidIt(by: ActorRef, people: ReadonlyMap<string, Account>, { t, lang }: Locals): string {
  const account = people.get(by.accountId);
  const role = t(`common:roles.${by.role}`);
  if (account === undefined) return role;
  if (FIRM_ROLES.includes(by.role)) return t('cases:who.person', { role, name: account.displayName });
  const office =
    account.county === undefined
      ? account.authorityId === undefined
        ? ''
        : authorityWords(account.authorityId, lang)
      : countyWords(account.county, lang);
  return office === '' ? role : t('cases:who.office', { role, office });
}
