import { openReading, type Reached } from './product/reached.js';

// A process of its own: what waiting costs is no cost of the case.
const POLL_MS = 40;
const reading = await openReading(String(process.env['MONGODB_URI']));

process.on('message', (asked: { caseId: string; reached: Reached }) => {
  const look = async (): Promise<void> => {
    const version = await reading(asked.caseId, asked.reached);
    if (version === null) setTimeout(() => void look(), POLL_MS);
    else process.send?.({ ...asked, version });
  };
  void look();
});
process.send?.('ready');
