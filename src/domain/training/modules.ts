/** The eight modules of part 7, in the order in which they are offered. */
export const MODULE_IDS = ['MOD1', 'MOD2', 'MOD3', 'MOD4', 'MOD5', 'MOD6', 'MOD7', 'MOD8'] as const;
export type ModuleId = (typeof MODULE_IDS)[number];

export const isModuleId = (text: string): text is ModuleId => (MODULE_IDS as readonly string[]).includes(text);
