import { withoutTurns } from "#cli-bridge/protocol/turning-marks.ts";
import { Expander } from "#components/ui/expander.tsx";
import { quickWords } from "./answer-facts.ts";

type ThoughtProps = {
  text: string;
  isGoingOn?: boolean;
  /** How long it took, where that is known. */
  tookMs?: number | undefined;
};

/** What a model thought before it spoke; a text for whoever wants to know. */
export function Thought({ text, isGoingOn = false, tookMs }: ThoughtProps) {
  if (text === "") return null;
  const thought = tookMs === undefined ? "Thought" : `Thought for ${quickWords(tookMs)}`;
  return (
    <Expander title={isGoingOn ? "Thinking…" : thought} className="max-w-prose text-sm">
      <p dir="auto" className="wrap-anywhere max-h-96 overflow-auto whitespace-pre-wrap text-muted">
        {withoutTurns(text)}
      </p>
    </Expander>
  );
}
