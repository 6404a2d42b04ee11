import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import Handlebars from 'handlebars';
import { viewHelpers } from './viewHelpers.js';

const EXTENSION = '.hbs';

/** Settings of every view: a missing field or an unknown helper is an error, and a partial sees only what it is given. */
export const COMPILE_OPTIONS = {
  strict: true,
  knownHelpersOnly: true,
  explicitPartialContext: true,
  preventIndent: true, // an indented partial would put spaces into a textarea's value
  knownHelpers: Object.fromEntries(Object.keys(viewHelpers).map(name => [name, true])),
};

/** Every view below the folder, by the name used in `res.render` and `{{> }}`: `cases/show`, `layouts/main`, `field`. */
export function readViews(viewsFolder: string): Map<string, string> {
  const files = readdirSync(viewsFolder, { recursive: true, encoding: 'utf8' }).filter(file =>
    file.endsWith(EXTENSION),
  );
  return new Map(
    files.map(file => [viewName(viewsFolder, join(viewsFolder, file)), readFileSync(join(viewsFolder, file), 'utf8')]),
  );
}

function viewName(viewsFolder: string, file: string): string {
  const name = relative(viewsFolder, file).slice(0, -EXTENSION.length).split(sep).join('/');
  return name.replace(/^partials\//, ''); // the shared components are written {{> button}}, not {{> partials/button}}
}

type RenderCallback = (error: unknown, html?: string) => void;
type RenderOptions = object & { _locals?: object };

/**
 * The engine for `app.engine('hbs', ...)`. Views, layouts and partials are read and compiled once, at start, from one
 * folder; nothing a person sends can choose a file or a layout. `res.render(name, page)` hands the page to the view;
 * what belongs to every page (language, person, menu) is reached as `@locals`, so the two cannot be confused.
 */
export function createHandlebarsEngine(viewsFolder: string) {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(viewHelpers);
  const templates = new Map(
    [...readViews(viewsFolder)].map(([name, text]) => [name, handlebars.compile<object>(text, COMPILE_OPTIONS)]),
  );
  for (const [name, template] of templates) handlebars.registerPartial(name, template);

  return (file: string, options: object, callback: RenderCallback): void => {
    const name = viewName(viewsFolder, file);
    const template = templates.get(name);
    if (!template) {
      callback(new Error(`No view named ${name}`));
      return;
    }
    let html: string;
    try {
      const { _locals: locals, ...page } = options as RenderOptions;
      html = template(page, { data: { locals: locals ?? {} } });
    } catch (error) {
      callback(new Error(`View ${name} could not be rendered`, { cause: error }));
      return;
    }
    callback(null, html);
  };
}
