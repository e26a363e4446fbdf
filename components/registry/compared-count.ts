export const comparedMin = 2;
/** Side by side, no more than these can be read. */
export const comparedMax = 4;
export const comparedWords = "takes two to four";
