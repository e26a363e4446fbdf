const pattern =
  /^(?:testmodel|mini-test|custom-family|(?:synthetic-test|logical-only-test|model-awq|model-fp16|demo-model|r)(?:-|$))|testzzz/;

let extra: { said: string | undefined; patterns: RegExp[] } = { said: undefined, patterns: [] };

/** Whether a name marks a test or demo entry. More patterns may stand in IMAGEWORKS_TEST_MODEL_PATTERNS. */
export function isTestName(name: string): boolean {
  return pattern.test(name) || extraPatterns().some((each) => each.test(name));
}

/** Said of what is in no plan for its name, and how it comes in. */
export const leftOutAsTest = (what: string): string =>
  `${what} gets no entry: its name is that of a test or demo. --include-testing takes it in.`;

function extraPatterns(): RegExp[] {
  const said = process.env.IMAGEWORKS_TEST_MODEL_PATTERNS;
  if (said !== extra.said) extra = { said, patterns: toPatterns(said ?? "") };
  return extra.patterns;
}

/** A pattern that does not parse cannot match anything, as in the original tool. */
function toPatterns(said: string): RegExp[] {
  return said.split(",").flatMap((source) => {
    if (source.trim() === "") return [];
    try {
      return [new RegExp(`^(?:${source.trim()})`)];
    } catch {
      return [];
    }
  });
}
