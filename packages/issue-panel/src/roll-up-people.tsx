/** Who has done how much for an issue. */

import type { AuthorShare } from '@branchline/contract';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { ChoiceField } from './choice-field.tsx';
import { LineCounts } from './line-counts.tsx';
import { personSorts, sortedPeople, type PersonSort } from './sort-people.ts';
import { texts } from './texts.ts';
import { visibleText } from './visible-text.ts';

const words = texts.rollUp;

export function RollUpPeople({ people }: { readonly people: readonly AuthorShare[] }): ReactElement {
  const [sort, setSort] = useState<PersonSort>('commits');
  return (
    <section>
      <div className="bl-heading bl-heading-row">
        <h3>{words.people}</h3>
        {people.length > 1 && (
          <ChoiceField
            label={words.sortPeople}
            value={sort}
            choices={personSorts}
            words={words.peopleSorts}
            onChange={setSort}
          />
        )}
      </div>
      <ul className="bl-lines-of-facts">
        {sortedPeople(people, sort).map((person) => (
          <li key={`${person.name} ${person.emails.join(' ')}`}>
            <span className="bl-break" dir="auto" title={visibleText(person.emails.join(', '))}>
              {visibleText(person.name)}
            </span>
            <span className="bl-quiet">{words.inCommits(person.commitCount)}</span>
            <LineCounts added={person.linesAdded} removed={person.linesRemoved} />
          </li>
        ))}
      </ul>
    </section>
  );
}
