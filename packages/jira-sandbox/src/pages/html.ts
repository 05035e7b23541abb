/** HTML as tagged text in which everything inserted is escaped unless it is HTML already. */

/** Text that is safe to put into a page. */
export interface Html {
  readonly html: string;
}

type Insertable = string | number | Html | readonly Html[];

export function html(parts: TemplateStringsArray, ...values: readonly Insertable[]): Html {
  const text = parts.map((part, at) => {
    const value = values[at];
    return value === undefined ? part : part + insert(value);
  });
  return { html: text.join('') };
}

function insert(value: Insertable): string {
  if (typeof value === 'string') return escape(value);
  if (typeof value === 'number') return String(value);
  if ('html' in value) return value.html;
  return value.map((one) => one.html).join('');
}

const entityByCharacter: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What turns the direction of text around, and controls. */
const deceiving = /[\u202A-\u202E\u2066-\u2069\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/gu;

/** Characters that deceive are told by their numbers, as in our own pages. */
function escape(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (character) => entityByCharacter[character] ?? '')
    .replaceAll(deceiving, (character) => `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);
}
