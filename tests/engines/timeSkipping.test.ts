import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { wrongJars } from '../../engines/timeSkipping.mjs';

const sum = (text: string) => createHash('sha256').update(text).digest('hex');
const LIST = `${sum('one')}  one.jar\n${sum('two')}  two.jar\n`;
const files = (content: Record<string, string>) => (name: string) =>
  content[name] === undefined ? null : Buffer.from(content[name]);

describe('wrongJars', () => {
  it('is content with exactly the listed files', () => {
    expect(wrongJars(LIST, files({ 'one.jar': 'one', 'two.jar': 'two' }), ['one.jar', 'two.jar'])).toEqual([]);
  });

  it.each([
    [{ 'one.jar': 'one' }, ['two.jar is missing']],
    [{ 'one.jar': 'one', 'two.jar': 'altered' }, ['two.jar has another hash']],
    [{ 'one.jar': 'one', 'two.jar': 'two', 'x.jar': 'x' }, ['x.jar is not in the list']],
  ])('of %j says %j', (content, faults) => {
    expect(wrongJars(LIST, files(content), Object.keys(content))).toEqual(faults);
  });
});
