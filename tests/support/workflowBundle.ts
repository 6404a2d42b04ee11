import { join } from 'node:path';
import { projectRoot } from '../../src/projectRoot.js';

/** The bundle of the build, which is what the product's workers run. */
export const workflowBundle = { codePath: join(projectRoot, 'dist/workflowBundle.js') };
