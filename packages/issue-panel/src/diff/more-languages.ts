/** All languages that highlighting knows: a file of its own, because the common ones are most of what is read. */

export { all } from 'lowlight';
