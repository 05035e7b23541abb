/** What the build makes of files that are not TypeScript. */

declare module '*.css';
declare module 'virtual:design-tokens.css';
declare module '*.svg' {
  const address: string;
  export default address;
}
