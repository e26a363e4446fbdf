import type { AnalysedExtra } from "#cli-bridge/protocol/hub-analysis.ts";
import { toByteWords } from "#lib/format.ts";
import type { VariantChoice } from "./use-variant-choice.ts";
import { WeightsTick } from "./weights-tick.tsx";
import { keyOf } from "./weights-words.ts";

const kinds = {
  projector: "projector, which lets a model see",
  adapter: "adapter, of use with its base model",
  imatrix: "importance matrix",
} as const;

type HubExtrasProps = { extras: readonly AnalysedExtra[]; choice: VariantChoice };

/** What lies beside the weights and may be taken along. */
export function HubExtras({ extras, choice }: HubExtrasProps) {
  const hasProjector = extras.some(({ kind }) => kind === "projector");
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">Beside the weights</legend>
      <div className="bg-surface-2 px-3 py-1 font-medium text-muted text-xs">
        Beside the weights
        {hasProjector && <span className="font-normal"> · a projector comes along by itself</span>}
      </div>
      <ul className="divide-y divide-line">
        {extras.map((extra) => (
          <Extra
            key={keyOf(extra)}
            extra={extra}
            isChosen={choice.isChosen(extra)}
            onTick={(isTicked) => choice.tick(extra, isTicked)}
          />
        ))}
      </ul>
    </fieldset>
  );
}

type ExtraProps = { extra: AnalysedExtra; isChosen: boolean; onTick: (isTicked: boolean) => void };

function Extra({ extra: { name, kind, bytes }, isChosen, onTick }: ExtraProps) {
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5">
      <WeightsTick name={name} isChosen={isChosen} onTick={onTick} />
      <span className="text-muted text-sm">{kinds[kind]}</span>
      <span className="ml-auto w-20 text-right tabular-nums">{toByteWords(bytes)}</span>
    </li>
  );
}
