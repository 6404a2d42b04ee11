import type { Figures } from './measure.js';
import type { PartName } from './parts.js';

// One part in a process of its own, so that nothing of another weighs on it; it loads what it needs and no more.
const PARTS: Record<PartName, () => Promise<Figures>> = {
  case: async () => (await import('./case.js')).benchCase(),
  queue: async () => (await import('./pages.js')).benchQueue(),
  lookup: async () => (await import('./pages.js')).benchLookup(),
  letter: async () => (await import('./letter.js')).benchLetter(),
  big: async () => (await import('./big.js')).benchBig(),
};

const figures = await PARTS[process.argv[2] as PartName]();
process.send?.(figures, () => process.exit());
