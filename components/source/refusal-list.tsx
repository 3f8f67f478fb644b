import { useQuery } from "@tanstack/react-query";
import { HeaderList } from "#components/delivery/header-list.tsx";
import { CardList } from "#components/list/card-list.tsx";
import { usePlace } from "#components/place/place-context.tsx";
import { Time } from "#components/time/time.tsx";
import type { SourceRefusal } from "#domain/source/schema.ts";
import { REFUSAL_WORDS } from "#domain/source/words.ts";
import { refusalsQuery } from "./queries.ts";

/** What was turned away at the door, and why: the sender was not told. */
export function RefusalList({ id }: { id: string }) {
  const read = useQuery(refusalsQuery(usePlace(), id));
  return (
    <CardList
      title="Refused requests"
      noun="refused requests"
      read={read}
      empty="Nothing was refused."
      description="Senders are not told the reason. Of a flood only some are kept."
    >
      <ul>
        {read.data?.data.map((row) => (
          <RefusalRow key={row.id} refusal={row} />
        ))}
      </ul>
    </CardList>
  );
}

function RefusalRow({ refusal }: { refusal: SourceRefusal }) {
  const { what, help } = REFUSAL_WORDS[refusal.reason];
  return (
    <li className="border-line not-first:border-t">
      <details className="group">
        <summary className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2 text-sm hover:bg-hover focus-visible:-outline-offset-2">
          <span className="min-w-0 flex-1 basis-64">
            <span className="font-medium">{what}.</span> <span className="text-ink-muted">{help}</span>
          </span>
          <span className="font-mono text-ink-muted text-xs">{refusal.remoteAddress ?? "–"}</span>
          <Time at={refusal.createdAt} className="text-ink-muted" />
        </summary>
        <div className="border-line border-t bg-paper px-4 py-3">
          <HeaderList label="Headers of the refused request" headers={refusal.headers} />
        </div>
      </details>
    </li>
  );
}
