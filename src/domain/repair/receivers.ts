/** The registers that must acknowledge an exit, together or none (part 5): publication, sharing, sanctions, credit portal. */
export const EXIT_RECEIVERS = ['PUBLICATION', 'SHARING', 'SANCTIONS', 'CREDIT_PORTAL'] as const;
export type ExitReceiver = (typeof EXIT_RECEIVERS)[number];
export const isReceiver = (name: string): boolean => EXIT_RECEIVERS.some(known => known === name);

/** Registers whose receipts are made by a stand-in of this site, as no real one is connected; papers and pages say so. */
export const STAND_IN_RECEIVERS: readonly ExitReceiver[] = [...EXIT_RECEIVERS];

/**
 * Why an exit is not done: a register does not answer, refuses for good, the entry left the list another way, or the
 * run of the exit itself broke off.
 */
export const EXIT_HINDRANCES = ['AWAY', 'REFUSED', 'NOT_LISTED', 'FAILED'] as const;
export type ExitHindrance = (typeof EXIT_HINDRANCES)[number];

const MINUTE_MS = 60_000;
/** How long a register may be silent before the administrators hear of it; the law's own limit is T10, three working days. */
export const EXIT_ALERT_MS = 15 * MINUTE_MS;
/** How long after a refusal the whole exit is tried again by itself. */
export const EXIT_RETRY_MS = 60 * MINUTE_MS;
