/** Histories of thousands of commits for tests, always the same, as a stream for `git fast-import`. */

export interface HistoryOptions {
  readonly commits: number;
  /** Distinguishes the messages and files of one stretch of history from those of another. */
  readonly name?: string;
  /** The commit that the history goes on from; it starts anew when left out. */
  readonly from?: string;
}

const firstSecond = Date.UTC(2024, 0, 1) / 1000;
const projects = ['ALPHA', 'BETA', 'GAMMA'] as const;

function text(content: string): string {
  return `data ${Buffer.byteLength(content)}\n${content}\n`;
}

/** Two of three commits speak of an issue; some speak of two. */
function messageOf(number: number, name: string): string {
  const project = projects[number % projects.length];
  const issue = 1 + (number % 400);
  if (number % 3 === 0) return `${name} ${number}: tidy up\n`;
  if (number % 7 === 0) return `${project}-${issue} ${name}\n\nAlso part of OMEGA-${1 + (number % 50)}.\n`;
  return `${project}-${issue} ${name} change ${number}\n`;
}

interface Step {
  readonly branch: string;
  readonly message: string;
  readonly parents: readonly string[];
}

/**
 * A stream that makes `main`, a side branch every 25 commits (three commits long, every fourth of them never merged), a
 * tag every 40 commits, and a note on every 60th.
 */
export function madeHistory({ commits, name = 'first', from }: HistoryOptions): string {
  const stream: string[] = [];
  const notes: string[] = [];
  let mark = 0;

  function commit({ branch, message, parents }: Step): string {
    mark += 1;
    const [parent, merged] = parents;
    const person = `Ada <ada@example.com> ${firstSecond + mark * 60} +0000`;
    stream.push(
      `commit refs/heads/${branch}\nmark :${mark}\nauthor ${person}\ncommitter ${person}\n${text(message)}`,
      parent === undefined ? '' : `from ${parent}\n`,
      merged === undefined ? '' : `merge ${merged}\n`,
      `M 100644 inline ${name}/file-${mark % 50}.txt\n${text(`${name} ${mark}\n`.repeat((mark % 5) + 1))}\n`,
    );
    return `:${mark}`;
  }

  let head = from;
  while (mark < commits) {
    const number = mark + 1;
    head = commit({ branch: 'main', message: messageOf(number, name), parents: head === undefined ? [] : [head] });
    if (number % 40 === 0) stream.push(`reset refs/tags/${name}-${number}\nfrom ${head}\n\n`);
    if (number % 60 === 0) notes.push(`N inline ${head}\n${text(`Reviewed for OMEGA-${number}\n`)}`);
    if (number % 25 !== 0) continue;
    const branch = `feature/${projects[number % projects.length]}-${number}-${name}`;
    let side = head;
    for (let step = 0; step < 3; step++) side = commit({ branch, message: messageOf(mark + 1, name), parents: [side] });
    if (number % 100 === 0) continue;
    head = commit({ branch: 'main', message: `Merge ${branch}\n`, parents: [head, side] });
    stream.push(`reset refs/heads/${branch}\nfrom 0000000000000000000000000000000000000000\n\n`);
  }
  const notesFrom = from === undefined ? '' : 'from refs/notes/commits^0\n';
  const person = `Ada <ada@example.com> ${firstSecond} +0000`;
  stream.push(`commit refs/notes/commits\ncommitter ${person}\n${text('Notes')}${notesFrom}${notes.join('')}\n`);
  return stream.join('');
}
