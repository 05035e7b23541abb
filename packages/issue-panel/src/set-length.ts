/** Hands a length to the stylesheet as a custom property: an attribute would be an inline style, which is forbidden. */

export function setLength(element: HTMLElement | null, name: `--${string}`, pixels: number): void {
  element?.style.setProperty(name, `${pixels}px`);
}
