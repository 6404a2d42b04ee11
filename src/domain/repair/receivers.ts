/** The registers that must acknowledge an exit, together or none (part 5): publication, sharing, sanctions, credit portal. */
export const EXIT_RECEIVERS = ['PUBLICATION', 'SHARING', 'SANCTIONS', 'CREDIT_PORTAL'] as const;
export type ExitReceiver = (typeof EXIT_RECEIVERS)[number];
