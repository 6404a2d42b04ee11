import type { EntryFilter } from '../../data/index.js';
import type { Actor } from '../../domain/access/actor.js';
import { COUNTIES } from '../../domain/reference/counties.js';
import { ENTRY_STATES, LIST_TYPES } from '../../domain/repair/stages.js';
import { pageNumber } from '../pagination.js';

type Fields = Readonly<Record<string, string | undefined>>;

export interface EntryFilterForm {
  readonly filter: EntryFilter;
  readonly page: number;
}

const LONGEST_QUERY = 100;

/** The county a person is bound to; undefined for the whole city. A county role without a county sees nothing. */
export const countyOf = (actor: Actor): string | undefined =>
  actor.role === 'COUNTY_ADMIN' ? (actor.county ?? 'none') : undefined;

/** What the list is narrowed to; words that no choice offers are left out, and a county's administrator stays at home. */
export function entryFilterForm(query: Fields, actor: Actor): EntryFilterForm {
  const q = query['q']?.trim().slice(0, LONGEST_QUERY);
  const chosen = COUNTIES.find(({ adcode }) => adcode === query['county'])?.adcode;
  return {
    filter: {
      county: countyOf(actor) ?? chosen,
      listType: LIST_TYPES.find(value => value === query['listType']),
      state: ENTRY_STATES.find(value => value === query['state']),
      q: q === '' ? undefined : q,
    },
    page: pageNumber(query['page']),
  };
}

const FORM_KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The one-time key of a form; null where it was tampered with. */
export const formKey = (fields: Fields): string | null => {
  const key = fields['key'];
  return key !== undefined && FORM_KEY.test(key) ? key : null;
};
