/** How long an answer of a model may take: until it has come into memory and says its first word, and in all. */
export const answerLimits = { waitMs: 10 * 60 * 1000, limitMs: 60 * 60 * 1000 } as const;
