import { connectDatabase, dataAccess } from '../../../src/data/index.js';
import { requireConfig } from '../../../src/requireConfig.js';

/** The stores over a database of this address, with the keys of the environment. */
export async function openData(mongodbUri: string) {
  const database = await connectDatabase(mongodbUri);
  return {
    database,
    data: dataAccess(database, requireConfig()),
    drop: async () => {
      await database.dropDatabase();
      await database.close();
    },
  };
}

export type OpenData = Awaited<ReturnType<typeof openData>>;
