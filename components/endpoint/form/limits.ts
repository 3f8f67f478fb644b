// The API's own limits, told once more so that the form need not carry the schemas' library; the tests compare.
export const HEADERS_MAX = 20;
export const RETRY_ENTRIES_MAX = 20;
export const RETRY_SECONDS_MAX = 86_400;
