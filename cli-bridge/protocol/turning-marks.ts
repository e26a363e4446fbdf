/** Marks that turn the words after them around, so that one thing is read and another stands there. Those that Arabic and Hebrew need are none of them. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;

export const withoutTurns = (text: string): string => text.replace(turning, "");
