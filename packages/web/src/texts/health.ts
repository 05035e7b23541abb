/** What the page about health says. */

const things = (count: number): string => (count === 1 ? '1 thing is' : `${count.toLocaleString('en')} things are`);

export const healthTexts = {
  title: 'Health',
  place: 'Health',
  loading: 'Checking the installation',
  checking: 'Checking…',
  lead: (broken: number, look: number): string => {
    if (broken > 0)
      return `${things(broken)} broken${look > 0 ? `, and ${look.toLocaleString('en')} more should be looked at` : ''}.`;
    return look > 0 ? `Everything works; ${things(look)} worth a look.` : 'Everything is well.';
  },
  again: 'Check again',
  copy: 'Copy report',
  copied: 'Copied',
  states: { well: 'Well', look: 'Look at this', broken: 'Broken' },
  headings: { needs: 'Needs somebody', well: 'Well' },
  details: 'Details',
  checked: 'Checked',
  version: (version: string) => `Branchline ${version}`,
  noSecrets: 'The report holds no secrets and can be sent to those who help.',
} as const;
