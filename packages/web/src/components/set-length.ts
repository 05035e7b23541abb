/** Hands a length to the stylesheet: the panel's own way, for every page. */

export { setLength } from '@branchline/issue-panel';
