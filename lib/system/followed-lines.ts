import type { FollowProgram } from "./program-asking.ts";

type Following = {
  follow: FollowProgram;
  argv: readonly string[];
  /** A line that was not said again for so long does not hold any more. */
  freshMs: number;
  /** What a line is about; undefined for one that is not meant. */
  subjectOf: (line: string) => string | undefined;
};

const linesMax = 1024;

/**
 * The latest line on each subject, of a program that says all of them again and again. Starting the program for every
 * look would wake the driver each time, which takes it a second and more where nothing else holds it.
 */
export function followLines({ follow, argv, freshMs, subjectOf }: Following) {
  const lines = new Map<string, { line: string; atMs: number }>();
  const ending = new AbortController();
  const onLine = (line: string) => {
    const subject = subjectOf(line);
    if (subject === undefined || (lines.size >= linesMax && !lines.has(subject))) return;
    lines.set(subject, { line, atMs: performance.now() });
  };
  follow(argv, { onLine, signal: ending.signal }).catch(console.error);
  return {
    latest: (): string[] => {
      const oldest = performance.now() - freshMs;
      for (const [subject, { atMs }] of lines) if (atMs < oldest) lines.delete(subject);
      return [...lines.values()].map(({ line }) => line);
    },
    end: (): void => ending.abort(),
  };
}
