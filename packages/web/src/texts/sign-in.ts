/** Words of signing in, of links for passwords, and of addresses where somebody may not go or nothing is. */

export const signInTexts = {
  title: 'Sign in',
  signIn: 'Sign in',
  signingIn: 'Signing in',
  again: 'You are not signed in, or not any more. Sign in to go on where you were.',
  login: 'Login',
  password: 'Password',
  with: (provider: string) => `Sign in with ${provider}`,
  token: {
    title: 'Sign in with the access token',
    label: 'Access token',
    action: 'Sign in with the token',
    where: 'The server printed it when it started for the first time. Whoever runs it can make a new one.',
  },
  code: {
    title: 'Enter the code',
    label: 'Code',
    hint: 'The six digits your app shows now, or one of your recovery codes. Each recovery code works once.',
    back: 'Start again',
  },
  wait: {
    title: 'Too many wrong tries',
    until: (time: string) => `You can try again at ${time}. Somewhere else the right password works at once.`,
    over: 'You can try again now.',
  },
  link: {
    first: 'Make the first administrator',
    title: 'Choose a password',
    loading: 'Looking at the link',
    for: (name: string) => `For ${name}.`,
    hint: (least: number) => `At least ${least} characters. A phrase of several words is easy to keep in mind.`,
    loginHint: 'Your e-mail address, as a rule.',
    name: 'Name',
    makeFirst: 'Make the account and sign in',
    save: 'Save the password and sign in',
    over: 'This link is over, or was used',
    overText:
      'A link is good once, and for a while. Ask whoever administers Branchline for a new one; for the first administrator, start Branchline again.',
    toSignIn: 'Go to the sign-in page',
  },
  notFound: {
    title: 'There is no page at this address',
    text: 'It may have been mistyped, or what it showed was disconnected.',
    overview: 'Go to the overview',
    or: ' or ',
    issues: 'search for an issue',
  },
  role: {
    title: (needed: string) => `This page is for ${needed}`,
    needed: { everybody: 'everybody', managers: 'managers and administrators', administrators: 'administrators' },
    roles: { administrator: 'administrator', manager: 'manager', member: 'member' },
    text: (own: string, needed: string) =>
      `Your role is ${own}. It takes one of ${needed}. Whoever administers Branchline can change your role, under Access.`,
    fromJira: 'You came from Jira, where Branchline gives you no role. Sign in with an account of your own.',
  },
} as const;
