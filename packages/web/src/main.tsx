/** What the page runs first: a rule for schemas that must hold before the first of them is made, then the app. */

import '@branchline/contract/no-eval';

// Imported when the line above has run, whatever files the build cuts the app into.
void import('./start.tsx');
