import type { WebDependencies } from '../../../src/web/webDependencies.js';
import { NOW } from '../coverage/support.js';

/** The stores as they are, but with one open case that is on its way off the list. */
export function dataWithCase(data: WebDependencies['data']): WebDependencies['data'] {
  const view = {
    case: { caseId: 'c1', reference: 'X1', stage: 'EXITING', updatedAt: NOW },
    enterpriseName: '试验企业',
    countyName: '上蔡县',
  };
  const found = (wanted: string) => Promise.resolve(wanted === 'c1' || wanted === 'X1' ? view : null);
  async function* openCases() {
    yield await Promise.resolve({ caseId: 'c1', entryId: 'e1' });
  }
  const queue = ({ q }: { q?: string }) => {
    const items = q === 'nothing' ? [] : [view];
    return Promise.resolve({ items, total: items.length, page: 1, size: 20 });
  };
  const counts = ({ county }: { county?: string }) =>
    Promise.resolve({ byStage: { EXITING: county === undefined ? 7 : 3 }, overdue: 0, total: 7 });
  const failure = { county: '411702', stage: 'READY_TO_SIGN', letterFailure: { cause: 'TIMEOUT', at: NOW } };
  const failed = { ...view, case: { ...view.case, reference: 'X-FAILED', ...failure } };
  const withFailedLetter = () => Promise.resolve([failed]);
  const read = { find: found, findByReference: found, openCases, queue, counts, withFailedLetter };
  return {
    ...data,
    cases: { ...data.cases, ...read },
  } as unknown as WebDependencies['data'];
}
