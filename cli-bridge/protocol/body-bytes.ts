/** No request has a larger body: files are named by their path, and only short lists are sent. */
export const bodyBytesMax = 1024 * 1024;
