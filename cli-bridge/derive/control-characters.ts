// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this finds.
const control = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/u;

export const hasControl = (text: string): boolean => control.test(text);
export const noControl = "Leave out line breaks and control characters.";
