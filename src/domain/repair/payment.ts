/** A payment that is not the fine on record; amounts in yuan with two decimals. */
export interface PaymentDifference {
  fine: string;
  paid: string;
  difference: string;
  /** `SHORT`: less than the fine was paid; `OVER`: more. */
  kind: 'SHORT' | 'OVER';
}

const AMOUNT = /^\d{1,12}(\.\d{1,2})?$/;

/**
 * How the amount that the firm states differs from the fine of its entry; null where they are the same, where the entry
 * names no fine, or where no readable amount is stated yet. It is no refusal: a fine may have been reduced or split (R04
 * is the reviewer's to give).
 */
export function paymentDifference(fine: string | undefined, paid: string): PaymentDifference | null {
  if (fine === undefined || !AMOUNT.test(fine) || !AMOUNT.test(paid)) return null;
  const [owed, given] = [inFen(fine), inFen(paid)];
  if (owed === 0 || owed === given) return null;
  return {
    ...{ fine: inYuan(owed), paid: inYuan(given), difference: inYuan(Math.abs(owed - given)) },
    kind: given < owed ? 'SHORT' : 'OVER',
  };
}

const inFen = (amount: string): number => Math.round(Number(amount) * 100);
const inYuan = (fen: number): string => (fen / 100).toFixed(2);
