/** Where programs of a test look for the hub unless the test has one: nobody is there, and the real hub is not asked. */
export const noHub = "http://127.0.0.1:9";
