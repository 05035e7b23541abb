/** Uses a page as a person does, by mouse or by keyboard alone, so that one text is both journeys. */

import type { Locator, Page } from 'playwright-core';

/** What a person does on a page. */
export interface Hands {
  /** Presses a button, follows a link, ticks a box, chooses a radio button, unfolds a fold. */
  press(target: Locator): Promise<void>;
  /** Replaces what a field holds. */
  fill(target: Locator, text: string): Promise<void>;
  /** Chooses an option of a select by what it says. */
  choose(target: Locator, label: string): Promise<void>;
}

/** Both kinds of hands, for `describe.each`. */
export const kindsOfHands = ['mouse', 'keyboard'] as const;
export type KindOfHands = (typeof kindsOfHands)[number];

export function handsOf(kind: KindOfHands, page: Page): Hands {
  return kind === 'mouse' ? mouse() : keyboard(page);
}

function mouse(): Hands {
  return {
    press: (target) => target.click(),
    fill: (target, text) => target.fill(text),
    choose: async (target, label) => void (await target.selectOption({ label })),
  };
}

/** What leads on from where the focus is. */
const keys = { beside: 'ArrowDown', 'among the tabs': 'ArrowRight', away: 'Tab' } as const;

/** More stops than any page has. */
const mostStops = 600;

function keyboard(page: Page): Hands {
  return {
    press: async (target) => {
      const { tag, type, role } = await reach(page, target);
      const isTicked = type === 'checkbox' || role === 'checkbox' || role === 'switch';
      // Arrows have chosen a radio button already.
      if (type === 'radio') return;
      await page.keyboard.press(isTicked && tag !== 'a' ? 'Space' : 'Enter');
    },
    fill: async (target, text) => {
      await reach(page, target);
      await page.keyboard.press('ControlOrMeta+a');
      if (text === '') await page.keyboard.press('Delete');
      else await page.keyboard.insertText(text);
    },
    choose: async (target, label) => {
      await reach(page, target);
      await page.keyboard.type(label);
    },
  };
}

interface Reached {
  readonly tag: string;
  readonly type: string | null;
  readonly role: string | null;
}

/**
 * Goes from stop to stop until the target has the focus.
 * @throws Error when Tab never leads there: nobody without a mouse could use it
 */
async function reach(page: Page, target: Locator): Promise<Reached> {
  await target.waitFor();
  const what = await target.evaluate((element) => ({
    tag: element.tagName.toLowerCase(),
    type: element.getAttribute('type'),
    role: element.getAttribute('role'),
  }));
  for (let stop = 0; stop < mostStops; stop += 1) {
    const at = await target.evaluate((element) => {
      const focused = element.ownerDocument.activeElement;
      if (focused === element) return 'there';
      const [name, type] = [element.getAttribute('name'), element.getAttribute('type')];
      if (element.role === 'tab' && focused?.role === 'tab') return 'among the tabs';
      const isSibling = type === 'radio' && focused?.getAttribute('type') === 'radio';
      return isSibling && focused.getAttribute('name') === name ? 'beside' : 'away';
    });
    if (at === 'there') {
      if (what.type === 'radio' && !(await target.isChecked())) await page.keyboard.press('Space');
      return what;
    }
    // Radio buttons of one group are one stop, and so are tabs; arrows go between them.
    await page.keyboard.press(keys[at]);
  }
  throw new Error(`The keyboard never reaches ${String(target)}.`);
}
