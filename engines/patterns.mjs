import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { ROOT } from './project.mjs';
import { runCommand } from './say.mjs';

// Built once for every platform; the other backends would start a program of their own for each pattern.
process.env.RECHECK_BACKEND = 'pure';
const { checkSync } = await import('recheck');

const FOLDERS = ['src', 'workflows', 'activities', 'engines'];
const PROGRAM = /\.[cm]?[jt]s$/;
/** Milliseconds for one pattern; a judgement that takes longer is none, and the pattern must be written more plainly. */
const PATIENCE = 60_000;

/**
 * @typedef {{ line: number, text: string, source: string | null, flags: string }} Pattern
 *   source is null where it is not made of constants of the same file
 */

/** The text of an expression made of constants of its own file, else null. */
function constantText(node, constants) {
  if (!node) return null;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return constantText(node.expression, constants);
  if (ts.isIdentifier(node)) return constants.has(node.text) ? constantText(constants.get(node.text), constants) : null;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return joined([constantText(node.left, constants), constantText(node.right, constants)]);
  }
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'source') return sourceOf(node.expression, constants);
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'String.raw') {
    return templateText(node.template, { constants, textOf: part => part.rawText ?? part.text });
  }
  if (ts.isTemplateExpression(node)) return templateText(node, { constants, textOf: part => part.text });
  return null;
}

const joined = parts => (parts.includes(null) ? null : parts.join(''));

function templateText(template, { constants, textOf }) {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return textOf(template);
  const spans = template.templateSpans.flatMap(span => [
    constantText(span.expression, constants),
    textOf(span.literal),
  ]);
  return joined([textOf(template.head), ...spans]);
}

const isPattern = node => node.kind === ts.SyntaxKind.RegularExpressionLiteral;

/** Source and flags of a pattern between strokes. */
function partsOf({ text }) {
  const end = text.lastIndexOf('/');
  return { source: text.slice(1, end), flags: text.slice(end + 1) };
}

/** The source of a pattern written out, or of the constant that holds one; null for anything else. */
function sourceOf(node, constants) {
  if (isPattern(node)) return partsOf(node).source;
  const held = ts.isIdentifier(node) ? constants.get(node.text) : undefined;
  return held !== undefined && isPattern(held) ? partsOf(held).source : null;
}

function constantsOf(file) {
  const constants = new Map();
  const look = node => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      if (node.parent.flags & ts.NodeFlags.Const) constants.set(node.name.text, node.initializer);
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return constants;
}

const makesPattern = node =>
  (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp';

/**
 * Every regular expression of a program: those between strokes and those made by RegExp.
 * @param {string} program its text
 * @returns {Pattern[]}
 */
export function patternsIn(program) {
  const file = ts.createSourceFile('program.ts', program, ts.ScriptTarget.Latest, true);
  const constants = constantsOf(file);
  const found = [];
  const look = node => {
    const place = { line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: node.getText() };
    if (isPattern(node)) found.push({ ...place, ...partsOf(node) });
    if (makesPattern(node)) {
      const [first, second] = node.arguments ?? [];
      const source = first === undefined ? '' : (sourceOf(first, constants) ?? constantText(first, constants));
      const flags = second === undefined ? '' : constantText(second, constants);
      found.push({ ...place, source: flags === null ? null : source, flags: flags ?? '' });
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

/**
 * What is wrong with a pattern: null when its time grows no faster than the text it is used on.
 * @param {Pattern} pattern
 * @returns {string | null}
 */
export function faultOf({ source, flags }) {
  if (source === null) return 'is not made of constants of its file, so nobody can judge it';
  const judged = checkSync(source, flags, { timeout: PATIENCE, randomSeed: 1 });
  if (judged.status === 'safe') return null;
  if (judged.status === 'unknown') return `could not be judged (${judged.error.kind})`;
  return `takes ${judged.complexity.summary} time, as on ${judged.attack.pattern}`;
}

const filesUnder = folder =>
  readdirSync(path.join(ROOT, folder), { recursive: true })
    .map(name => path.join(folder, name))
    .filter(name => PROGRAM.test(name))
    .sort();

/** Names every pattern that a hostile text could make slow; there is no list of exceptions. */
function main() {
  const known = new Map();
  let faults = 0;
  for (const name of FOLDERS.flatMap(filesUnder)) {
    for (const pattern of patternsIn(readFileSync(path.join(ROOT, name), 'utf8'))) {
      const key = `${pattern.flags}/${pattern.source ?? name + pattern.text}`;
      if (!known.has(key)) known.set(key, faultOf(pattern));
      const fault = known.get(key);
      if (fault === null) continue;
      faults += 1;
      process.stdout.write(`${name}:${pattern.line} ${pattern.text} ${fault}\n`);
    }
  }
  return Promise.resolve(faults === 0 ? 0 : 1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runCommand(main);
