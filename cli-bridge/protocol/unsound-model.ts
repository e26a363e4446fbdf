/** A model of which a check found something wrong, and what. */
export type UnsoundModel = { name: string; state: string; at: string };

const sound = new Set(["valid", "not recorded", "kept by Ollama"]);

/** Whether what a check found is no reason to worry. */
export const isSoundState = (state: string): boolean => sound.has(state);
