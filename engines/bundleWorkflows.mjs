// Bundles the compiled workflows once → dist/workflowBundle.js, so that no worker does it again at its start.
import { renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker';

const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist');
const target = join(dist, 'workflowBundle.js');

const { code } = await bundleWorkflowCode({
  workflowsPath: join(dist, 'workflows/index.js'),
  workflowInterceptorModules: [join(dist, 'workflows/workflowCaseLog.js')],
  failureConverterPath: join(dist, 'src/temporalFailureConverter.js'),
  logger: new DefaultLogger('WARN'),
});
writeFileSync(`${target}.new`, code);
renameSync(`${target}.new`, target);
