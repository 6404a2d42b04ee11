/** When forms of a running sitting met a server of ours that was away, epoch milliseconds by the web's clock. */
export interface Outage {
  from: number;
  to: number;
}

/** What the rule needs of a sitting, epoch milliseconds. */
export interface SittingTimes {
  /** Last instant that counts. */
  closesAt?: number;
  closedAt?: number;
  /** Arrival of the last form of this sitting that was stored. */
  receivedAt?: number;
  outage?: Outage;
}

/**
 * Whether a sitting lost answers through an outage of ours: answers arrived before the end and could not be stored, and
 * after that no form of the sitting was stored any more until the clock ended it. Who handed in after the outage had
 * seen what was stored; a pass stands in any case.
 */
export function lostThroughOutage({
  closesAt,
  closedAt,
  receivedAt = 0,
  outage,
  passed,
}: SittingTimes & { passed: boolean }): boolean {
  if (passed || outage === undefined || closesAt === undefined || closedAt === undefined) return false;
  return closedAt >= closesAt && outage.to <= closesAt && receivedAt < outage.to;
}
