/** Earlier imports of the original gave such names to what they could not name, and by these it is known. */
export const isPlaceholderName = (name: string): boolean => name.startsWith("model-ollama-gguf");
