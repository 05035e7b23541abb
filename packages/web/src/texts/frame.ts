/** What the frame of every page says. */

export const frameTexts = {
  product: 'Branchline',
  skip: 'Skip to content',
  pages: 'Pages',
  menu: 'Menu',
  signOut: 'Sign out',
  profile: 'My profile',
  groups: { connected: 'Connected', watching: 'Watching', managing: 'Managing' },
  places: {
    overview: 'Overview',
    issues: 'Issues',
    repositories: 'Repositories',
    explain: 'Explain',
    integrations: 'Integrations',
    queue: 'Queue',
    jiraSites: 'Jira',
    people: 'People',
    access: 'Access',
    auditLog: 'Audit log',
    health: 'Health',
    smartCommits: 'Smart commits',
    settings: 'Settings',
  },
  title: (place: string) => `${place} · Branchline`,
  colors: {
    system: 'Colours follow the system',
    light: 'Light colours',
    dark: 'Dark colours',
    press: (now: string) => `${now}; press to change`,
  },
  keyboard: {
    title: 'Keyboard',
    search: 'Search',
    goTo: (place: string) => `Go to ${place}`,
    help: 'This help',
  },
} as const;
