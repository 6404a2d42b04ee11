import type { Logger } from 'pino';
import type { CaseCommands } from '../commands/caseCommands.js';
import type { CaseWorkflows } from '../commands/caseWorkflows.js';
import type { ExamCommands } from '../commands/examCommands.js';
import type { DataAccess } from '../data/index.js';
import type { MessageGateway } from '../messaging/messageGateway.js';
import type { Previews } from '../preview/index.js';

/** What every feature's handlers may ask for; a feature that needs more names it beside this with `&`. */
export interface WebDependencies {
  readonly data: DataAccess;
  readonly commands: { readonly cases: CaseCommands; readonly exams: ExamCommands };
  /** Whether open cases have the workflows that move them. */
  readonly caseWorkflows: CaseWorkflows;
  readonly messages: MessageGateway;
  /** The pages of PDFs as pictures. */
  readonly previews: Previews;
  /** Public address of the site, without a trailing slash. */
  readonly baseUrl: string;
  readonly demo: boolean;
  /** The characters of a text that no PDF of ours can show, each once. */
  readonly undrawable: (text: string) => Promise<string[]>;
  readonly logger: Logger;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}
