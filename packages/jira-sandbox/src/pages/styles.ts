/** The sandbox's one style sheet: quiet, dense, light and dark. */

export const styles = `
:root {
  color-scheme: light dark;
  --text: #172b4d; --subtle: #505f79; --line: #dfe1e6; --surface: #ffffff; --sunken: #f7f8f9;
  --link: #0c66e4; --added: #1f845a; --removed: #c9372c; --lozenge: #dcdfe4;
  --progress: #cce0ff; --done: #baf3db; --tag: #f1f2f4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #c7d1db; --subtle: #9fadbc; --line: #38414a; --surface: #1d2125; --sunken: #22272b;
    --link: #85b8ff; --added: #7ee2b8; --removed: #fd9891; --lozenge: #454f59;
    --progress: #09326c; --done: #164b35; --tag: #2c333a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--surface); color: var(--text);
  font: 14px/20px ui-sans-serif, system-ui, -apple-system, "Segoe UI", sans-serif;
}
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.top { padding: 12px 24px; border-bottom: 1px solid var(--line); font-weight: 600; }
.top a { color: inherit; }
main { max-width: 1120px; margin: 0 auto; padding: 24px; }
h1 { font-size: 24px; line-height: 28px; font-weight: 600; margin: 4px 0 12px; overflow-wrap: anywhere; }
h2 { font-size: 16px; line-height: 20px; font-weight: 600; margin: 32px 0 8px; }
h3 { font-size: 14px; line-height: 20px; font-weight: 600; margin: 20px 0 4px; }
p { margin: 4px 0; }
summary { cursor: pointer; color: var(--subtle); min-height: 24px; }
summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.subtle { color: var(--subtle); }
.key { font-size: 12px; color: var(--subtle); }
.lozenge {
  display: inline-block; padding: 0 6px; border-radius: 3px; background: var(--lozenge);
  font-size: 11px; line-height: 18px; font-weight: 700; text-transform: uppercase;
}
.lozenge.indeterminate { background: var(--progress); }
.lozenge.done { background: var(--done); }
.details { display: grid; grid-template-columns: 160px minmax(0, 1fr); gap: 4px 16px; margin: 16px 0 0; }
.details dt { color: var(--subtle); }
.details dd { margin: 0; overflow-wrap: anywhere; }
.tag { display: inline-block; padding: 0 6px; border-radius: 3px; background: var(--tag); }
.change { display: block; }
.words { white-space: pre-wrap; }
.rows { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
.rows li {
  display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 16px; align-items: baseline;
  padding: 9px 0; border-bottom: 1px solid var(--line);
}
.rows .title { overflow-wrap: anywhere; unicode-bidi: isolate; }
.rows .facts { grid-column: 1 / -1; color: var(--subtle); font-size: 12px; overflow-wrap: anywhere; }
.rows .numbers { color: var(--subtle); font-size: 12px; text-align: right; white-space: nowrap; }
code { font: 12px/20px ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.added { color: var(--added); } .removed { color: var(--removed); }
.panel { width: 100%; height: 720px; border: 1px solid var(--line); border-radius: 3px; background: var(--surface); }
.pages { display: flex; gap: 16px; margin-top: 16px; }
@media (max-width: 480px) {
  main { padding: 16px; }
  .top { padding: 12px 16px; }
  .rows li { grid-template-columns: minmax(0, 1fr); }
  .rows .numbers { text-align: left; }
  .details { grid-template-columns: minmax(0, 1fr); gap: 0; }
}
`;
