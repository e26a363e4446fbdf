import { withoutTurns } from "#cli-bridge/protocol/turning-marks.ts";
import { Expander } from "#components/ui/expander.tsx";

type ThoughtProps = { text: string; isGoingOn?: boolean };

/** What a model thought before it spoke; a text for whoever wants to know. */
export function Thought({ text, isGoingOn = false }: ThoughtProps) {
  if (text === "") return null;
  return (
    <Expander title={isGoingOn ? "Thinking…" : "Thought"} className="max-w-prose text-sm">
      <p dir="auto" className="wrap-anywhere max-h-96 overflow-auto whitespace-pre-wrap text-muted">
        {withoutTurns(text)}
      </p>
    </Expander>
  );
}
