/** The case that the input of a workflow or an activity is about, as `caseId` or within `case`; undefined for none. */
export function caseIdOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  if ('caseId' in input) return typeof input.caseId === 'string' ? input.caseId : undefined;
  return 'case' in input ? caseIdOf(input.case) : undefined;
}
