/** The frame of every page: where one can go, the colours, the keyboard. */

import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import mark from '../branchline.svg';
import { ColorSwitch } from './color-switch.tsx';
import { KeyboardHelp } from './keyboard-help.tsx';
import { SignOut } from './sign-out.tsx';
import { useKeyboard } from './use-keyboard.ts';

const places = [
  { to: '/', label: 'Overview' },
  { to: '/issues', label: 'Issues' },
  { to: '/repositories', label: 'Repositories' },
  { to: '/jira-sites', label: 'Jira' },
  { to: '/explain', label: 'Explain' },
] as const;

export function Layout({ children }: { readonly children: ReactNode }): ReactElement {
  const [helping, setHelping] = useState(false);
  useKeyboard(() => setHelping(true));
  useTitle();
  return (
    <>
      <a className="skip" href="#content">
        Skip to content
      </a>
      <header className="top">
        <Link to="/" className="brand">
          <img src={mark} alt="" width="24" height="24" />
          <span>Branchline</span>
        </Link>
        <nav aria-label="Pages">
          {places.map(({ to, label }) => (
            <Link key={to} to={to} className="place" activeOptions={{ exact: to === '/' }}>
              {label}
            </Link>
          ))}
        </nav>
        <div className="top-end">
          <ColorSwitch />
          <SignOut />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      {helping && <KeyboardHelp onClose={() => setHelping(false)} />}
    </>
  );
}

/** The address names the page at once; its heading would only be known after loading. */
function useTitle(): void {
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    const key = /^\/issues\/(.+)/u.exec(path)?.[1];
    const place = places.find(({ to }) => to !== '/' && path.startsWith(to));
    const name = key === undefined ? place?.label : decodeURIComponent(key);
    document.title = name === undefined ? 'Branchline' : `${name} · Branchline`;
  }, [path]);
}
