import type { HubTokensAnswer } from "#cli-bridge/protocol/settings-answer.ts";
import { Alert } from "#components/ui/alert.tsx";

/** Which token goes to the hub, and which others lie about unused: two that disagree are a common riddle. */
export function HubTokens({ token, otherTokens, problem }: HubTokensAnswer) {
  if (problem) {
    return (
      <Alert tone="danger" title={problem.message}>
        {problem.hint}
      </Alert>
    );
  }
  if (token === undefined) {
    return <p className="text-muted">No token is sent. Open models need none; gated and private ones do.</p>;
  }
  return (
    <div className="flex flex-col gap-1">
      <p>
        <span className="font-mono text-sm">{token.masked}</span> is sent to the hub. It comes from{" "}
        <span className="break-all font-mono text-sm">{token.source}</span>.
      </p>
      {otherTokens.map(({ source, masked }) => (
        <p key={source} className="text-muted">
          Not used: <span className="font-mono text-sm">{masked}</span> from{" "}
          <span className="break-all font-mono text-sm">{source}</span>.
        </p>
      ))}
    </div>
  );
}
