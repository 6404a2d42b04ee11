import { Client, Connection } from '@temporalio/client';
import { encryptedDataConverter } from './temporalCodec.js';

export interface TemporalSettings {
  address: string;
  namespace: string;
  apiKey?: string;
  tls: boolean;
  /** 32 bytes shared by client and worker. */
  codecKey: Buffer;
}

/** Connects lazily: the site starts while Temporal is still away, and says so on `/readyz`. */
export function temporalClient({ address, namespace, apiKey, tls, codecKey }: TemporalSettings): Client {
  const connection = Connection.lazy({ address, tls, ...(apiKey === undefined ? {} : { apiKey }) });
  return new Client({ connection, namespace, dataConverter: encryptedDataConverter(codecKey) });
}

const PATIENCE_MS = 1_500;

/** Whether the server answers at this moment; a connection that was made once says nothing about now. Rejects when not. */
export async function temporalAnswers(client: Client): Promise<true> {
  await client.withDeadline(Date.now() + PATIENCE_MS, () => client.workflowService.getSystemInfo({}));
  return true;
}
