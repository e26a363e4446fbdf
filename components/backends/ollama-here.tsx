import { Play } from "lucide-react";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { ServerGuide } from "#cli-bridge/protocol/server-setup.ts";
import type { CommandWish } from "#components/command/command-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { startOllamaWish } from "./backend-wishes.ts";
import { ollamaHere } from "./ollama-standing.ts";

type OllamaHereProps = {
  backends: readonly BackendAnswer[];
  guide: ServerGuide;
  onWish: (wish: CommandWish) => void;
};

/** Where Ollama does not run on this machine: whether it could, and what to do. Where it runs, its card says the rest. */
export function OllamaHere({ backends, guide, onWish }: OllamaHereProps) {
  const standing = ollamaHere(backends, guide);
  if (standing === "running" || standing === "unknown") return null;
  // Who works with other servers need not be told of one that they never wanted.
  if (standing === "absent" && backends.length > 0) return null;
  return (
    <p className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-2">
      {standing === "absent" ? (
        <span>
          Ollama is not installed.{" "}
          <a href={guide.install.url} target="_blank" rel="noreferrer" className="text-accent underline">
            {guide.install.says}
          </a>
          .
        </span>
      ) : (
        <>
          <span className="min-w-0 wrap-anywhere">
            Ollama is installed, but not running: <span className="font-mono text-sm">{guide.program}</span>
          </span>
          <Button size="sm" icon={<Play aria-hidden="true" />} onClick={() => onWish(startOllamaWish)}>
            Start Ollama
          </Button>
        </>
      )}
    </p>
  );
}
