/** Side by side, no more than these can be read. */
export const comparedMax = 4;
