/** Words by which a list says that nothing is to be performed. */
const NOTHING = /^(无|没有|不涉及|无需履行|无须履行|无(其他|应履行的?)?义务)[。.]?$/;
const ADMONITION = /警告|通报批评/;
/** Whatever else a penalty may impose: then there is a duty, and a blank in the list means only that it is not stated. */
const IMPOSITION =
  /罚款|没收|责令|停产|停业|整改|整顿|吊销|暂扣|降低|关闭|限制|禁止|拆除|恢复|补缴|返工|返还|赔偿|拘留/;

/**
 * Whether the decision of an entry names no duty at all: no sum, and either the list says so or nothing but a warning
 * or a public criticism was pronounced (ruling B5). In doubt it does not.
 */
export function namesNoDuty({
  amount,
  duties,
  penalty,
}: {
  amount?: string | undefined;
  duties: string;
  penalty: string;
}): boolean {
  if (amount !== undefined && Number(amount) !== 0) return false;
  if (NOTHING.test(duties.trim())) return !IMPOSITION.test(penalty);
  return duties.trim() === '' && ADMONITION.test(penalty) && !IMPOSITION.test(penalty);
}
