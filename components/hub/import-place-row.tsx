import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import type { StorePlace } from "#cli-bridge/protocol/stores-answer.ts";
import { toByteWords, toCountWords } from "#lib/format.ts";

type ImportPlaceRowProps = { title: string; nothing: string; places: readonly StorePlace[] };

/** One kind of place: each that is there, else what is wrong with it, else where it was looked for. */
export function ImportPlaceRow({ title, nothing, places }: ImportPlaceRowProps) {
  const there = places.filter(({ state }) => state !== "not there");
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[11rem_minmax(0,1fr)]">
      <span className="font-medium">{title}</span>
      {there.length === 0 ? (
        <div className="flex min-w-0 flex-col gap-1 text-muted">
          <p className="flex items-center gap-2">
            <CircleDashed aria-hidden="true" className="size-4 shrink-0" />
            {nothing}
          </p>
          <p className="break-all text-sm">
            Looked at: <span className="font-mono">{places.map(({ where }) => where).join(", ")}</span>
          </p>
        </div>
      ) : (
        <ul className="flex min-w-0 flex-col gap-2">
          {there.map((place) => (
            <li key={place.where} className="flex min-w-0 flex-col gap-1">
              {place.state === "found" ? <Found {...place} /> : <Fault {...place} />}
              <span className="break-all font-mono text-muted text-sm">{place.where}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

const Found = ({ models = 0, bytes }: StorePlace) => (
  <span className="flex items-center gap-2">
    <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-ok" />
    {toCountWords(models, "model")}
    {bytes !== undefined && ` · ${toByteWords(bytes)}`}
  </span>
);

const Fault = ({ says, state }: StorePlace) => (
  <span className="flex items-center gap-2">
    <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-warning" />
    <span className="min-w-0 break-words">{says ?? state}</span>
  </span>
);
