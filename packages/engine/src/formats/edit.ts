/** What writes and rewrites the texts of files, line by line: comments and blanks stay. */
export { editControlRequires, editControlText, editControlVersion, printControl } from './control/print.js';
export { printJsonLike } from './json-edit.js';
export { editMakefileVersion, parseMakefile, printMakefile, renameInMakefile, type Makefile } from './makefile.js';
export { editPlan, type PlanEdit } from './plan/edit.js';
export { isTime } from './plan/grammar.js';
export { emailInLine, inWritingOrder, plannerInLine, printPlan, type ChangeLine, type TagLine } from './plan/print.js';
export { removeChangesFrom, renameInPlan, reorderChanges, setRequirements, type PlanRenaming } from './plan/rewrite.js';
export { renameReference } from './reference-text.js';
export { renameInHeader, type HeaderRenaming } from './script/rename.js';
