import type { ActivityDependencies } from './dependencies.js';

/** The list entries with an open case among the firms of a representative. */
export const createOpenEntriesOf =
  ({ data }: ActivityDependencies) =>
  async ({ accountId }: { accountId: string }): Promise<string[]> => {
    const firms = await data.enterprises.ofRepresentative(accountId);
    const open = await data.cases.ofUsccs(
      firms.map(({ uscc }) => uscc),
      { open: true },
    );
    return open.map(view => view.case.entryId);
  };
