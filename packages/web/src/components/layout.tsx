/** The frame of every page: where one can go, the colours, the keyboard. */

import { Icon } from '@branchline/issue-panel';
import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import mark from '../branchline.svg';
import * as texts from '../texts.ts';
import { ColorSwitch } from './color-switch.tsx';
import { KeyboardHelp } from './keyboard-help.tsx';
import { Navigation, navigationId } from './navigation.tsx';
import { PausedLine } from './paused-line.tsx';
import { allPlaces } from './places.ts';
import { SignOut } from './sign-out.tsx';
import { useKeyboard } from './use-keyboard.ts';
import { useLive } from './use-live.ts';

export function Layout({ children }: { readonly children: ReactNode }): ReactElement {
  const [helping, setHelping] = useState(false);
  const [menuIsOpen, setMenuIsOpen] = useState(false);
  useKeyboard(() => setHelping(true));
  useTitle();
  useLive();
  return (
    <>
      <a className="skip" href="#content">
        {texts.frame.skip}
      </a>
      <header className="top">
        <button
          type="button"
          className="icon-button menu-button"
          aria-expanded={menuIsOpen}
          aria-controls={navigationId}
          onClick={() => setMenuIsOpen(!menuIsOpen)}
        >
          <Icon name={menuIsOpen ? 'close' : 'menu'} label={texts.frame.menu} />
        </button>
        <Link to="/" className="brand">
          <img src={mark} alt="" width="24" height="24" />
          <span>{texts.frame.product}</span>
        </Link>
        <div className="top-end">
          <ColorSwitch />
          <SignOut />
        </div>
      </header>
      <div className="frame">
        <Navigation isOpen={menuIsOpen} onGo={() => setMenuIsOpen(false)} />
        <main id="content" tabIndex={-1}>
          <PausedLine />
          {children}
        </main>
      </div>
      {helping && <KeyboardHelp onClose={() => setHelping(false)} />}
    </>
  );
}

/** The address names the page at once; its heading would only be known after loading. */
function useTitle(): void {
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    const key = /^\/issues\/(.+)/u.exec(path)?.[1];
    const place = allPlaces.find(({ to }) => to !== '/' && path.startsWith(to));
    const name = key === undefined ? place?.label : decodeURIComponent(key);
    document.title = name === undefined ? texts.frame.product : texts.frame.title(name);
  }, [path]);
}
