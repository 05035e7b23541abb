/** Opens a thing in a program on the reader's machine: the one they chose last by one click, others from a menu. */

import { useEffect, useId, useRef, useState } from 'react';
import type { ReactElement, RefObject } from 'react';
import { deepLink, deepLinkApps, type DeepLinkApp, type DeepLinkTarget } from './deep-links.ts';
import { Icon } from './icon.tsx';
import { usePanelTools } from './panel-tools.tsx';
import { texts } from './texts.ts';
import { visibleText } from './visible-text.ts';

export interface OpenInProps {
  /** Null where nobody else could clone it. */
  readonly cloneUrl: string | null;
  readonly target: DeepLinkTarget;
  /** Names the thing for screen readers: `branch name main`. */
  readonly what: string;
}

interface Offer {
  readonly app: DeepLinkApp;
  readonly address: string;
}

/** Nothing where no program could find it. */
export function OpenIn({ cloneUrl, target, what }: OpenInProps): ReactElement | null {
  const { openIn } = usePanelTools();
  const offers = deepLinkApps.flatMap((app): readonly Offer[] => {
    const address = cloneUrl === null ? undefined : deepLink(app, cloneUrl, target);
    return address === undefined ? [] : [{ app, address }];
  });
  if (openIn === undefined || offers.length === 0) return null;
  const usual = offers.find(({ app }) => app === openIn.app);
  return (
    <span className="bl-open-in">
      {usual !== undefined && (
        <a
          className="bl-copy"
          href={usual.address}
          title={visibleText(texts.openIn.app(usual.app, what))}
          aria-label={visibleText(texts.openIn.app(usual.app, what))}
        >
          <Icon name="external" />
        </a>
      )}
      <Menu offers={offers} what={what} isFirst={usual === undefined} onChoose={openIn.onChoose} />
    </span>
  );
}

function Menu(props: {
  readonly offers: readonly Offer[];
  readonly what: string;
  /** The only button: it bears the sign of what it does. */
  readonly isFirst: boolean;
  readonly onChoose: (app: DeepLinkApp) => void;
}): ReactElement {
  const { offers, what, isFirst, onChoose } = props;
  const [open, setOpen] = useState(false);
  const [isAtEnd, setAtEnd] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  const id = useId();
  useClosing(open, place, setOpen);
  function toggle(): void {
    // Near the right edge of a phone it opens to the left.
    setAtEnd((place.current?.getBoundingClientRect().left ?? 0) > window.innerWidth / 2);
    setOpen(!open);
  }
  const label = visibleText(isFirst ? texts.openIn.menu(what) : texts.openIn.other(what));
  return (
    <span className="bl-menu-place" ref={place}>
      <button
        type="button"
        className={isFirst ? 'bl-copy' : 'bl-copy bl-more'}
        aria-expanded={open}
        aria-controls={id}
        aria-label={label}
        title={label}
        onClick={toggle}
      >
        <Icon name={isFirst ? 'external' : 'chevron'} />
      </button>
      {open && (
        <ul className={isAtEnd ? 'bl-menu bl-menu-end' : 'bl-menu'} id={id}>
          {offers.map(({ app, address }) => (
            <li key={app}>
              <a
                href={address}
                onClick={() => {
                  onChoose(app);
                  setOpen(false);
                }}
              >
                {texts.openIn.names[app]}
              </a>
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}

/** Escape closes and gives the focus back to the button; a click elsewhere, or the focus leaving, only closes. */
function useClosing(open: boolean, place: RefObject<HTMLElement | null>, setOpen: (open: boolean) => void): void {
  useEffect(() => {
    if (!open) return undefined;
    function onKey(event: KeyboardEvent): void {
      if (event.key !== 'Escape') return;
      setOpen(false);
      place.current?.querySelector('button')?.focus();
    }
    function onElsewhere(event: Event): void {
      if (event.target instanceof Node && place.current?.contains(event.target) !== true) setOpen(false);
    }
    document.addEventListener('keydown', onKey);
    document.addEventListener('pointerdown', onElsewhere);
    document.addEventListener('focusin', onElsewhere);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('pointerdown', onElsewhere);
      document.removeEventListener('focusin', onElsewhere);
    };
  }, [open, place, setOpen]);
}
