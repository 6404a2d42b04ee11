import type { Response } from 'express';
import type { InvitationState, OutboxMessage, Page } from '../../data/index.js';
import type { FirmToInvite, InvitationLine } from '../../queries/entryQueries.js';
import type { NotInvited } from '../../queries/inviteQueries.js';
import { paginationOf } from '../pagination.js';
import { paths } from '../paths.js';
import { countyName, listTypeTag } from './names.js';
import { inviteRefusalText } from './refusalText.js';

const COLOURS: Record<InvitationState, string> = {
  OPEN: 'blue',
  USED: 'green',
  EXPIRED: 'grey',
  BLOCKED: 'red',
  REVOKED: 'grey',
};

/** One line of a table of invitations. */
export function invitationRow(res: Response, { invitation, state, firmName }: InvitationLine) {
  const { t, lang } = res.locals;
  return {
    firm: firmName,
    uscc: invitation.uscc,
    href: paths.entries.invitation.build({ invitationId: invitation.invitationId }),
    county: countyName(invitation.county, lang),
    state: { text: t(`entries:invitation.state.${state}`), colour: COLOURS[state] },
    createdAt: new Date(invitation.createdAt),
    expiresAt: new Date(invitation.expiresAt),
    wrong: invitation.wrong,
  };
}

/** The banner after a round of invitations; empty where nobody was invited. */
const bulkBanner = (res: Response, invited: number): string =>
  invited === 0 ? '' : res.locals.t('entries:invitation.bulkDone', { invited });

export function invitationListPage(res: Response, list: Page<InvitationLine>, invited: number) {
  return {
    rows: list.items.map(line => invitationRow(res, line)),
    banner: bulkBanner(res, invited),
    inviteManyHref: paths.entries.inviteMany.build(),
    pagination: paginationOf(list, res.locals.t, page => paths.entries.invitations.build({ page })),
  };
}

export interface InvitationPageParts {
  readonly line: InvitationLine;
  /** The code, while it may still be shown: in the demonstration alone. */
  readonly code: string | undefined;
  readonly demo: boolean;
  readonly message: OutboxMessage | null;
  /** An active entry of the firm in the reader's scope, for a new invitation and the notice. */
  readonly entryId: string | null;
  readonly key: string;
  readonly errors: readonly { text: string }[];
  /** Public address of the site, for the person to be told. */
  readonly baseUrl: string;
}

/** One invitation: the code while it is fresh, where it was sent, what can still be done with it. */
export function invitationPage(res: Response, parts: InvitationPageParts) {
  const { t } = res.locals;
  const { line, code, demo, message, entryId, key, errors, baseUrl } = parts;
  const { invitationId } = line.invitation;
  return {
    ...invitationRow(res, line),
    breadcrumbs: [
      { text: t('entries:invitation.title'), href: paths.entries.invitations.build() },
      { text: line.firmName },
    ],
    code: code ?? '',
    standIn: t(demo ? 'outbox:standIn' : 'outbox:standInOff'),
    sentTo: message === null || message.to === '-' ? t('entries:invitation.noPhone') : message.to,
    errors,
    key,
    isOpen: line.state === 'OPEN',
    isUsed: line.state === 'USED',
    activateAddress: `${baseUrl}${paths.account.activate.build()}`,
    revokeHref: paths.entries.revokeInvitation.build({ invitationId }),
    renewHref: entryId === null ? '' : paths.entries.invite.build({ entryId }),
    noticeHref: entryId === null ? '' : paths.entries.notice.build({ entryId }),
  };
}

interface InviteManyParts {
  readonly key: string;
  /** The ticked entries; null ticks the whole page. */
  readonly ticked: readonly string[] | null;
  readonly noneTicked: boolean;
  readonly invited: number;
  readonly refused: readonly NotInvited[];
}

/** Firms without an account, never trained first, each with a box to tick; above them what a round left undone and why. */
export function inviteManyPage(res: Response, list: Page<FirmToInvite>, parts: InviteManyParts) {
  const { t, lang } = res.locals;
  const { key, ticked, noneTicked, invited, refused } = parts;
  const rows = list.items.map(({ entry, trainedOn }) => ({
    entryId: entry.entryId,
    name: entry.enterpriseName,
    uscc: entry.uscc,
    county: countyName(entry.county, lang),
    listType: listTypeTag(entry.listType, t),
    trainedOn: trainedOn ?? '',
    ticked: ticked?.includes(entry.entryId) ?? true,
  }));
  const listError = noneTicked ? t('entries:invitation.noneTicked') : '';
  const fieldOf = (entryId: string) => {
    const place = rows.findIndex(row => row.entryId === entryId);
    return place < 0 ? {} : { field: `firm-${String(place)}` };
  };
  return {
    key,
    banner: bulkBanner(res, invited),
    listError,
    errors: [
      ...(noneTicked ? [{ text: listError, ...(rows.length > 0 && { field: 'firm-0' }) }] : []),
      ...refused.map(line => ({ text: refusedLine(res, line), ...fieldOf(line.entryId) })),
    ],
    page: list.page,
    rows,
    pagination: paginationOf(list, t, page => paths.entries.inviteMany.build({ page })),
  };
}

/** Which firm was not invited, and why. */
function refusedLine(res: Response, { enterpriseName, refusal }: NotInvited): string {
  const { t } = res.locals;
  const why = inviteRefusalText(refusal, res.locals);
  return enterpriseName === null ? why : t('entries:invitation.notInvited', { enterprise: enterpriseName, why });
}
