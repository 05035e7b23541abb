/** Puts a text on the clipboard: the panel's own way, for every page. */

export { copyText } from '@branchline/issue-panel';
