/** What is known of the way to the server: how large a piece to ask for, and over how many connections. */
export type Line = {
  /** How long a server took from a request to its answer. */
  answeredIn(ms: number, url: string): void;
  pieceBytes(): number;
  connectionsMax(): number;
};

const mebibyte = 1024 * 1024;
/** Each connection begins with so little, as only the answer tells how far away the server is. */
const firstBytes = mebibyte / 4;
/** Of all connections together, from a server nearby. */
const nearBytes = 3 * mebibyte;
/** A server that answers sooner is on this machine or next to it. */
const nearMs = 4;
const loopback = /^(127\.|localhost$|\[::1\]$)/;

/**
 * Far away an answer takes its time, so pieces are large and several are asked for at once. Nearby asking costs
 * nothing, more connections bring nothing unless somebody asked for them, and what is under way when a process is
 * killed was sent for nothing.
 */
export function openLine(connections: number, isAsked = false): Line {
  let soonestMs: number | undefined;
  let isHere = false;
  const isNear = () => isHere || (soonestMs !== undefined && soonestMs < nearMs);
  return {
    answeredIn: (ms, url) => {
      // A busy machine takes its time to answer itself.
      isHere = loopback.test(new URL(url).hostname);
      soonestMs = Math.min(ms, soonestMs ?? ms);
    },
    pieceBytes: () => {
      if (soonestMs === undefined) return firstBytes;
      if (isNear()) return isAsked ? Math.max(firstBytes, Math.floor(nearBytes / connections)) : nearBytes;
      return connections === 1 ? 64 * mebibyte : 16 * mebibyte;
    },
    connectionsMax: () => (isNear() && !isAsked ? 1 : connections),
  };
}
