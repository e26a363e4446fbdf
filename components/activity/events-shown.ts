/** How many events a page asks for at a time, on the server and in the browser. */
export const shownAtOnce = 100;
